"""Scan the cells of several months on an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.cube.build.account_ranges import WHOLE, Range
from kam_core.cube.build.month import cell_schema
from kam_core.cube.manifest import Month
from kam_core.engines.engine import Engine
from kam_core.measures.cells.packed_keys import Frame
from kam_core.measures.cells.quantities import CELL_COLUMNS


@dataclass(frozen=True, slots=True)
class MonthCells:
    """The cells of a cube's months. A month's cells depend on its own lines alone."""

    folder: Path
    engine: Engine
    months: Sequence[Month]

    def up_to(self, last_month: int, accounts: Range = WHOLE, first_month: int | None = None) -> Frame:
        """`CELL_COLUMNS` of a range of accounts, from the first month (None: from the start) to the last."""
        files = [
            file.path(self.folder)
            for month in self.months
            if month.month <= last_month and (first_month is None or month.month >= first_month)
            for file in month.cells
            if file.may_contain(accounts)
        ]
        if not files:
            return self.engine.of(pl.DataFrame(schema=cell_schema()))
        frame = self.engine.scan(files)
        low, high = accounts
        if low is not None:
            frame = frame.filter(nw.col("account") >= low)
        if high is not None:
            frame = frame.filter(nw.col("account") < high)
        return frame.select(*CELL_COLUMNS)
