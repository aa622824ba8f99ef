"""Read whole tables for a backup: all of their rows, or those that can still be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from kam_core.store.database import rows
from kam_core.store.database.schema import METADATA

Row = dict[str, Any]


def whole(connection: Connection, table: Table) -> Iterator[Row]:
    """Every row. `CorruptRowError` for the first that cannot be read."""
    for row, damage in rows.examined(connection, select(table).order_by(*_order(table))):
        if damage is not None:
            raise rows.CorruptRowError(damage)
        yield dict(row)


def salvaged(connection: Connection) -> tuple[list[tuple[Table, list[Row]]], list[str]]:
    """The rows of all tables that can be read and whose references lead somewhere; and the names of the others."""
    kept: dict[str, list[Row]] = {}
    lost: list[str] = []
    for table in METADATA.sorted_tables:
        kept[table.name] = []
        try:
            # In the order of the file: an index may be what is damaged.
            for row, damage in rows.examined(connection, select(table)):
                if damage is None:
                    kept[table.name].append(dict(row))
                else:
                    lost.append(damage.name)
        except DBAPIError:
            lost.append(f"{table.name} …")
    while _drop_dangling(kept, lost):
        pass
    for table in METADATA.sorted_tables:
        kept[table.name].sort(key=lambda row: tuple(row[column.name] for column in _order(table)))
    return [(table, kept[table.name]) for table in METADATA.sorted_tables], lost


def _order(table: Table) -> list[Any]:
    """By the key; a table whose rows name earlier ones of it by their number, so that they can be put in again."""
    itself = any(key.column.table is table for key in table.foreign_keys)
    return [table.c.book, table.c.number] if itself else list(table.primary_key.columns)


def _drop_dangling(kept: dict[str, list[Row]], lost: list[str]) -> bool:
    """Empty the references to rows that were lost, or drop the row where it cannot be without; whether any was."""
    dropped = False
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            there = {row[key.column.name] for row in kept[key.column.table.name]} | {None}
            dangling = [row for row in kept[table.name] if row[key.parent.name] not in there]
            for row in dangling:
                if key.parent.nullable:
                    row[key.parent.name] = None
                else:
                    kept[table.name].remove(row)
                    lost.append(f"{table.name} {row['id']}")
            dropped = dropped or bool(dangling)
    return dropped
