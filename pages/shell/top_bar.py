"""Top bar beside the menu: search, language, person and settings."""

from __future__ import annotations

import streamlit as st

from pages.navigation.page_link import show_page_link
from pages.shell.language_switch import show_language_switch
from pages.shell.page_context import PageContext
from pages.shell.sign_in import show_identity


def show_top_bar(context: PageContext, address: str) -> None:
    """Show the controls at the right of the menu; the style fixes them there."""
    words = context.words
    with st.container(horizontal=True, key="bar", gap="small", vertical_alignment="center", width="content"):
        show_identity(words)
        show_language_switch()
        show_page_link("settings", "", icon=":material/settings:")
