"""Differences between typed values and a new import; the typed value stays unless a rule releases it."""

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
    """One field of a row; `key` is that of the row as imported, `typed` and `imported` are kept values, `last` is the
    newest entry of the row, and `actor` and `at` are whose it is and from when."""

    table: str
    key: tuple[Plain, ...]
    field: str
    typed: Plain
    imported: Plain
    row_id: str
    last: str
    actor: str
    at: datetime.datetime

    def is_let_go(self, rules: Collection[str]) -> bool:
        """Whether one of the rules, a table or a table and its field as "plan.due", lets the file decide."""
        return self.table in rules or f"{self.table}.{self.field}" in rules


def typed_differences(before: Dataset | None, after: Dataset, entries: Sequence[Entry]) -> tuple[TypedDifference, ...]:
    """What changes with new files in rows that people typed on: fields in which the data say something else now than
    what was typed, and did not say it before."""
    found: list[TypedDifference] = []
    for table in TABLES:
        states = row_states(one for one in entries if one.table == table)
        if not states or table in NOT_TYPED:
            continue
        laid = overlay_of(after.as_imported, table, states)
        said_before = {} if before is None else _said(table, overlay_of(before.as_imported, table, states))
        for place, row in _rows(laid).items():
            standing = laid.states[place]
            newest = max((one.last for one in standing), key=lambda one: one.number)
            said = {name: plain(TABLES[table].field(name), row[name]) for name in TABLES[table].names}
            for name, typed in typed_fields(standing).items():
                imported = said[name]
                earlier = [said_before[one.row_id].get(name) for one in standing if one.row_id in said_before]
                if imported is None or imported == typed or imported in earlier:
                    continue
                found.append(
                    TypedDifference(
                        table,
                        key_of(TABLES[table], said),
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


def _said(table: str, laid: Overlay) -> dict[str, Mapping[str, Plain]]:
    """What the imported row of each state says, by state."""
    said: dict[str, Mapping[str, Plain]] = {}
    for place, row in _rows(laid).items():
        values = {name: plain(TABLES[table].field(name), row[name]) for name in TABLES[table].names}
        said |= {one.row_id: values for one in laid.states[place]}
    return said


def _rows(laid: Overlay) -> dict[int, dict[str, Plain]]:
    """The imported rows on which somebody typed, by place."""
    rows: Iterable[dict[str, Plain]] = laid.imported.filter(pl.col(ROW).is_in(list(laid.states))).iter_rows(named=True)
    return {int(str(row[ROW])): row for row in rows}
