"""The name under which a person decides: asked once, remembered with the workspace."""

from __future__ import annotations

import datetime

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.actor import Actor, By, Role
from pages.parts import session

LONGEST = 60


def by(name: str | None = None) -> By:
    """The person of this name, else of the name that was given before, at this moment."""
    said = session.who() if name is None else " ".join(name.split())
    return By(Actor(said, Role.ADMINISTRATOR), datetime.datetime.now(datetime.UTC))


def ask_who(key: str, words: Language) -> str:
    """The field for the name; empty until somebody gives one."""
    kept = str(session.choices_made().get("who", ""))

    # A page may ask in two places: what was given in one of them stands in the other.
    if " ".join(str(st.session_state.get(key) or "").split()) != kept:
        st.session_state[key] = kept

    def keep() -> None:
        session.keep_view(who=" ".join(str(st.session_state[key]).split()))

    name = st.text_input(
        words.say("Your name"),
        key=key,
        max_chars=LONGEST,
        on_change=keep,
        placeholder=words.say("who decides"),
    )
    return " ".join((name or "").split())
