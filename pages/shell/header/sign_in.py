"""Sign-in at the top of every page: name and role of the person, and the choice of another one."""

from __future__ import annotations

import streamlit as st

from kam_core.services.people import choose_start
from kam_core.store.people import LONGEST_NAME, Person
from kam_core.vocabulary.message import UserError
from pages.navigation.screens import SCREENS, current_address, start_title
from pages.shell.actor import actor, by, name_and_role, sign_in
from pages.shell.cache import frame_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import post_error

CHOICE, NEW = "person_choice", "person_new_name"
USUAL = ""


def show_identity(context: PageContext) -> None:
    """Show the name of the person on a button; behind it the choice of another one, or of a new name."""
    words, current = context.words, actor()
    label = plain(current.name) if current.name else words.say("Choose your name")
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
        if current.person is not None:
            _ask_start(context, current.person)
        st.caption(words.say("There is no login: this list prevents mistakes, not misuse."))


def _ask_start(context: PageContext, person_id: str) -> None:
    """Ask for the screen and the owner that this person sees first."""
    words, person = context.words, open_store().people.find(person_id)
    if person is None:
        return
    screen_key, owner_key = f"start_screen_{person.id}_{person.version}", f"start_owner_{person.id}_{person.version}"
    owners = {*frame_cache.owners(context.dataset), *([person.default_owner] if person.default_owner else ())}
    start, owner = current_address(person.start_screen or "") or USUAL, person.default_owner or USUAL
    screens, choices = [USUAL, *SCREENS], [USUAL, *sorted(owners)]
    st.selectbox(
        words.say("Start page"),
        screens,
        index=screens.index(start),
        format_func=lambda one: words.say(start_title(one)),
        key=screen_key,
        on_change=_save_start,
        args=(person, screen_key, owner_key),
    )
    st.selectbox(
        words.say("Owner shown first"),
        choices,
        index=choices.index(owner),
        format_func=lambda one: one or words.say("all owners"),
        key=owner_key,
        on_change=_save_start,
        args=(person, screen_key, owner_key),
    )


def _save_start(person: Person, screen_key: str, owner_key: str) -> None:
    try:
        choose_start(
            open_store(), person, st.session_state[screen_key] or None, st.session_state[owner_key] or None, by()
        )
    except UserError as error:
        post_error(error.message)


def _sign_in(field: str) -> None:
    name = str(st.session_state[field] or "")
    if not name.strip():
        return
    try:
        sign_in(name)
    except UserError as error:
        post_error(error.message)
