"""Name field of forms that decide something, shown as long as nobody is signed in."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.store.people import LONGEST_NAME
from pages.shell.actor import actor, name_and_role
from pages.shell.view_choices import view_choices
from pages.widgets.escape import plain

_PROPOSED = "proposed_name"


def ask_name(key: str, words: Language) -> None:
    """Ask for the name as long as nobody is signed in; afterwards show the name under which is decided."""
    person = actor()
    if person.name:
        st.caption(plain(words.say("as {who}", who=name_and_role(person, words))))
        return
    # Stored with the workspace by an earlier version of the app, or typed into another name field of this page.
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
        placeholder=words.say("your name"),
    )
