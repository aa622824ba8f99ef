"""Who is here: the person of this browser, or of this session, and what their role allows."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.access import Action, needed_role
from kam_core.services.people import introduce
from kam_core.store.people import Person
from kam_core.store.save_errors import SaveError
from kam_core.vocabulary.actor import ROLE_LABELS, VISITOR, Actor, By
from kam_core.vocabulary.message import Message
from pages.shell import clock
from pages.shell.browser import browser_id
from pages.shell.cache.store_cache import open_store
from pages.widgets.escape import plain

_PERSON, _WELCOME = "person", "welcome"


def actor() -> Actor:
    """Who is here; the visitor until somebody gives a name."""
    found = _known()
    return VISITOR if found is None else found.actor


def start_screen() -> str | None:
    """The page with which the person who is here starts; None for the usual one."""
    found = _known()
    return None if found is None else found.start_screen


def by(field: str | None = None) -> By:
    """Who acts, at this moment. Where nobody is known yet, whoever is named in the field with that key comes in."""
    now = clock.now()
    found = _known()
    name = "" if field is None else " ".join(str(st.session_state.get(field) or "").split())
    if found is None and name:
        found = come_in(name)
    return By(VISITOR if found is None else found.actor, now)


def come_in(name: str) -> Person:
    """From now on somebody of that name is here; who is new is told their role. Refuses a name that is none."""
    now = clock.now()
    person, welcome = introduce(open_store(), name, now)
    st.session_state[_WELCOME] = welcome
    st.session_state[_PERSON] = person.id
    browser = browser_id()
    if browser is not None:
        # Where nothing can be saved the name holds for this session.
        with suppress(SaveError):
            open_store().people.choose(browser, person, now)
    return person


def _known() -> Person | None:
    people, browser = open_store().people, browser_id()
    if browser is not None and (found := people.person_of(browser)) is not None:
        return found
    chosen = st.session_state.get(_PERSON)
    found = None if chosen is None else people.find(str(chosen))
    return None if found is None or found.archived else found


def show_welcome(words: Language) -> None:
    """Say once to somebody new which role they have and who can change it."""
    welcome: Message | None = st.session_state.pop(_WELCOME, None)
    if welcome is not None:
        st.info(plain(words.say(welcome)), icon=":material/waving_hand:")


def introduction(one: Actor, words: Language) -> str:
    """Li (manager)."""
    return words.say("{name} ({role})", name=one.name, role=words.say(ROLE_LABELS[one.role]))


def why_not(action: Action, words: Language) -> str | None:
    """Why the person who is here may not do something, for the help of its button; None where they may, and as long
    as nobody is known."""
    known = actor()
    message = needed_role(known, action) if known.name else None
    return None if message is None else words.say(message)
