"""Remembered column mappings: which column of a set of headers is which field."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from kam_core.store.audit import record
from kam_core.store.database import rows
from kam_core.store.database.database import Database
from kam_core.store.database.schema import MAPPINGS
from kam_core.vocabulary.actor import By


@dataclass(frozen=True)
class StoredMapping:
    """The answers for a set of headers; `value` is plain JSON, the time UTC."""

    key: str
    value: Any
    who: str
    at: datetime.datetime
    version: int


class Mappings:
    """Mappings by the text that names a set of headers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, StoredMapping]:
        """Every mapping by its key."""
        with self._database.reading() as connection:
            mappings = rows.readable(connection, select(MAPPINGS).order_by(MAPPINGS.c.key), _mapping)
        return {one.key: one for one in mappings}

    def find(self, key: str) -> StoredMapping | None:
        """The mapping of that key; None where there is none."""
        with self._database.reading() as connection:
            return _find(connection, key)

    def remember(self, key: str, value: Any, by: By) -> StoredMapping:
        """Store a mapping; the one before stays in the audit log. The same value again changes nothing."""
        with self._database.writing() as connection:
            before = _find(connection, key)
            if before is not None and before.value == value:
                return before
            version = 1 if before is None else before.version + 1
            saved = StoredMapping(key, value, by.name, by.at, version)
            if before is None:
                connection.execute(insert(MAPPINGS).values(id=_id(key), **vars(saved)))
            else:
                connection.execute(update(MAPPINGS).where(MAPPINGS.c.id == _id(key)).values(vars(saved)))
            details = {"before": None if before is None else before.value, "after": value}
            record(connection, by, "mapping.remember", key, details)
        return saved

    def forget(self, key: str, by: By) -> None:
        """Remove a mapping; its value stays in the audit log. Nothing happens where there is none."""
        with self._database.writing() as connection:
            before = _find(connection, key)
            if before is not None:
                connection.execute(delete(MAPPINGS).where(MAPPINGS.c.id == _id(key)))
                record(connection, by, "mapping.forget", key, {"before": before.value})


def _id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _find(connection: Connection, key: str) -> StoredMapping | None:
    return rows.first(connection, select(MAPPINGS).where(MAPPINGS.c.id == _id(key)), _mapping)


def _mapping(row: Any) -> StoredMapping:
    return StoredMapping(**{name: value for name, value in row.items() if name != "id"})
