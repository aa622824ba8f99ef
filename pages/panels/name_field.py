"""The field for the name in forms that decide something, as long as nobody is known."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.store.people import LONGEST_NAME
from pages.shell.actor import actor, introduction
from pages.shell.view_choices import view_choices
from pages.widgets.escape import plain

_PROPOSED = "proposed_name"


def ask_who(key: str, words: Language) -> None:
    """The field for the name as long as nobody is known; afterwards under whose name things are decided."""
    known = actor()
    if known.name:
        st.caption(plain(words.say("as {who}", who=introduction(known, words))))
        return
    # What an earlier version of the app kept with the workspace, or another place of this page asked for.
    proposed = str(st.session_state.get(_PROPOSED, view_choices().get("who", "")))
    if " ".join(str(st.session_state.get(key) or "").split()) != proposed:
        st.session_state[key] = proposed

    def propose() -> None:
        st.session_state[_PROPOSED] = " ".join(str(st.session_state[key]).split())

    st.text_input(
        words.say("Your name"),
        key=key,
        max_chars=LONGEST_NAME,
        on_change=propose,
        placeholder=words.say("who decides"),
    )
