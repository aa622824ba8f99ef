"""Audit log: who did what and when, as a hash chain in which a change or a gap shows."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from kam_core.store.audit_comparison import rows_unlike_log
from kam_core.store.database import rows
from kam_core.store.database.column_types import canonical
from kam_core.store.database.database import Database
from kam_core.store.database.schema import AUDIT, AUDIT_HEAD
from kam_core.store.save_errors import CorruptFileError
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import UserError

FIRST = "0" * 64
"""The hash before the first entry."""


@dataclass(frozen=True)
class AuditEntry:
    """One act. `details` are plain JSON values; `hash` covers everything else and the hash of the entry before."""

    seq: int
    at: datetime.datetime
    who: str
    action: str
    subject: str
    details: Mapping[str, Any]
    previous: str
    hash: str


def entry_hash(
    seq: int, at: datetime.datetime, who: str, action: str, subject: str, details: str, previous: str
) -> str:
    """The sha256 of an entry: over the canonical JSON list of its values, the time as ISO in UTC with microseconds."""
    moment = at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical([seq, moment, who, action, subject, details, previous]).encode()).hexdigest()


def record(connection: Connection, by: By, action: str, subject: str, details: Mapping[str, Any]) -> None:
    """Add an entry within the transaction of the act itself."""
    head = rows.first(connection, select(AUDIT_HEAD).with_for_update(), lambda row: row)
    if head is None:
        raise UserError("The end of the audit log is missing, so nothing can be saved. Restore a backup.")
    seq, details_text = head["seq"] + 1, canonical(details)
    digest = entry_hash(seq, by.at, by.name, action, subject, details_text, head["hash"])
    connection.execute(
        insert(AUDIT).values(
            seq=seq,
            at=by.at,
            who=by.name,
            action=action,
            subject=subject,
            details=details_text,
            previous=head["hash"],
            hash=digest,
        )
    )
    connection.execute(update(AUDIT_HEAD).values(seq=seq, hash=digest))


class Audit:
    """Reads and verifies the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(
        self,
        *,
        who: str | None = None,
        action: str | None = None,
        subject: str | None = None,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        limit: int | None = None,
    ) -> Sequence[AuditEntry]:
        """The entries that fit, the newest first; `since` and `until` (aware) are included."""
        query = select(AUDIT).order_by(AUDIT.c.seq.desc()).limit(limit)
        for column, wanted in ((AUDIT.c.who, who), (AUDIT.c.action, action), (AUDIT.c.subject, subject)):
            if wanted is not None:
                query = query.where(column == wanted)
        if since is not None:
            query = query.where(AUDIT.c.at >= since)
        if until is not None:
            query = query.where(AUDIT.c.at <= until)
        with self._database.reading() as connection:
            return rows.readable(connection, query, _entry)

    def actions(self) -> Sequence[str]:
        """The kinds of acts that occur, for a filter."""
        with self._database.reading() as connection:
            query = select(AUDIT.c.action).distinct().order_by(AUDIT.c.action)
            return rows.readable(connection, query, lambda row: str(row["action"]))

    def people(self) -> Sequence[str]:
        """Everybody who ever did something, for a filter."""
        with self._database.reading() as connection:
            query = select(AUDIT.c.who).distinct().order_by(AUDIT.c.who)
            return rows.readable(connection, query, lambda row: str(row["who"]))

    def verify(self) -> int:
        """How many entries there are, all of them as they were written. Refuses with the first that is not."""
        seq, previous = 0, FIRST
        self._database.check()
        with self._database.reading() as connection:
            head = rows.first(connection, select(AUDIT_HEAD), lambda row: row)
            query = select(AUDIT).order_by(AUDIT.c.seq).execution_options(yield_per=1000)
            with closing(rows.read_with_damage(connection, query)) as examined:
                for row, damage in examined:
                    seq += 1
                    if row["seq"] != seq:
                        raise UserError("The audit log is damaged: entry {seq} is missing.", seq=seq)
                    if damage is not None:
                        raise UserError(
                            "The audit log is damaged: entry {seq} cannot be read. Restore a backup.", seq=seq
                        )
                    values = {name: row[name] for name in ("at", "who", "action", "subject", "details", "previous")}
                    digest = entry_hash(seq, **values)
                    if row["previous"] != previous or row["hash"] != digest:
                        raise UserError(
                            "The audit log was changed: entry {seq} differs from the original. Compare it "
                            "with a backup.",
                            seq=seq,
                        )
                    previous = digest
        if head is None or (head["seq"], head["hash"]) != (seq, previous):
            raise UserError("The audit log is damaged: entry {seq} at the end is missing or extra.", seq=seq + 1)
        return seq

    def compare(self) -> None:
        """Refuses where rows are not as the log says, and names them."""
        with self._database.reading() as connection:
            different = rows_unlike_log(connection)
        if different:
            raise CorruptFileError(
                "{count} row differs from the audit log: {rows}. Compare with a backup.",
                "{count} rows differ from the audit log: {rows}. Compare with a backup.",
                "count",
                count=len(different),
                rows=", ".join(different[: rows.MOST_NAMED]) + (" …" if len(different) > rows.MOST_NAMED else ""),
            )


def _entry(row: RowMapping) -> AuditEntry:
    return AuditEntry(**{**row, "details": dict(json.loads(row["details"]))})
