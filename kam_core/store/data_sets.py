"""Data sets as people see them: each has a name and a head, the snapshot in use; another head is one changed row."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from kam_core.store.audit import record
from kam_core.store.conflict import ConflictError
from kam_core.store.database import rows
from kam_core.store.database.column_types import new_id
from kam_core.store.database.database import Database
from kam_core.store.database.schema import BOOKS
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import UserError

DEMO = "demo"
"""The data set of the built-in demo data: models and overrides may name it, but it has no row."""


@dataclass(frozen=True)
class DataSet:
    """One row; `head` is the data set's id, None where nothing is in it any more. Times are UTC."""

    id: str
    name: str
    head: str | None
    version: int
    created_at: datetime.datetime
    created_by: str
    changed_at: datetime.datetime
    changed_by: str
    archived: bool = False


class DataSets:
    """All data sets. A change takes one as the caller read it; `ConflictError` where somebody changed it since."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, data_set_id: str) -> DataSet | None:
        """The data set of that id, archived or not; None where there is none."""
        with self._database.reading() as connection:
            return find(connection, data_set_id)

    def all(self, *, archived: bool = False) -> Sequence[DataSet]:
        """The data sets in use, or the archived ones; the last changed first."""
        query = select(BOOKS).where(BOOKS.c.archived.is_(archived)).order_by(BOOKS.c.changed_at.desc(), BOOKS.c.id)
        with self._database.reading() as connection:
            return rows.readable(connection, query, _data_set)

    def rename(self, data_set: DataSet, name: str, by: By) -> DataSet:
        """Give the data set another name."""
        with self._database.writing() as connection:
            return change(connection, data_set, by, "book.rename", name=name)

    def archive(self, data_set: DataSet, by: By) -> DataSet:
        """Take the data set out of the lists; its content stays."""
        with self._database.writing() as connection:
            return change(connection, data_set, by, "book.archive", archived=True)

    def restore(self, data_set: DataSet, by: By) -> DataSet:
        """Put an archived data set back into the lists."""
        with self._database.writing() as connection:
            return change(connection, data_set, by, "book.restore", archived=False)


def find(connection: Connection, data_set_id: str) -> DataSet | None:
    """The data set of that id, within a transaction."""
    return rows.first(connection, select(BOOKS).where(BOOKS.c.id == data_set_id), _data_set)


def _data_set(row: RowMapping) -> DataSet:
    return DataSet(**row)


def begin(connection: Connection, name: str, head: str, by: By) -> DataSet:
    """A new data set, within a transaction."""
    data_set = DataSet(new_id(), name, head, 1, by.at, by.name, by.at, by.name)
    connection.execute(insert(BOOKS).values(vars(data_set)))
    record(connection, by, "book.begin", data_set.id, {"name": name, "head": head})
    return data_set


def change(connection: Connection, data_set: DataSet, by: By, action: str | None, **values: Any) -> DataSet:
    """Change some values of the data set as the caller read it; an audit entry if an action is named.

    `ConflictError` where the data set changed since, `UserError` where it is not there.
    """
    wanted = replace(data_set, version=data_set.version + 1, changed_at=by.at, changed_by=by.name, **values)
    unchanged = (BOOKS.c.id == data_set.id) & (BOOKS.c.version == data_set.version)
    done = connection.execute(update(BOOKS).where(unchanged).values(vars(wanted)))
    if done.rowcount != 1:
        theirs = find(connection, data_set.id)
        if theirs is None:
            raise UserError("This data set no longer exists. Upload the file again on the Data page.")
        raise ConflictError(theirs=theirs, mine=wanted, by=theirs.changed_by, at=theirs.changed_at)
    if action is not None:
        before = {name: getattr(data_set, name) for name in values}
        record(connection, by, action, data_set.id, {"before": before, "after": values})
    return wanted
