"""Books: a supplier's living data set as people see it. Its head is the snapshot in use; switching is one row."""

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
"""The book of the built-in demo data: models and overrides may name it, but it has no row."""


@dataclass(frozen=True)
class Book:
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


class Books:
    """All books. Changes take the book as the caller read it; `ConflictError` where somebody changed it since."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, book_id: str) -> Book | None:
        """The book of that id, archived or not; None where there is none."""
        with self._database.reading() as connection:
            return find(connection, book_id)

    def all(self, *, archived: bool = False) -> Sequence[Book]:
        """The books in use, or the archived ones; the last changed first."""
        query = select(BOOKS).where(BOOKS.c.archived.is_(archived)).order_by(BOOKS.c.changed_at.desc(), BOOKS.c.id)
        with self._database.reading() as connection:
            return rows.readable(connection, query, _book)

    def rename(self, book: Book, name: str, by: By) -> Book:
        """Give the book another name."""
        with self._database.writing() as connection:
            return change(connection, book, by, "book.rename", name=name)

    def archive(self, book: Book, by: By) -> Book:
        """Take the book out of the lists; everything in it is kept."""
        with self._database.writing() as connection:
            return change(connection, book, by, "book.archive", archived=True)

    def restore(self, book: Book, by: By) -> Book:
        """Put an archived book back into the lists."""
        with self._database.writing() as connection:
            return change(connection, book, by, "book.restore", archived=False)


def find(connection: Connection, book_id: str) -> Book | None:
    """The book of that id, within a transaction."""
    return rows.first(connection, select(BOOKS).where(BOOKS.c.id == book_id), _book)


def _book(row: RowMapping) -> Book:
    return Book(**row)


def begin(connection: Connection, name: str, head: str, by: By) -> Book:
    """A new book, within a transaction."""
    book = Book(new_id(), name, head, 1, by.at, by.name, by.at, by.name)
    connection.execute(insert(BOOKS).values(vars(book)))
    record(connection, by, "book.begin", book.id, {"name": name, "head": head})
    return book


def change(connection: Connection, book: Book, by: By, action: str | None, **values: Any) -> Book:
    """Change some values of the book as the caller read it; an audit entry if an action is named.

    `ConflictError` where the book moved since, a refusal where it is not there.
    """
    wanted = replace(book, version=book.version + 1, changed_at=by.at, changed_by=by.name, **values)
    unmoved = (BOOKS.c.id == book.id) & (BOOKS.c.version == book.version)
    done = connection.execute(update(BOOKS).where(unmoved).values(vars(wanted)))
    if done.rowcount != 1:
        theirs = find(connection, book.id)
        if theirs is None:
            raise UserError("This data set is not in the store any more. Load the file again on the data page.")
        raise ConflictError(theirs=theirs, mine=wanted, by=theirs.changed_by, at=theirs.changed_at)
    if action is not None:
        before = {name: getattr(book, name) for name in values}
        record(connection, by, action, book.id, {"before": before, "after": values})
    return wanted
