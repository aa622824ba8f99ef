"""Access rules: the least role for each action, checked before every write and every read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import polars as pl

from kam_core.vocabulary.actor import ROLE_LABELS, ROLES, Actor, By, Role, folded_name
from kam_core.vocabulary.message import N_, Message, Term, UserError


class Action(StrEnum):
    """An action that changes stored data."""

    INTRODUCE = "introduce"
    SCENARIO = "scenario"
    ENTRY = "entry"
    IMPORT = "import"
    UNDO_IMPORT = "undo_import"
    REMEMBER_COLUMNS = "remember_columns"
    OVERRIDE = "override"
    ROUND = "round"
    PUBLISH = "publish"
    TAKE_BACK = "take_back"
    ARCHIVE = "archive"
    SETTINGS = "settings"
    PEOPLE = "people"
    BACKUP = "backup"
    RESTORE = "restore"
    ERASE = "erase"


LEAST: Mapping[Action, Role] = MappingProxyType(
    {
        Action.INTRODUCE: Role.VIEWER,
        Action.SCENARIO: Role.ACCOUNT_MANAGER,
        Action.ENTRY: Role.ACCOUNT_MANAGER,
        Action.IMPORT: Role.MANAGER,
        Action.UNDO_IMPORT: Role.MANAGER,
        Action.REMEMBER_COLUMNS: Role.MANAGER,
        Action.OVERRIDE: Role.MANAGER,
        Action.ROUND: Role.MANAGER,
        Action.PUBLISH: Role.MANAGER,
        Action.TAKE_BACK: Role.MANAGER,
        Action.ARCHIVE: Role.MANAGER,
        Action.SETTINGS: Role.MANAGER,
        Action.PEOPLE: Role.ADMINISTRATOR,
        Action.BACKUP: Role.ADMINISTRATOR,
        Action.RESTORE: Role.ADMINISTRATOR,
        Action.ERASE: Role.ADMINISTRATOR,
    }
)
"""The least role for each action; every role above it may do it, too."""

ACTION_LABELS = {
    Action.INTRODUCE: N_("Enter a name"),
    Action.SCENARIO: N_("Save scenarios"),
    Action.ENTRY: N_("Enter data (account managers: own accounts only)"),
    Action.IMPORT: N_("Import files"),
    Action.UNDO_IMPORT: N_("Undo an import"),
    Action.REMEMBER_COLUMNS: N_("Save or delete column mappings"),
    Action.OVERRIDE: N_("Set a manual tier"),
    Action.ROUND: N_("Lead a grading committee"),
    Action.PUBLISH: N_("Publish a model"),
    Action.TAKE_BACK: N_("Withdraw a published model"),
    Action.ARCHIVE: N_("Archive or rename data sets, archive others' scenarios"),
    Action.SETTINGS: N_("Change settings"),
    Action.PEOPLE: N_("Change people and roles"),
    Action.BACKUP: N_("Save a backup"),
    Action.RESTORE: N_("Restore a backup"),
    Action.ERASE: N_("Delete data permanently"),
}


class AccessError(UserError):
    """The actor's role does not allow it; nothing was written."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which accounts somebody may read: those of these owners (folded names), or all where `owners` is None."""

    owners: frozenset[str] | None = None

    def includes(self, owner: str | None) -> bool:
        """Whether an account of that owner may be read."""
        return self.owners is None or (owner is not None and folded_name(owner) in self.owners)

    def rows(self, accounts: pl.DataFrame) -> pl.DataFrame:
        """The accounts, one row each with its `owner`, that may be read."""
        if self.owners is None:
            return accounts
        named = accounts["owner"].drop_nulls().unique().to_list()
        return accounts.filter(pl.col("owner").is_in([owner for owner in named if self.includes(owner)]))


ALL = Scope()


def reading_scope(_actor: Actor) -> Scope:
    """What somebody may read: everything, in every role."""
    return ALL


def allows(actor: Actor, action: Action) -> bool:
    """Whether the actor's role is enough; for an entry it still depends on the account."""
    return ROLES.index(actor.role) >= ROLES.index(LEAST[action])


def require(by: By, action: Action, owners: Iterable[str | None] | None = None) -> None:
    """Refuse an action that the actor's role does not allow, and any action without a name.

    owners: those of the account of the action, if it has one; account managers act on their own accounts.
    """
    if not by.name.strip():
        raise AccessError(Message("Enter your name first; the audit log records who made each decision."))
    if not allows(by.actor, action):
        raise AccessError(
            Message(
                "{name} has the role {role}; “{action}” requires the role {needed}. Ask a colleague with that "
                "role, or ask an administrator to change yours (Settings, People). Nothing was changed.",
                name=by.name,
                role=Term(ROLE_LABELS[by.actor.role]),
                action=Term(ACTION_LABELS[action]),
                needed=Term(ROLE_LABELS[LEAST[action]]),
            )
        )
    if owners is not None and by.actor.role is Role.ACCOUNT_MANAGER:
        _require_own(by, [owner for owner in owners if owner is not None])


def _require_own(by: By, owners: Sequence[str]) -> None:
    own = Scope(own_owners(by.actor))
    if any(own.includes(owner) for owner in owners):
        return
    if not owners:
        raise AccessError(
            Message(
                "This account has no owner. Account managers can only enter data for their own accounts. Ask a "
                "manager to enter it, or to upload an account list with you as the owner."
            )
        )
    raise AccessError(
        Message(
            "This account belongs to {owners}. Account managers can only enter data for their own accounts. Ask "
            "the owner or a manager, or ask an administrator to let you act for this owner (Settings, People).",
            owners=", ".join(owners),
        )
    )


def own_owners(actor: Actor) -> frozenset[str]:
    """The folded owner names whose accounts are the actor's own: their own name, and those that they act for."""
    return frozenset(map(folded_name, (actor.name, *actor.owners)))


def require_entry(by: By, owners: Iterable[str | None]) -> None:
    """Refuse an entry on an account of these owners: account managers enter on their own accounts, managers on all."""
    require(by, Action.ENTRY, owners)


def needed_role(actor: Actor, action: Action) -> Message | None:
    """The missing role for an action, for the help of a button; None where it is allowed."""
    if allows(actor, action):
        return None
    return Message(
        "Requires the role {needed}; your role is {role}.",
        needed=Term(ROLE_LABELS[LEAST[action]]),
        role=Term(ROLE_LABELS[actor.role]),
    )
