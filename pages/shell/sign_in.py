"""Who is here, at the top of every page: the name and the role, and the way to another one."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.store.people import LONGEST_NAME
from kam_core.vocabulary.message import UserError
from pages.shell.actor import actor, come_in, introduction
from pages.shell.cache.store_cache import open_store
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

CHOICE, NEW = "person_choice", "person_new_name"


def show_identity(words: Language) -> None:
    """The name of the person who is here on a button; behind it the choice of another one, or of a new name."""
    known = actor()
    label = plain(known.name) if known.name else words.say("Who are you?")
    # Another person brings another popover, which begins closed.
    with st.popover(label, icon=":material/person:", key=f"identity_{known.person or ''}"):
        if known.name:
            st.markdown(plain(introduction(known, words)))
        mine = known.person or ""
        others = [one.name for one in open_store().people.all() if one.name != known.name]
        if others:
            st.selectbox(
                words.say("Not you?") if known.name else words.say("Choose your name"),
                others,
                index=None,
                key=f"{CHOICE}_{mine}",
                placeholder=words.say("Choose a name"),
                on_change=_come_in,
                args=(f"{CHOICE}_{mine}",),
            )
        st.text_input(
            words.say("A name that is not in the list") if others else words.say("Your name"),
            key=f"{NEW}_{mine}",
            max_chars=LONGEST_NAME,
            on_change=_come_in,
            args=(f"{NEW}_{mine}",),
            disabled=open_store().why_read_only is not None,
        )
        st.caption(words.say("There is no login: this list prevents mistakes, not misuse."))


def _come_in(field: str) -> None:
    name = str(st.session_state[field] or "")
    if not name.strip():
        return
    try:
        come_in(name)
    except UserError as error:
        post_error(error.message)
