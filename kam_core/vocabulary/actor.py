"""Who acts, in which role, and when: the argument of everything that changes anything."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kam_core.vocabulary.message import N_, Message


class Role(StrEnum):
    """What a person may do; each role may do what those before it may."""

    VIEWER = "viewer"
    ACCOUNT_MANAGER = "account_manager"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


ROLES = tuple(Role)
"""From the least to the most."""
ROLE_LABELS = {
    Role.VIEWER: N_("viewer"),
    Role.ACCOUNT_MANAGER: N_("account manager"),
    Role.MANAGER: N_("manager"),
    Role.ADMINISTRATOR: N_("administrator"),
}


def folded_name(name: str) -> str:
    """A name without capitals and needless blanks: what makes two spellings one name."""
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
"""Whoever gives a command without a name, where nobody is in the table of people."""
VISITOR = Actor("")
"""Somebody who has not said who they are."""
SYSTEM_NAME = N_("system")


def actor_name(name: str, say: Callable[[Message], str] = str) -> str:
    """A name of the log as a reader sees it: the app itself has one in every language."""
    return say(Message(SYSTEM_NAME)) if name == SYSTEM.name else name
