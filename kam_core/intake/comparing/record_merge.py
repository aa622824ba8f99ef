"""Merge newly read rows with the records of earlier imports."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.comparing.difference import Difference
from kam_core.intake.comparing.order_line_merge import OVERLAPS, UNTOUCHED, AccountIds, merge_order_lines
from kam_core.intake.comparing.row_key import PLACE
from kam_core.intake.comparing.row_merge import Rules, merge_rows
from kam_core.intake.findings import Place
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.legacy_moments import clear_day_only_moments
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.transactions import TRANSACTIONS


class StoredRecords:
    """Records of earlier imports, with source numbers after those of the new files."""

    def __init__(self, frames: Mapping[str, pl.DataFrame], first: int) -> None:
        origins = sorted({origin for frame in frames.values() for origin in frame["origin"].unique().to_list()})
        numbers = {origin: first + number for number, origin in enumerate(origins)}
        self.places = {number: Place(origin) for origin, number in numbers.items()}
        self._frames = {
            name: _with_all_columns(name, frame).with_columns(
                pl.col("origin").replace_strict(numbers, return_dtype=pl.Int64()).alias("source")
            )
            for name, frame in frames.items()
        }
        self.tables = frozenset(self._frames)

    def of(self, table: str) -> pl.DataFrame | None:
        """The stored rows of a table; None without any."""
        return self._frames.get(table)


def _with_all_columns(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Add columns that the table lacked when the rows were stored."""
    return clear_day_only_moments(frame, TABLES[table]).with_columns(
        pl.lit(None, STORED_TYPES[field.kind]).alias(field.name)
        for field in TABLES[table].fields
        if field.name not in frame.columns
    )


class RecordMerger:
    """Merges the new rows of one table after the other and collects the resulting records.

    overlaps, untouched: order lines to be checked, see `OrderLineMerge`.
    """

    def __init__(self, stored: StoredRecords, places: Mapping[int, Place], rules: Rules) -> None:
        self.frames: dict[str, pl.DataFrame] = {}
        self.differences: list[Difference] = []
        self.overlaps = pl.DataFrame(schema=OVERLAPS)
        self.untouched = pl.DataFrame(schema=UNTOUCHED)
        self._stored, self._rules = stored, rules
        self._names = {source: str(place.words) for source, place in places.items()}

    def merge(self, table: str, new_rows: pl.DataFrame) -> pl.DataFrame:
        """Merge the rows of a table: `source`, `line` and its columns, sorted by both."""
        stored = self._stored.of(table)
        new_rows = self._placed(table, new_rows)
        if new_rows.is_empty():
            return self._filed(table, stored if stored is not None else new_rows)
        result = merge_rows(TABLES[table], stored, new_rows, self._rules)
        self.differences.append(result.difference)
        return self._filed(table, result.rows)

    def merge_orders(
        self, new_rows: pl.DataFrame, cancelled: pl.DataFrame, files: Mapping[int, int], account_ids: AccountIds
    ) -> pl.DataFrame:
        """Merge order lines; arguments: see `merge_order_lines`."""
        table = TRANSACTIONS.name
        stored = self._stored.of(table)
        new_rows, cancelled_rows = self._placed(table, new_rows), self._placed(table, cancelled)
        if new_rows.is_empty() and cancelled_rows.is_empty():
            return self._filed(table, stored if stored is not None else new_rows)
        there = stored if stored is not None else new_rows.clear()
        result = merge_order_lines(there, new_rows, cancelled_rows, self._rules, files, account_ids)
        self.differences.append(result.merged.difference)
        self.overlaps, self.untouched = result.overlaps, result.untouched
        return self._filed(table, result.merged.rows)

    def _placed(self, table: str, new_rows: pl.DataFrame) -> pl.DataFrame:
        columns = {field.name: STORED_TYPES[field.kind] for field in TABLES[table].fields}
        origin = pl.col("source").replace_strict(self._names, return_dtype=pl.String()).alias("origin")
        return new_rows.with_columns(origin).select(
            *PLACE, *(pl.col(name).cast(dtype) for name, dtype in columns.items())
        )

    def _filed(self, table: str, rows: pl.DataFrame) -> pl.DataFrame:
        rows = rows.sort("source", "line")
        if self._stored.of(table) is not None or rows.height:
            self.frames[table] = rows.select("origin", "line", *TABLES[table].names)
        return rows
