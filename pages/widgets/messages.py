"""What went wrong and what to do, in the reader's words."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message
from pages.widgets.escape import plain


def show_waiting_refusal(words: Language) -> None:
    """Show once what could not be done before this page began; the former state is kept."""
    message = st.session_state.pop("refusal", None)
    if message is not None:
        show_refusal(message, words)


def show_refusal(message: Message, words: Language) -> None:
    """One sentence in a red box; values such as file names are shown as text."""
    st.error(plain(words.say(message)))
