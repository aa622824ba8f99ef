"""Differences between typed values and a new import; a typed value stays unless a rule releases it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.entries.dataset_overlay import NOT_TYPED, overlay_of
from kam_core.entries.plain_values import plain
from kam_core.entries.row_keys import ROW, key_of
from kam_core.entries.row_state import row_states
from kam_core.entries.table_overlay import Overlay, typed_fields
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry, Plain
from kam_core.vocabulary.tables import TABLES


@dataclass(frozen=True)
class TypedDifference:
    """One field of a row; `key` is that of the row as imported, `typed` and `imported` are plain values; `last`,
    `actor` and `at` are id, author and time of the newest entry of the row."""

    table: str
    key: tuple[Plain, ...]
    field: str
    typed: Plain
    imported: Plain
    row_id: str
    last: str
    actor: str
    at: datetime.datetime

    def is_released(self, rules: Collection[str]) -> bool:
        """Whether one of the rules, a table or a table and its field as "plan.due", releases the field to the file."""
        return self.table in rules or f"{self.table}.{self.field}" in rules


def typed_differences(before: Dataset | None, after: Dataset, entries: Sequence[Entry]) -> tuple[TypedDifference, ...]:
    """The typed fields with another value in the new data that the data before did not have."""
    found: list[TypedDifference] = []
    for table in TABLES:
        states = row_states(one for one in entries if one.table == table)
        if not states or table in NOT_TYPED:
            continue
        laid = overlay_of(after.as_imported, table, states)
        values_before = {} if before is None else _imported_values(table, overlay_of(before.as_imported, table, states))
        for place, row in _rows(laid).items():
            states_here = laid.states[place]
            newest = max((one.last for one in states_here), key=lambda one: one.number)
            values = {name: plain(TABLES[table].field(name), row[name]) for name in TABLES[table].names}
            for name, typed in typed_fields(states_here).items():
                imported = values[name]
                earlier = [values_before[one.row_id].get(name) for one in states_here if one.row_id in values_before]
                if imported is None or imported == typed or imported in earlier:
                    continue
                found.append(
                    TypedDifference(
                        table,
                        key_of(TABLES[table], values),
                        name,
                        typed,
                        imported,
                        newest.row_id,
                        newest.id,
                        newest.actor,
                        newest.at,
                    )
                )
    return tuple(found)


def _imported_values(table: str, laid: Overlay) -> dict[str, Mapping[str, Plain]]:
    """The values of the imported row of each state, by row id."""
    by_row_id: dict[str, Mapping[str, Plain]] = {}
    for place, row in _rows(laid).items():
        values = {name: plain(TABLES[table].field(name), row[name]) for name in TABLES[table].names}
        by_row_id |= {one.row_id: values for one in laid.states[place]}
    return by_row_id


def _rows(laid: Overlay) -> dict[int, dict[str, Plain]]:
    """The imported rows with entries, by place."""
    rows: Iterable[dict[str, Plain]] = laid.imported.filter(pl.col(ROW).is_in(list(laid.states))).iter_rows(named=True)
    return {int(str(row[ROW])): row for row in rows}
