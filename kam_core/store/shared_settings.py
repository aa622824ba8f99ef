"""Settings that all people share, by name, each with a version."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from kam_core.store.audit import record
from kam_core.store.conflict import ConflictError
from kam_core.store.database import rows
from kam_core.store.database.database import Database
from kam_core.store.database.schema import SETTINGS
from kam_core.vocabulary.actor import By


@dataclass(frozen=True)
class Setting:
    """One setting; `value` is plain JSON, the time UTC."""

    key: str
    value: Any
    version: int
    changed_at: datetime.datetime
    changed_by: str


class Settings:
    """Settings by name (at most 200 characters)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> Setting | None:
        """The setting; None where it was never set."""
        with self._database.reading() as connection:
            return _find(connection, key)

    def put(self, key: str, value: Any, *, expected: int, by: By) -> Setting:
        """Store a value. `expected` is the version that the caller read, 0 for none; else `ConflictError`."""
        with self._database.writing() as connection:
            before = _find(connection, key)
            saved = Setting(key, value, expected + 1, by.at, by.name)
            if (0 if before is None else before.version) != expected:
                # A setting that is gone was never there: nothing deletes one, so somebody else changed it.
                theirs, at = ("", by.at) if before is None else (before.changed_by, before.changed_at)
                raise ConflictError(theirs=before, mine=saved, by=theirs, at=at)
            if before is None:
                connection.execute(insert(SETTINGS).values(vars(saved)))
            else:
                connection.execute(update(SETTINGS).where(SETTINGS.c.key == key).values(vars(saved)))
            details = {"before": None if before is None else before.value, "after": value}
            record(connection, by, "setting.put", key, details)
        return saved


def _find(connection: Connection, key: str) -> Setting | None:
    return rows.first(connection, select(SETTINGS).where(SETTINGS.c.key == key), lambda row: Setting(**row))
