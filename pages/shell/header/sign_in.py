"""Sign-in at the top of every page: name and role of the person, and the choice of another one."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.store.people import LONGEST_NAME
from kam_core.vocabulary.message import UserError
from pages.shell.actor import actor, name_and_role, sign_in
from pages.shell.cache.store_cache import open_store
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

CHOICE, NEW = "person_choice", "person_new_name"


def show_identity(words: Language) -> None:
    """Show the name of the person on a button; behind it the choice of another one, or of a new name."""
    current = actor()
    label = plain(current.name) if current.name else words.say("Who are you?")
    # Another person brings another popover, which begins closed.
    with st.popover(label, icon=":material/person:", key=f"identity_{current.person or ''}"):
        if current.name:
            st.markdown(plain(name_and_role(current, words)))
        person_id = current.person or ""
        other_names = [one.name for one in open_store().people.all() if one.name != current.name]
        if other_names:
            st.selectbox(
                words.say("Not you?") if current.name else words.say("Choose your name"),
                other_names,
                index=None,
                key=f"{CHOICE}_{person_id}",
                placeholder=words.say("Choose a name"),
                on_change=_sign_in,
                args=(f"{CHOICE}_{person_id}",),
            )
        st.text_input(
            words.say("Other name") if other_names else words.say("Your name"),
            key=f"{NEW}_{person_id}",
            max_chars=LONGEST_NAME,
            on_change=_sign_in,
            args=(f"{NEW}_{person_id}",),
            disabled=open_store().why_read_only is not None,
        )
        st.caption(words.say("There is no login: this list prevents mistakes, not misuse."))


def _sign_in(field: str) -> None:
    name = str(st.session_state[field] or "")
    if not name.strip():
        return
    try:
        sign_in(name)
    except UserError as error:
        post_error(error.message)
