"""Heading above a list of entry rows, with the button that opens an empty form."""

from __future__ import annotations

import streamlit as st

from kam_core.services.access import Action
from pages.panels.entry.open_form import OpenForm, open_form, open_form_of
from pages.panels.entry.row_actions import show_done
from pages.shell.actor import denial_reason
from pages.shell.page_context import PageContext
from pages.widgets.headings import show_heading


def show_list_head(table: str, account: str, heading: str, add: str, context: PageContext) -> OpenForm | None:
    """Show heading, button and the last action; returns the form that is open for the account's rows."""
    with st.container(horizontal=True, vertical_alignment="center"):
        show_heading(heading)
        st.button(
            add, key=f"{table}_add", icon=":material/add:", on_click=open_form, args=(table, account),
            help=denial_reason(Action.ENTRY, context.words),
        )  # fmt: skip
    show_done(table, account, context)
    return open_form_of(table, account)
