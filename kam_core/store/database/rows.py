"""Read rows; an unreadable one is an error that names it, or is left out of a list and counted."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Boolean, Column, Connection, Integer, RowMapping, Select, String
from sqlalchemy.sql.elements import ColumnElement

from kam_core.store.database.column_types import Day, Json, JsonOrNull, UnreadableValue, Utc
from kam_core.store.save_errors import CorruptFileError
from kam_core.vocabulary.message import Message

Built = TypeVar("Built")
DAMAGE = "kam_damage"
"""Execution option of a connection: the set to which lists add the rows that they leave out."""
MOST_NAMED = 5
Reader = Callable[[Connection, Select[Any], Callable[[RowMapping], Any]], list[Any]]
"""`read_all` or `readable`."""
_NOT_BUILT = (KeyError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, order=True)
class Damage:
    """A row that cannot be read; `key` is its primary key as text, empty where that cannot be read either."""

    table: str
    key: str

    @property
    def name(self) -> str:
        """The table and the key, as text."""
        return f"{self.table} {self.key}".strip()


class CorruptRowError(CorruptFileError):
    """A row of the database cannot be read."""

    def __init__(self, damage: Damage) -> None:
        super().__init__(
            Message(
                "The database is damaged: row {row} of the table {table} cannot be read. Restore a backup.",
                row=damage.key or "?",
                table=damage.table,
            )
        )
        self.damage = damage


def damage_message(damage: set[Damage]) -> Message | None:
    """The sentence for rows that lists have left out; None where there are none."""
    if not damage:
        return None
    named = ", ".join(one.name for one in sorted(damage)[:MOST_NAMED])
    return Message(
        "The database is damaged: {count} row cannot be read and is missing here ({rows}). Restore a backup.",
        "The database is damaged: {count} rows cannot be read and are missing here ({rows}). Restore a backup.",
        "count",
        count=len(damage),
        rows=named + (" …" if len(damage) > MOST_NAMED else ""),
    )


def readable(connection: Connection, query: Select[Any], build: Callable[[RowMapping], Built]) -> list[Built]:
    """Build a record from each row that can be read; the others are added to the damage of the database."""
    found: list[Built] = []
    for row, damage in read_with_damage(connection, query):
        made = _made(query, row, build) if damage is None else damage
        if isinstance(made, Damage):
            connection.get_execution_options().get(DAMAGE, set()).add(made)
        else:
            found.append(made)
    return found


def read_all(connection: Connection, query: Select[Any], build: Callable[[RowMapping], Built]) -> list[Built]:
    """Build a record from each row. `CorruptRowError` for the first that cannot be read."""
    found = read_with_damage(connection, query)
    return [_or_refused(_made(query, row, build) if damage is None else damage) for row, damage in found]


def first(connection: Connection, query: Select[Any], build: Callable[[RowMapping], Built]) -> Built | None:
    """Build a record from the first row; None where there is none. `CorruptRowError` where it cannot be read."""
    for row, damage in list(read_with_damage(connection, query.limit(1))):
        return _or_refused(_made(query, row, build) if damage is None else damage)
    return None


def scalar(connection: Connection, query: Select[Any]) -> Any:
    """The first value of the first row; None where there is none. `CorruptRowError` where it cannot be read."""
    return first(connection, query, lambda row: next(iter(row.values())))


def read_with_damage(connection: Connection, query: Select[Any]) -> Generator[tuple[RowMapping, Damage | None]]:
    """Each row as stored, and its damage if it has any."""
    checks = [_check(column) for column in query.selected_columns]
    result = connection.execute(query)
    try:
        for row in result.mappings():
            is_readable = all(check(value) for check, value in zip(checks, row.values(), strict=True))
            yield row, None if is_readable else _damage(query, row)
    finally:
        result.close()


def _made(query: Select[Any], row: RowMapping, build: Callable[[RowMapping], Built]) -> Built | Damage:
    try:
        return build(row)
    except _NOT_BUILT:
        return _damage(query, row)


def _or_refused(made: Built | Damage) -> Built:
    if isinstance(made, Damage):
        raise CorruptRowError(made)
    return made


def _damage(query: Select[Any], row: RowMapping) -> Damage:
    tables = [column.table for column in query.selected_columns if isinstance(column, Column)]
    if not tables:
        return Damage("", "")
    keys = [row[column.name] for column in tables[0].primary_key.columns if column.name in row]
    text = " ".join(str(key) for key in keys if key is not None and key is not UnreadableValue.VALUE)
    return Damage(tables[0].name, text.encode("ascii", "backslashreplace").decode())


def _check(column: ColumnElement[Any]) -> Callable[[object], bool]:
    """Whether a column of that type can hold a value; SQLite itself would hold anything."""
    kind = column.type
    has_none = not isinstance(column, Column) or bool(column.nullable) or isinstance(column.type, JsonOrNull)
    if isinstance(kind, String):
        return lambda value: has_none if value is None else isinstance(value, str) and _is_unicode(value)
    if isinstance(kind, Integer) and not isinstance(kind, Boolean):
        return lambda value: has_none if value is None else isinstance(value, int)
    if isinstance(kind, (Json, Utc, Day, Boolean)):
        return lambda value: has_none if value is None else value is not UnreadableValue.VALUE
    return lambda value: not isinstance(value, bytes)


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
