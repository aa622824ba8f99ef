"""Actors and roles: who changes something, with which permissions, and when."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kam_core.vocabulary.message import N_, Message


class Role(StrEnum):
    """A set of permissions; each role includes those of the roles before it."""

    VIEWER = "viewer"
    ACCOUNT_MANAGER = "account_manager"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


ROLES = tuple(Role)
"""In ascending order of permissions."""
ROLE_LABELS = {
    Role.VIEWER: N_("viewer"),
    Role.ACCOUNT_MANAGER: N_("account manager"),
    Role.MANAGER: N_("manager"),
    Role.ADMINISTRATOR: N_("administrator"),
}


def folded_name(name: str) -> str:
    """Fold a name for comparison: lower case, single blanks."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the app itself: the name that the audit log shows, the role, and the account owners they stand for.

    person: the id of the row in the table of people; None for the app, the command line without a name, and a visitor.
    """

    name: str
    role: Role = Role.VIEWER
    owners: tuple[str, ...] = ()
    person: str | None = None


@dataclass(frozen=True, slots=True)
class By:
    """An actor and the moment (aware) at which they act."""

    actor: Actor
    at: datetime.datetime

    @property
    def name(self) -> str:
        """The actor's name, as the audit log shows it."""
        return self.actor.name


SYSTEM = Actor("system", Role.ADMINISTRATOR)
"""The app itself, for what it does without being asked."""
COMMAND_LINE = Actor("command line", Role.ADMINISTRATOR)
"""The author of commands without a name, while the table of people is empty."""
VISITOR = Actor("")
"""A person without a name."""
NAMES = {SYSTEM.name: N_("system"), COMMAND_LINE.name: N_("command line"), VISITOR.name: N_("no name")}
"""Names that no person gave, as the screen shows them in the reader's language."""


def actor_name(name: str, say: Callable[[Message], str] = str) -> str:
    """The author's name in the reader's language; a person's own name stays as it is."""
    label = NAMES.get(name)
    return name if label is None else say(Message(label))
