"""An act on the settings page: somebody's name, the moment, and a sentence for what became of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message, UserError
from pages.shell import cached
from pages.shell.actor import by, why_not
from pages.widgets.escape import plain
from pages.widgets.messages import show_refusal

Act = Callable[[By], object]
WHO, _SAID = "who_settings", "settings_said"
"""The field for the name; where what was done is kept until it is said."""


def show_said(words: Language) -> None:
    """Say once what was done just now."""
    said: Message | None = st.session_state.pop(_SAID, None)
    if said is not None:
        st.toast(plain(words.say(said)), icon=":material/check:")


def act_button(
    label: str, key: str, action: Action, act: Act, said: Message, words: Language, help: str | None = None
) -> None:
    """A button that acts in somebody's name and draws the page anew; it is off where nothing can be saved, and where
    the role of the person who is here does not allow it."""
    denied = why_not(action, words)
    off = cached.store().why_read_only is not None or denied is not None
    if not st.button(label, key=key, disabled=off, help=denied or help):
        return
    try:
        act(by(WHO))
    except UserError as refusal:
        show_refusal(refusal.message, words)
        return
    st.session_state[_SAID] = said
    st.rerun()
