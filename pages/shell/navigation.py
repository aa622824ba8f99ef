"""Where the pages are: the one list behind the menu."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import Page

from kam_core.vocabulary.message import N_

PLACES = {
    "overview": N_("Overview"),
    "portfolio": N_("Portfolio"),
    "concentration": N_("Concentration"),
    "what_if": N_("What-if"),
    "lifecycle": N_("Lifecycle"),
    "account": N_("Account"),
    "data": N_("Data"),
    "settings": N_("Settings"),
}
"""File and address of each page, and its name in the menu; the first is where everybody starts."""


def places(say: Callable[[str], str]) -> list[Page]:
    """Every page, named in the reader's language."""
    return [
        st.Page(f"pages/{name}/page.py", title=say(label), url_path=name, default=place == 0)
        for place, (name, label) in enumerate(PLACES.items())
    ]
