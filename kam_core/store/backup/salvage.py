"""Read whole tables for a backup: all of their rows, or those that can still be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from kam_core.store.database import rows
from kam_core.store.database.schema import METADATA

Row = dict[str, Any]


def complete_rows(connection: Connection, table: Table) -> Iterator[Row]:
    """Yield every row. `CorruptRowError` for the first that cannot be read."""
    for row, damage in rows.read_with_damage(connection, select(table).order_by(*_order(table))):
        if damage is not None:
            raise rows.CorruptRowError(damage)
        yield dict(row)


def readable_rows(connection: Connection) -> tuple[list[tuple[Table, list[Row]]], list[str]]:
    """The readable rows of all tables, without dangling references; and the names of the lost rows."""
    readable: dict[str, list[Row]] = {}
    lost: list[str] = []
    for table in METADATA.sorted_tables:
        readable[table.name] = []
        try:
            # In the order of the file: the index may be damaged.
            for row, damage in rows.read_with_damage(connection, select(table)):
                if damage is None:
                    readable[table.name].append(dict(row))
                else:
                    lost.append(damage.name)
        except DBAPIError:
            lost.append(f"{table.name} …")
    while _drop_dangling(readable, lost):
        pass
    for table in METADATA.sorted_tables:
        readable[table.name].sort(key=lambda row: tuple(row[column.name] for column in _order(table)))
    return [(table, readable[table.name]) for table in METADATA.sorted_tables], lost


def _order(table: Table) -> list[Any]:
    """The primary key; in a table with references to itself the number, so that named rows come first."""
    itself = any(key.column.table is table for key in table.foreign_keys)
    return [table.c.book, table.c.number] if itself else list(table.primary_key.columns)


def _drop_dangling(readable: dict[str, list[Row]], lost: list[str]) -> bool:
    """Set dangling references to null, or drop the row if the column is required; whether there were any."""
    dropped = False
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            known = {row[key.column.name] for row in readable[key.column.table.name]} | {None}
            dangling = [row for row in readable[table.name] if row[key.parent.name] not in known]
            for row in dangling:
                if key.parent.nullable:
                    row[key.parent.name] = None
                else:
                    readable[table.name].remove(row)
                    lost.append(f"{table.name} {row['id']}")
            dropped = dropped or bool(dangling)
    return dropped
