"""People tab of an account: its contacts by buying role, and the way to add one."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.services.access import Action
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables.contacts_and_team import CONTACTS
from pages.account.account_view import AccountView
from pages.account.contact_form import open_contact_form, show_contact_form
from pages.account.section_heading import show_section
from pages.account.unfilled_tab import show_unfilled
from pages.panels.entry.current_rows import account_names, current_rows
from pages.panels.entry.value_text import value_text
from pages.shell.actor import denial_reason
from pages.widgets.row_table import show_rows

COLUMNS = ("name", "title", "department", "role", "influence", "support", "last_contact", "confirmed")
RIGHT = ("influence", "support")


def show_people(view: AccountView) -> None:
    """Show the contacts, the most influential first."""
    context, words = view.context, view.words
    members = tuple(account_names(context, view.account.codes))
    rows = sorted(current_rows(context, CONTACTS.name, members), key=_most_influential)
    show_section("people", words.say("People"), words.say("buying role, influence and support"))
    st.button(
        words.say("Add a contact"), key="contacts_add", icon=":material/add:", on_click=open_contact_form,
        args=(view.profile.account_id,), help=denial_reason(Action.ENTRY, words),
    )  # fmt: skip
    show_contact_form(view)
    if not rows:
        show_unfilled(
            view,
            Message("Shows the people of this account: who decides, checks, uses, coaches us, and "
                    "who is against."),
            words.say(CONTACTS.label), "people",
        )  # fmt: skip
        return
    frame = pl.DataFrame(
        [
            {name: value_text(CONTACTS, CONTACTS.field(name), row.values.get(name), words) for name in COLUMNS}
            for row in rows
        ],
        schema=dict.fromkeys(COLUMNS, pl.String),
    )
    show_rows(frame, "account_people", {name: words.say(CONTACTS.field(name).label) for name in COLUMNS}, right=RIGHT)


def _most_influential(row: EntryRow) -> tuple[float, str]:
    return -float(str(row.values.get("influence") or 0)), str(row.values.get("name"))
