"""The notice that a definition changed since the data set was last looked at, until somebody confirms it."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.definition_change import is_unread
from pages.settings import sections
from pages.shell import cached, session


def show_definition_notice(desk: session.Desk, words: Language) -> None:
    """One line and the way to the list; nothing once it was confirmed, and nothing for cubes."""
    if desk.dataset.line_store is not None or not is_unread(cached.store(), session.book()):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="definition_notice"):
        st.markdown(words.say("Purchases are counted by day now, which may change tiers."))
        if st.button(words.say("See who changes tier and why"), key="definition_open", type="tertiary"):
            sections.choose_section(sections.DEFINITION)
            st.switch_page("pages/settings/page.py", query_params={session.LINK: session.workspace().id})
