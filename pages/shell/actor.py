"""The person who uses this browser or session, and what their role allows."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from kam_core import clock
from kam_core.locale.language import Language
from kam_core.services.access import Action, needed_role
from kam_core.services.people import find_or_add_person
from kam_core.store.people import Person
from kam_core.store.save_errors import SaveError
from kam_core.vocabulary.actor import ROLE_LABELS, VISITOR, Actor, By
from kam_core.vocabulary.message import Message
from pages.shell.browser import browser_id
from pages.shell.cache.store_cache import open_store
from pages.widgets.escape import plain

_PERSON, _WELCOME = "person", "welcome"


def actor() -> Actor:
    """The person who is signed in; the visitor until somebody gives a name."""
    person = _current_person()
    return VISITOR if person is None else person.actor


def start_screen() -> str | None:
    """The start page of the person who is signed in; None for the default one."""
    person = _current_person()
    return None if person is None else person.start_screen


def default_owner() -> str | None:
    """The owner whose accounts the person who is signed in sees first; None for all."""
    person = _current_person()
    return None if person is None else person.default_owner


def by(field: str | None = None) -> By:
    """The author and time of a change made now. Where nobody is signed in, the name in the field with that key is."""
    now = clock.now()
    person = _current_person()
    name = "" if field is None else " ".join(str(st.session_state.get(field) or "").split())
    if person is None and name:
        person = sign_in(name)
    return By(VISITOR if person is None else person.actor, now)


def sign_in(name: str) -> Person:
    """Sign a person in by name; a new person is shown their role once. Refuses a blank name."""
    now = clock.now()
    person, welcome = find_or_add_person(open_store(), name, now)
    st.session_state[_WELCOME] = welcome
    st.session_state[_PERSON] = person.id
    browser = browser_id()
    if browser is not None:
        # Where nothing can be saved the name is valid for this session.
        with suppress(SaveError):
            open_store().people.choose(browser, person, now)
    return person


def _current_person() -> Person | None:
    people, browser = open_store().people, browser_id()
    if browser is not None and (person := people.person_of(browser)) is not None:
        return person
    chosen = st.session_state.get(_PERSON)
    person = None if chosen is None else people.find(str(chosen))
    return None if person is None or person.archived else person


def show_welcome(words: Language) -> None:
    """Show a new person once which role they have and who can change it."""
    welcome: Message | None = st.session_state.pop(_WELCOME, None)
    if welcome is not None:
        st.info(plain(words.say(welcome)), icon=":material/waving_hand:")


def name_and_role(person: Actor, words: Language) -> str:
    """Li (manager)."""
    return words.say("{name} ({role})", name=person.name, role=words.say(ROLE_LABELS[person.role]))


def denial_reason(action: Action, words: Language) -> str | None:
    """Why the role of this person forbids an action, for the help of its button; None where it is allowed, and where
    nobody is signed in."""
    current = actor()
    message = needed_role(current, action) if current.name else None
    return None if message is None else words.say(message)
