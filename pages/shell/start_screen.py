"""The page with which a person starts."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from pages.shell import session
from pages.shell.actor import start_screen
from pages.shell.navigation import PLACES

_STARTED = "started"
FIRST = next(iter(PLACES))


def open_start_screen(page: Page) -> None:
    """Once a session, and only from the address of the app itself: go to the page that this person starts with."""
    if st.session_state.get(_STARTED):
        return
    st.session_state[_STARTED] = True
    wanted = start_screen()
    if page.url_path in ("", FIRST) and wanted in PLACES and wanted != FIRST:
        st.switch_page(f"pages/{wanted}/page.py", query_params={session.LINK: session.workspace().id})
