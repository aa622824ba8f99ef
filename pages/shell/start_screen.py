"""Open the start page that a person has chosen."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from pages.shell.actor import start_screen
from pages.shell.navigation import PAGES
from pages.widgets.page_link import open_page

_STARTED = "started"
FIRST = next(iter(PAGES))


def open_start_screen(page: Page) -> None:
    """Go to the start page of this person once a session, and only from the root address of the app."""
    if st.session_state.get(_STARTED):
        return
    st.session_state[_STARTED] = True
    wanted = start_screen()
    if page.url_path in ("", FIRST) and wanted in PAGES and wanted != FIRST:
        open_page(wanted)
