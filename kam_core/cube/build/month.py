"""Build the files of one month: its lines sorted by account, and their cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from kam_core.cube.build import month_files
from kam_core.cube.build.account_ranges import WHOLE, Range, ranges_of, within
from kam_core.cube.build.line_buffer import LineBuffer, RowNumbers
from kam_core.cube.build.memory_limit import MemoryLimit
from kam_core.cube.build.month_files import MonthFiles
from kam_core.cube.manifest import Month, fingerprint, month_from, month_text
from kam_core.cube.parquet_files import ROW_GROUP
from kam_core.engines.engine import Engine
from kam_core.measures.cells import packed_keys
from kam_core.measures.cells.from_lines import cells
from kam_core.measures.cells.from_sorted_lines import cells_of_sorted_lines
from kam_core.measures.cells.quantities import CELL_COLUMNS
from kam_core.store.files import durable_files
from kam_core.vocabulary.overflow_check import gross_turnover

STORED_COLUMNS = ("account", "day", "month", "order", "amount", "margin", "list_amount", "product", "source", "line")
"""The columns of the line store, as in the data set of the app."""


Parts = tuple[tuple[int, int, int], ...]
"""Source number, size and modification time of each input."""


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """Input of a month: its rows (see `source_files.scan`, with `source`), and all that its content depends on."""

    month: int
    parts: Parts
    rows: int
    frames: tuple[pl.LazyFrame, ...]
    depends_on: object

    @property
    def fingerprint(self) -> str:
        """Hash of the inputs and of the definition by which they are read."""
        return fingerprint(self.month, self.parts, self.depends_on)

    @property
    def summary_file(self) -> str:
        """The name of the file that is written after the others."""
        return f"months/{self.month}-{self.fingerprint}.json"


def completed_month(plan: MonthPlan, folder: Path) -> Month | None:
    """The month as an earlier build, even a killed one, completed it; None where a file is missing or truncated."""
    try:
        month = month_from(json.loads((folder / plan.summary_file).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    complete = month.fingerprint == plan.fingerprint and all(file.is_complete(folder) for file in month.files())
    return month if complete else None


def build_month(plan: MonthPlan, folder: Path, engine: Engine, limit: MemoryLimit, buffer: LineBuffer) -> Month:
    """Write the month's files. Raises OSError and polars' errors; `completed_month` finds the result again."""
    rows = pl.concat(plan.frames, how="diagonal")
    row_filter = _RowFilter()
    with ThreadPoolExecutor(1) as writer:
        stem = f"{plan.month}-{plan.fingerprint}"
        # polars computes cells from the lines in memory; other engines read the file of lines.
        cells_of_lines = partial(_cells_of_lines, engine=engine) if engine.name == "polars" else None
        files = MonthFiles(writer, folder, stem, cells_of_lines, partial(_cells_of_file, engine=engine))
        try:
            for accounts in _account_ranges(plan, rows, limit):
                lines, row_numbers = _read_range(rows, accounts, row_filter, buffer, plan.rows)
                if lines.is_empty():
                    continue
                for begin, end in _slices(lines["account"].to_numpy(), row_numbers):
                    files.add(_stored_lines(lines[row_numbers[begin:end]], plan.month))
                files.end_range()
            line_files, cell_files = files.finish()
        except BaseException:
            writer.submit(files.abort)
            raise
    month = Month(
        month=plan.month,
        fingerprint=plan.fingerprint,
        parts=plan.parts,
        lines=line_files,
        cells=cell_files,
        line_count=sum(file.rows for file in line_files),
        cell_count=sum(file.rows for file in cell_files),
        first_day=row_filter.first_day,
        last_day=row_filter.last_day,
        amount=row_filter.amount,
        without_account=row_filter.without_account,
        without_account_amount=row_filter.without_account_amount,
        rejected=row_filter.rejected,
        cut=row_filter.cut,
        turnover=row_filter.turnover,
    )
    durable_files.make_folder(folder / "months")
    durable_files.write_file(folder / plan.summary_file, month_text(month).encode())
    return month


def _read_range(
    rows: pl.LazyFrame, accounts: Range, row_filter: _RowFilter, buffer: LineBuffer, capacity: int
) -> tuple[pl.DataFrame, RowNumbers]:
    """The valid rows of a range of accounts, and their row numbers sorted by account."""
    # Rows without an account are in no range; they are counted with the first.
    if accounts[0] is None and accounts[1] is not None:
        row_filter.valid_rows(rows.filter(pl.col("account").is_null()).collect())
    selected = rows.filter(within(accounts)) if accounts != WHOLE else rows
    return buffer.fill(selected, capacity, row_filter.valid_rows)


@dataclass
class _RowFilter:
    """Selects valid rows and counts the others."""

    first_day: int | None = None
    last_day: int | None = None
    amount: int = 0
    turnover: int = 0
    without_account: int = 0
    without_account_amount: int = 0
    rejected: int = 0
    cut: int = 0

    def valid_rows(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with an account and an amount, without the column `amount_cut`."""
        if rows["amount"].null_count():
            count = rows.height
            rows = rows.filter(pl.col("amount").is_not_null())
            self.rejected += count - rows.height
        if rows["account"].null_count():
            without_account = rows.filter(pl.col("account").is_null())
            self.without_account += without_account.height
            self.without_account_amount += int(without_account["amount"].sum())
            rows = rows.filter(pl.col("account").is_not_null())
        if rows.height:
            first, last = rows.select(pl.col("day").min(), last=pl.col("day").max()).row(0)
            self.first_day = first if self.first_day is None else min(self.first_day, first)
            self.last_day = last if self.last_day is None else max(self.last_day, last)
        self.amount += int(rows["amount"].sum())
        self.turnover += gross_turnover(rows)
        if "amount_cut" in rows.columns:
            self.cut += int(rows["amount_cut"].sum())
            rows = rows.drop("amount_cut")
        return rows


def _account_ranges(plan: MonthPlan, rows: pl.LazyFrame, limit: MemoryLimit) -> list[Range]:
    """The account ranges that fit in memory."""
    parts = -(-plan.rows // limit.lines_at_once)
    return ranges_of(rows.filter(pl.col("account").is_not_null()), parts)


def _slices(account: np.ndarray, row_numbers: RowNumbers) -> Iterator[tuple[int, int]]:
    """Slices of the row numbers that are written in one step; no account is in two of them."""
    size = min(ROW_GROUP, month_files.PART_LINES)
    begin = 0
    while begin < len(row_numbers):
        end = min(begin + size, len(row_numbers))
        last = account[row_numbers[end - 1]]
        # Extend the slice to the end of its last account.
        while end < len(row_numbers):
            rest = account[row_numbers[end : end + size]]
            same = int(np.searchsorted(rest, last, side="right"))
            end += same
            if same < len(rest):
                break
        yield begin, end
        begin = end


def _stored_lines(part: pl.DataFrame, month: int) -> pl.DataFrame:
    product = pl.col("product") if "product" in part.columns else pl.lit(None, pl.Int64).alias("product")
    return part.select(
        "account",
        pl.col("day").cast(pl.Int64),
        pl.lit(month, pl.Int64).alias("month"),
        "order",
        "amount",
        "margin",
        "list_amount",
        product,
        pl.col("source", "line").cast(pl.Int64),
    )


def _cells_of_lines(lines: pl.DataFrame, engine: Engine) -> pl.DataFrame:
    """The cells of a polars frame of lines."""
    if lines["order"].dtype != pl.String:
        return cells_of_sorted_lines(lines)
    frame = nw.from_native(lines.lazy())
    ranges = packed_keys.ranges_of(engine.collect(packed_keys.range_columns(frame)).row(0, named=True))
    return engine.collect(cells(frame, ranges=ranges)).select(CELL_COLUMNS).sort("account")


def _cells_of_file(path: Path, engine: Engine) -> pl.DataFrame:
    """The cells of a file of lines."""
    return engine.collect(cells(engine.scan([path]))).select(CELL_COLUMNS).sort("account")


def line_schema(text_orders: bool) -> pl.Schema:
    """The line store's columns and their types."""
    return pl.Schema({name: pl.String() if name == "order" and text_orders else pl.Int64() for name in STORED_COLUMNS})


def cell_schema() -> pl.Schema:
    """The cells' columns and their types."""
    return pl.Schema(dict.fromkeys(CELL_COLUMNS, pl.Int64()))
