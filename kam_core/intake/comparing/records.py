"""The typed rows of all imports so far, and the new ones laid over them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.comparing.difference import Difference
from kam_core.intake.comparing.merge import PLACE, Rules, merged
from kam_core.intake.findings import Place
from kam_core.vocabulary.field import STORED
from kam_core.vocabulary.tables import TABLES


class Held:
    """What earlier imports left: rows under numbers of sources that follow those of the new files."""

    def __init__(self, frames: Mapping[str, pl.DataFrame], first: int) -> None:
        origins = sorted({origin for frame in frames.values() for origin in frame["origin"].unique().to_list()})
        numbers = {origin: first + number for number, origin in enumerate(origins)}
        self.places = {number: Place(origin) for origin, number in numbers.items()}
        self._frames = {
            name: frame.with_columns(pl.col("origin").replace_strict(numbers, return_dtype=pl.Int64()).alias("source"))
            for name, frame in frames.items()
        }
        self.tables = frozenset(self._frames)

    def of(self, table: str) -> pl.DataFrame | None:
        """The rows of a table that were there; None where none ever were."""
        return self._frames.get(table)


class Records:
    """Takes the new rows of one table after the other and keeps what each table holds then."""

    def __init__(self, held: Held, places: Mapping[int, Place], rules: Rules) -> None:
        self.frames: dict[str, pl.DataFrame] = {}
        self.differences: list[Difference] = []
        self._held, self._rules = held, rules
        self._names = {source: str(place.words) for source, place in places.items()}

    def lay(self, table: str, given: pl.DataFrame, cancelled: pl.DataFrame | None = None) -> pl.DataFrame:
        """The rows of a table afterwards: `source`, `line` and its columns, sorted by both."""
        held = self._held.of(table)
        columns = {field.name: STORED[field.kind] for field in TABLES[table].fields}
        given = given.with_columns(
            pl.col("source").replace_strict(self._names, return_dtype=pl.String()).alias("origin")
        ).select(*PLACE, *(pl.col(name).cast(dtype) for name, dtype in columns.items()))
        gone = cancelled is not None and cancelled.height > 0
        if given.is_empty() and not gone:
            rows = held if held is not None else given
        else:
            result = merged(TABLES[table], held, given, self._rules, cancelled if gone else None)
            rows = result.rows
            self.differences.append(result.difference)
        rows = rows.sort("source", "line")
        if held is not None or rows.height:
            self.frames[table] = rows.select("origin", "line", *columns)
        return rows
