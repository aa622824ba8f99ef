"""Who is here, at the top of every page: the name and the role, and the way to another one."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Refusal
from pages.parts import cached
from pages.parts.escape import plain
from pages.parts.who import actor, come_in, introduction

CHOICE = "person_choice"


def show_identity(words: Language) -> None:
    """The name of the person who is here on a button; behind it the choice of another one, or of a new name."""
    known = actor()
    label = plain(known.name) if known.name else words.say("Who are you?")
    # Another person brings another popover, which begins closed.
    with st.popover(label, icon=":material/person:", key=f"identity_{known.person or ''}"):
        if known.name:
            st.markdown(plain(introduction(known, words)))
        people = [one.name for one in cached.store().people.all()]
        st.selectbox(
            words.say("Not you?") if known.name else words.say("Choose your name"),
            [name for name in people if name != known.name],
            index=None,
            key=f"{CHOICE}_{known.person or ''}",
            placeholder=words.say("Choose a name, or type a new one"),
            accept_new_options=True,
            on_change=_choose,
            args=(f"{CHOICE}_{known.person or ''}",),
            disabled=cached.store().why_read_only is not None and not people,
        )
        st.caption(words.say("There is no login: this list prevents mistakes, not misuse."))


def _choose(field: str) -> None:
    name = st.session_state[field]
    if name is None:
        return
    try:
        come_in(str(name))
    except Refusal as refusal:
        st.session_state["refusal"] = refusal.message
