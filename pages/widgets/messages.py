"""Messages to the reader: at once, or posted to be shown once when the page is drawn again."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message
from pages.widgets.escape import plain

_ERROR, _SUCCESS = "posted_error", "posted_success"


def post_error(message: Message) -> None:
    """Show why something could not be done when the page is drawn again; nothing was changed."""
    st.session_state[_ERROR] = message


def post_success(message: Message) -> None:
    """Show what was done when the page is drawn again."""
    st.session_state[_SUCCESS] = message


def withdraw_error(message: Message) -> None:
    """Do not show a posted error that the page itself reports."""
    if st.session_state.get(_ERROR) == message:
        del st.session_state[_ERROR]


def show_posted(words: Language) -> None:
    """Show what was posted since the page was last drawn, once."""
    error: Message | None = st.session_state.pop(_ERROR, None)
    if error is not None:
        show_error(error, words)
    success: Message | None = st.session_state.pop(_SUCCESS, None)
    if success is not None:
        st.toast(plain(words.say(success)), icon=":material/check:")


def show_error(message: Message, words: Language) -> None:
    """One sentence in a red box; values such as file names are shown as text."""
    st.error(plain(words.say(message)))
