"""Lines held in memory while they are sorted, in room that is used again: memory given back is slow to get anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

STEP = 65_536
"""Rows that are numbered at once."""
Places = npt.NDArray[np.uint32] | npt.NDArray[np.int64]


@dataclass
class HeldLines:
    """Room for rows, column by column. What it holds is overwritten by what comes next."""

    room: dict[str, npt.NDArray[np.generic]] = field(default_factory=dict)

    def hold(
        self, rows: pl.LazyFrame, most: int, kept: Callable[[pl.DataFrame], pl.DataFrame]
    ) -> tuple[pl.DataFrame, Places]:
        """What is kept of the rows, in their order, and their numbers in the order of accounts.

        rows: `account` Int64 without nulls once it was `kept`. most: how many are expected at most; more are taken.
        The frame and the numbers are good until the next call; rows picked from the frame are copies.
        """
        filled = _Filled(self, most)
        for batch in rows.collect_batches(maintain_order=True):
            filled.add(kept(batch))
        frame = filled.frame()
        return frame, self._places(frame["account"]) if frame.height else np.empty(0, np.int64)

    def column(self, name: str, dtype: npt.DTypeLike, rows: int, used: int) -> npt.NDArray[np.generic]:
        """Room for so many rows, of which so many are used already."""
        array = self.room.get(name)
        if array is None or array.dtype != dtype or len(array) < rows:
            larger = np.empty(rows, dtype)
            if used and array is not None:
                # Marks of nulls from an earlier filling may be fewer than the rows so far; theirs are set anew then.
                kept = min(used, len(array))
                larger[:kept] = array[:kept]
            self.room[name] = array = larger
        return array

    def _places(self, account: pl.Series) -> Places:
        """The row numbers in the order of accounts, those of one account in theirs."""
        numbers = account.to_numpy()
        low, count = int(numbers.min()), len(numbers)
        if int(numbers.max()) - low >= 2**31 or count >= 2**32:
            return account.to_frame().with_row_index("row").sort("account", maintain_order=True)["row"].to_numpy()
        # Account and row in one number sort several times faster than rows by account.
        packed = self.column(" packed", np.int64, count, 0)[:count].view(np.int64)
        np.subtract(numbers, low, out=packed)
        packed <<= 32
        for begin in range(0, count, STEP):
            packed[begin : begin + STEP] |= np.arange(begin, min(begin + STEP, count))
        packed.sort()
        packed &= 0xFFFFFFFF
        return packed


@dataclass
class _Filled:
    """The columns of one filling."""

    lines: HeldLines
    most: int
    rows: int = 0
    texts: dict[str, list[pl.Series]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    """Columns with nulls."""
    dtypes: pl.Schema = field(default_factory=pl.Schema)

    def add(self, batch: pl.DataFrame) -> None:
        """Rows behind those that are there."""
        self.dtypes = batch.schema
        end = self.rows + batch.height
        if end > self.most:
            self.most = 2 * end
        for column in batch:
            if column.dtype == pl.String:
                self.texts.setdefault(column.name, []).append(column)
                continue
            if column.null_count():
                if column.name not in self.unknown:
                    self._nulls(column.name)[: self.rows] = False
                    self.unknown.add(column.name)
                self._nulls(column.name)[self.rows : end] = column.is_null().to_numpy()
                column = column.fill_null(0)
            elif column.name in self.unknown:
                self._nulls(column.name)[self.rows : end] = False
            values = column.to_numpy()
            self.lines.column(column.name, values.dtype, self.most, self.rows)[self.rows : end] = values
        self.rows = end

    def frame(self) -> pl.DataFrame:
        """All of them, without a copy where columns are numbers."""
        return pl.DataFrame([self._column(name, dtype) for name, dtype in self.dtypes.items()])

    def _column(self, name: str, dtype: pl.DataType) -> pl.Series:
        import pyarrow as pa

        if dtype == pl.String:
            return pl.concat(self.texts[name], rechunk=True).alias(name)
        nulls = self._nulls(name)[: self.rows] if name in self.unknown else None
        values = self.lines.room[name][: self.rows]
        return pl.Series(name, pa.array(values, mask=nulls))

    def _nulls(self, name: str) -> npt.NDArray[np.generic]:
        return self.lines.column(f"{name} unknown", np.bool_, self.most, self.rows)
