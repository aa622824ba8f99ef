"""Register people by name, and change them as an administrator."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from kam_core.services.access import Action, require
from kam_core.store.people import Person
from kam_core.store.store import Store
from kam_core.vocabulary.actor import ROLE_LABELS, By, Role
from kam_core.vocabulary.message import Message, Term

NAMED = 6
"""Administrators that a sentence names."""


def find_or_add_person(store: Store, name: str, at: datetime.datetime) -> tuple[Person, Message | None]:
    """The person of that name and, for a new one, a message.

    The first person becomes administrator; later unknown names become viewers.
    """
    person, is_new = store.people.introduce(name, at)
    if not is_new:
        return person, None
    role = Term(ROLE_LABELS[person.role])
    if person.role is Role.ADMINISTRATOR:
        return person, Message("{name} is the first person and was added as {role}.", name=person.name, role=role)
    return person, Message(
        "{name} was added as {role}. {administrators} can change the role (Settings, People).",
        name=person.name,
        role=role,
        administrators=joined_names(store.people.administrators()),
    )


def joined_names(people: Sequence[Person]) -> str:
    """The names of some people for a sentence."""
    return ", ".join(one.name for one in people[:NAMED]) + (" …" if len(people) > NAMED else "")


def add_person(
    store: Store,
    *,
    name: str,
    role: Role,
    owners: Sequence[str] = (),
    start_screen: str | None = None,
    default_owner: str | None = None,
    by: By,
) -> Person:
    """A new person. Refuses a name that somebody has."""
    require(by, Action.PEOPLE)
    return store.people.add(name, role, by, owners, start_screen, default_owner)


def change_person(
    store: Store,
    person: Person,
    *,
    name: str,
    role: Role,
    owners: Sequence[str],
    start_screen: str | None,
    default_owner: str | None = None,
    by: By,
) -> Person:
    """Change a person as the caller read it. Refuses a taken name, and to be without an administrator."""
    require(by, Action.PEOPLE)
    return store.people.change(
        person, by, name=name, role=role, owners=owners, start_screen=start_screen, default_owner=default_owner
    )


def choose_start(store: Store, person: Person, start_screen: str | None, default_owner: str | None, by: By) -> Person:
    """Change one's own start screen and default owner; of another person's, whoever may change people does."""
    if by.actor.person != person.id:
        require(by, Action.PEOPLE)
    return store.people.change(
        person,
        by,
        name=person.name,
        role=person.role,
        owners=person.owners,
        start_screen=start_screen,
        default_owner=default_owner,
    )


def archive_person(store: Store, person: Person, by: By) -> Person:
    """Take a person out of the lists; what they decided stays."""
    require(by, Action.PEOPLE)
    return store.people.archive(person, by)


def restore_person(store: Store, person: Person, by: By) -> Person:
    """Put an archived person back into the lists."""
    require(by, Action.PEOPLE)
    return store.people.restore(person, by)
