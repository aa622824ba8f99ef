"""Pages of the app: folder, address and title, for the menu, start pages and links."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import Page

from kam_core.vocabulary.message import N_

PAGES = {
    "overview": N_("Overview"),
    "portfolio": N_("Portfolio"),
    "concentration": N_("Concentration"),
    "what_if": N_("What-if"),
    "lifecycle": N_("Lifecycle"),
    "account": N_("Account"),
    "data": N_("Data"),
    "settings": N_("Settings"),
}
"""Folder and address of each page, and its title in the menu; the first is the default."""


def menu_pages(say: Callable[[str], str]) -> list[Page]:
    """Every page with its title in the reader's language."""
    return [
        st.Page(f"pages/{name}/page.py", title=say(label), url_path=name, default=position == 0)
        for position, (name, label) in enumerate(PAGES.items())
    ]
