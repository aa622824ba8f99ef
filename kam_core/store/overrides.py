"""Tier overrides by people, each with a reason and perhaps a last day. Never deleted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from kam_core.store.audit import record
from kam_core.store.conflict import ConflictError
from kam_core.store.database import rows
from kam_core.store.database.column_names import to_columns, to_fields
from kam_core.store.database.column_types import new_id
from kam_core.store.database.database import Database
from kam_core.store.database.schema import OVERRIDES
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import UserError

LONGEST_ID = 500


@dataclass(frozen=True)
class StoredOverride:
    """One override; `until` is the last day that it holds, None for no end. `author` changed it last. Times are UTC."""

    id: str
    data_set_id: str
    account_id: str
    tier: str
    reason: str
    author: str
    until: datetime.date | None
    created_at: datetime.datetime
    changed_at: datetime.datetime
    withdrawn_at: datetime.datetime | None = None
    withdrawn_by: str | None = None
    version: int = 1

    def is_active(self, today: datetime.date) -> bool:
        """Whether it holds on that day."""
        return self.withdrawn_at is None and (self.until is None or self.until >= today)


class Overrides:
    """Overrides by data set (or "demo") and account; an account has at most one that is not withdrawn."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(
        self,
        *,
        data_set_id: str,
        account_id: str,
        tier: str,
        reason: str,
        until: datetime.date | None,
        by: By,
    ) -> StoredOverride:
        """Set the tier of an account. Refuses one without a reason or an author, and a last day in the past.

        `ConflictError` where another one is active: change that one. An expired one is withdrawn.
        """
        today = by.at.astimezone(datetime.UTC).date()
        _check(tier, reason, by.name, account_id)
        if until is not None and until < today:
            raise UserError("The end date {until} is in the past. Choose a later date.", until=until)
        made = StoredOverride(new_id(), data_set_id, account_id, tier, reason.strip(), by.name, until, by.at, by.at)
        with self._database.writing() as connection:
            current = _current(connection, data_set_id, account_id)
            if current is not None:
                if current.is_active(today):
                    raise ConflictError(theirs=current, mine=made, by=current.author, at=current.changed_at)
                _withdraw(connection, current, by)
            connection.execute(insert(OVERRIDES).values(to_columns(made)))
            record(connection, by, "override.set", made.id, _details(made))
        return made

    def change(
        self,
        override: StoredOverride,
        *,
        tier: str,
        reason: str,
        until: datetime.date | None,
        by: By,
    ) -> StoredOverride:
        """Change an override as the caller read it; `ConflictError` where it was changed or withdrawn since."""
        _check(tier, reason, by.name, override.account_id)
        with self._database.writing() as connection:
            values = {"tier": tier, "reason": reason.strip(), "author": by.name, "until": until}
            saved = _change(connection, override, by, **values)
            details = {"before": _details(override), "after": _details(saved)}
            record(connection, by, "override.change", saved.id, details)
        return saved

    def withdraw(self, override: StoredOverride, by: By) -> StoredOverride:
        """Let the model decide again; `ConflictError` where the override changed since. It stays in the list of all."""
        with self._database.writing() as connection:
            return _withdraw(connection, override, by)

    def active(self, data_set_id: str, today: datetime.date) -> Sequence[StoredOverride]:
        """The overrides that are active on that day, by account."""
        return [one for one in self._list(data_set_id, withdrawn=False) if one.is_active(today)]

    def expired(self, data_set_id: str, today: datetime.date) -> Sequence[StoredOverride]:
        """The overrides whose last day is over and that nobody withdrew or renewed, by account."""
        return [one for one in self._list(data_set_id, withdrawn=False) if not one.is_active(today)]

    def all(self, data_set_id: str) -> Sequence[StoredOverride]:
        """Every override that there ever was, withdrawn ones among them, by account and the last first."""
        return self._list(data_set_id, withdrawn=True)

    def find(self, override_id: str) -> StoredOverride:
        """The override of that id. Refuses an unknown one."""
        with self._database.reading() as connection:
            return _find(connection, override_id)

    def _list(self, data_set_id: str, *, withdrawn: bool) -> Sequence[StoredOverride]:
        query = select(OVERRIDES).where(OVERRIDES.c.book == data_set_id)
        if not withdrawn:
            query = query.where(OVERRIDES.c.withdrawn_at.is_(None))
        query = query.order_by(OVERRIDES.c.account_id, OVERRIDES.c.created_at.desc(), OVERRIDES.c.id)
        with self._database.reading() as connection:
            return rows.readable(connection, query, _override)


def _check(tier: str, reason: str, author: str, account_id: str) -> None:
    if tier not in TIERS:
        raise UserError("{tier} is not a tier. Choose one of {tiers}.", tier=tier, tiers=", ".join(TIERS))
    if not reason.strip():
        raise UserError("Enter a reason for the manual tier, for later reference.")
    if not author.strip():
        raise UserError("Enter your name for the manual tier.")
    if not 0 < len(account_id) <= LONGEST_ID:
        raise UserError("The account id is blank or longer than {most} characters.", most=LONGEST_ID)


def _current(connection: Connection, data_set_id: str, account_id: str) -> StoredOverride | None:
    wanted = (
        (OVERRIDES.c.book == data_set_id) & (OVERRIDES.c.account_id == account_id) & OVERRIDES.c.withdrawn_at.is_(None)
    )
    return rows.first(connection, select(OVERRIDES).where(wanted), _override)


def _find(connection: Connection, override_id: str) -> StoredOverride:
    found = rows.first(connection, select(OVERRIDES).where(OVERRIDES.c.id == override_id), _override)
    if found is None:
        raise UserError("This manual tier does not exist.")
    return found


def _override(row: RowMapping) -> StoredOverride:
    return StoredOverride(**to_fields(row))


def _withdraw(connection: Connection, override: StoredOverride, by: By) -> StoredOverride:
    saved = _change(connection, override, by, withdrawn_at=by.at, withdrawn_by=by.name)
    record(connection, by, "override.withdraw", saved.id, _details(saved))
    return saved


def _change(connection: Connection, override: StoredOverride, by: By, **values: Any) -> StoredOverride:
    wanted = replace(override, version=override.version + 1, changed_at=by.at, **values)
    unchanged = (
        (OVERRIDES.c.id == override.id) & (OVERRIDES.c.version == override.version) & OVERRIDES.c.withdrawn_at.is_(None)
    )
    done = connection.execute(update(OVERRIDES).where(unchanged).values(to_columns(wanted)))
    if done.rowcount != 1:
        theirs = _find(connection, override.id)
        raise ConflictError(theirs=theirs, mine=wanted, by=theirs.withdrawn_by or theirs.author, at=theirs.changed_at)
    return wanted


def _details(override: StoredOverride) -> dict[str, Any]:
    return {
        "book": override.data_set_id,
        "account_id": override.account_id,
        "tier": override.tier,
        "reason": override.reason,
        "until": None if override.until is None else override.until.isoformat(),
    }
