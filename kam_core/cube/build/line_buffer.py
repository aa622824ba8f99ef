"""Reusable buffer for the lines of a month while they are sorted; freed memory would be slow to get again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

STEP = 65_536
"""Rows that are numbered in one step."""
RowNumbers = npt.NDArray[np.uint32] | npt.NDArray[np.int64]


@dataclass
class LineBuffer:
    """Arrays by column. Each `fill` overwrites the rows of the one before."""

    arrays: dict[str, npt.NDArray[np.generic]] = field(default_factory=dict)

    def fill(
        self, rows: pl.LazyFrame, capacity: int, keep_valid: Callable[[pl.DataFrame], pl.DataFrame]
    ) -> tuple[pl.DataFrame, RowNumbers]:
        """The valid rows in their order, and their row numbers sorted by account.

        rows: `account` Int64, without nulls after `keep_valid`. capacity: the expected number of rows; more fit, too.
        The frame and the numbers are valid until the next call; rows picked from the frame are copies.
        """
        target = _BufferFill(self, capacity)
        for batch in rows.collect_batches(maintain_order=True):
            target.add(keep_valid(batch))
        frame = target.frame()
        return frame, self._sorted_row_numbers(frame["account"]) if frame.height else np.empty(0, np.int64)

    def column(self, name: str, dtype: npt.DTypeLike, rows: int, used: int) -> npt.NDArray[np.generic]:
        """An array for so many rows; the used ones keep their values."""
        array = self.arrays.get(name)
        if array is None or array.dtype != dtype or len(array) < rows:
            larger = np.empty(rows, dtype)
            if used and array is not None:
                # Null masks of an earlier filling may be shorter than the rows so far; theirs are set again then.
                count = min(used, len(array))
                larger[:count] = array[:count]
            self.arrays[name] = array = larger
        return array

    def _sorted_row_numbers(self, account: pl.Series) -> RowNumbers:
        """The row numbers sorted by account; within an account in the order of rows."""
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
class _BufferFill:
    """The columns of one `fill`."""

    buffer: LineBuffer
    capacity: int
    rows: int = 0
    texts: dict[str, list[pl.Series]] = field(default_factory=dict)
    nullable: set[str] = field(default_factory=set)
    """Columns with nulls."""
    dtypes: pl.Schema = field(default_factory=pl.Schema)

    def add(self, batch: pl.DataFrame) -> None:
        """Append rows."""
        self.dtypes = batch.schema
        end = self.rows + batch.height
        if end > self.capacity:
            self.capacity = 2 * end
        for column in batch:
            if column.dtype == pl.String:
                self.texts.setdefault(column.name, []).append(column)
                continue
            if column.null_count():
                if column.name not in self.nullable:
                    self._nulls(column.name)[: self.rows] = False
                    self.nullable.add(column.name)
                self._nulls(column.name)[self.rows : end] = column.is_null().to_numpy()
                column = column.fill_null(0)
            elif column.name in self.nullable:
                self._nulls(column.name)[self.rows : end] = False
            values = column.to_numpy()
            self.buffer.column(column.name, values.dtype, self.capacity, self.rows)[self.rows : end] = values
        self.rows = end

    def frame(self) -> pl.DataFrame:
        """The rows; columns of numbers are not copied."""
        return pl.DataFrame([self._column(name, dtype) for name, dtype in self.dtypes.items()])

    def _column(self, name: str, dtype: pl.DataType) -> pl.Series:
        import pyarrow as pa

        if dtype == pl.String:
            return pl.concat(self.texts[name], rechunk=True).alias(name)
        nulls = self._nulls(name)[: self.rows] if name in self.nullable else None
        values = self.buffer.arrays[name][: self.rows]
        return pl.Series(name, pa.array(values, mask=nulls))

    def _nulls(self, name: str) -> npt.NDArray[np.generic]:
        return self.buffer.column(f"{name} null", np.bool_, self.capacity, self.rows)
