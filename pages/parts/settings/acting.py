"""An act on the settings page: somebody's name, the moment, and a sentence for what became of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message, Refusal
from pages.parts import cached
from pages.parts.escape import plain
from pages.parts.messages import show_refusal
from pages.parts.who import by

Act = Callable[[By], object]
_SAID = "settings_said"


def show_said(words: Language) -> None:
    """Say once what was done just now."""
    said: Message | None = st.session_state.pop(_SAID, None)
    if said is not None:
        st.toast(plain(words.say(said)), icon=":material/check:")


def act_button(
    label: str, key: str, who: str, act: Act, said: Message, words: Language, help: str | None = None
) -> None:
    """A button that acts in somebody's name and draws the page anew; it is off where nothing can be saved."""
    can = cached.store().why_read_only is None
    if not st.button(label, key=key, disabled=not can, help=help):
        return
    try:
        if not who:
            raise Refusal("Give your name above: the log says who decides.")
        act(by(who))
    except Refusal as refusal:
        show_refusal(refusal.message, words)
        return
    st.session_state[_SAID] = said
    st.rerun()
