"""Merge newly read rows with the records of earlier imports."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.comparing.difference import Difference
from kam_core.intake.comparing.natural_key import PLACE
from kam_core.intake.comparing.order_line_merge import OVERLAPS, UNTOUCHED, AccountIds, merge_order_lines
from kam_core.intake.comparing.row_merge import Rules, merged
from kam_core.intake.findings import Place
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.legacy_moments import clear_day_only_moments
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.transactions import TRANSACTIONS


class StoredRecords:
    """What earlier imports left: rows under numbers of sources that follow those of the new files."""

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
        """The rows of a table that were there; None where none ever were."""
        return self._frames.get(table)


def _with_all_columns(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with the columns that the table did not have yet when they were kept, and as these are read now."""
    return clear_day_only_moments(frame, TABLES[table]).with_columns(
        pl.lit(None, STORED_TYPES[field.kind]).alias(field.name)
        for field in TABLES[table].fields
        if field.name not in frame.columns
    )


class RecordMerger:
    """Takes the new rows of one table after the other and keeps what each table holds then.

    overlaps, untouched: order lines that somebody should look at, as `merge_order_lines` gives them.
    """

    def __init__(self, held: StoredRecords, places: Mapping[int, Place], rules: Rules) -> None:
        self.frames: dict[str, pl.DataFrame] = {}
        self.differences: list[Difference] = []
        self.overlaps = pl.DataFrame(schema=OVERLAPS)
        self.untouched = pl.DataFrame(schema=UNTOUCHED)
        self._held, self._rules = held, rules
        self._names = {source: str(place.words) for source, place in places.items()}

    def merge(self, table: str, given: pl.DataFrame) -> pl.DataFrame:
        """The rows of a table afterwards: `source`, `line` and its columns, sorted by both."""
        held = self._held.of(table)
        given = self._placed(table, given)
        if given.is_empty():
            return self._filed(table, held if held is not None else given)
        result = merged(TABLES[table], held, given, self._rules)
        self.differences.append(result.difference)
        return self._filed(table, result.rows)

    def merge_orders(
        self, given: pl.DataFrame, cancelled: pl.DataFrame, files: Mapping[int, int], account_ids: AccountIds
    ) -> pl.DataFrame:
        """Merge order lines; arguments: see `merge_order_lines`."""
        table = TRANSACTIONS.name
        held = self._held.of(table)
        given, gone = self._placed(table, given), self._placed(table, cancelled)
        if given.is_empty() and gone.is_empty():
            return self._filed(table, held if held is not None else given)
        there = held if held is not None else given.clear()
        result = merge_order_lines(there, given, gone, self._rules, files, account_ids)
        self.differences.append(result.merged.difference)
        self.overlaps, self.untouched = result.overlaps, result.untouched
        return self._filed(table, result.merged.rows)

    def _placed(self, table: str, given: pl.DataFrame) -> pl.DataFrame:
        columns = {field.name: STORED_TYPES[field.kind] for field in TABLES[table].fields}
        origin = pl.col("source").replace_strict(self._names, return_dtype=pl.String()).alias("origin")
        return given.with_columns(origin).select(*PLACE, *(pl.col(name).cast(dtype) for name, dtype in columns.items()))

    def _filed(self, table: str, rows: pl.DataFrame) -> pl.DataFrame:
        rows = rows.sort("source", "line")
        if self._held.of(table) is not None or rows.height:
            self.frames[table] = rows.select("origin", "line", *TABLES[table].names)
        return rows
