"""Top bar beside the menu: search, language, person and settings."""

from __future__ import annotations

import streamlit as st

from pages.navigation.page_link import show_page_link
from pages.navigation.screens import SCREENS, locked_screens, start_address
from pages.shell.actor import start_screen
from pages.shell.header.language_switch import show_language_switch
from pages.shell.header.sign_in import show_identity
from pages.shell.owner_choice import choose_owner
from pages.shell.page_context import PageContext
from pages.shell.search.search_dialog import show_search


def show_top_bar(context: PageContext) -> None:
    """Show the name of the product left of the menu, and the controls at its right; the style fixes them there."""
    words = context.words
    tables = context.dataset.filled_tables
    locked = locked_screens(tables)
    screens = [(words.say(one.title), one.address) for one in SCREENS.values() if one not in locked]
    with st.container(key="brand", width="content"):
        show_page_link(start_address(start_screen(), tables), words.say("Key accounts"))
    with st.container(horizontal=True, key="bar", gap="small", vertical_alignment="center", width="content"):
        show_search(context, screens, choose_owner)
        show_identity(context)
        show_language_switch()
        show_page_link("settings", "", icon=":material/settings:")
