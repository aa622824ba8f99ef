"""Keys of the search in the browser: "/" opens it, Enter opens the first hit."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.widgets.browser_files import browser_text

ENTER = "search_enter"
_SLASH_KEY = st.components.v2.component(
    "kam_search_slash", html="<span></span>", js=browser_text(__file__, "slash_key.js")
)
_ENTER_KEY = st.components.v2.component(
    "kam_search_enter", html="<span></span>", js=browser_text(__file__, "enter_key.js")
)


def listen_for_slash() -> None:
    """Let "/" click the search button; Streamlit takes no punctuation as a shortcut."""
    _SLASH_KEY(key="search_slash", width=1, height=1)


def listen_for_enter(open_first: Callable[[str], None]) -> None:
    """Call `open_first` with the text of the field as it is when Enter is pressed.

    The field itself sends its text a moment after the last letter, so the hits on the screen may be those before it.
    """

    def read_text() -> None:
        typed = (st.session_state.get(ENTER) or {}).get("enter")
        if isinstance(typed, str):
            open_first(typed)

    _ENTER_KEY(key=ENTER, on_enter_change=read_text, width=1, height=1)
