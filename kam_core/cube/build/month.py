"""The files of one month: its lines sorted by account, and their cells."""

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
from kam_core.cube.build.line_buffer import HeldLines, Places
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

STORED_TYPES = ("account", "day", "month", "order", "amount", "margin", "list_amount", "product", "source", "line")
"""The columns of the line store, as in the data set of the app."""


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """What a month is to be made of: its rows (see `inputs.scan`, with `source`), and what names its content."""

    month: int
    parts: tuple[tuple[int, int, int], ...]
    rows: int
    frames: tuple[pl.LazyFrame, ...]
    depends_on: object

    @property
    def fingerprint(self) -> str:
        """The name of the content: the same inputs, read by the same definition."""
        return fingerprint(self.month, self.parts, self.depends_on)

    @property
    def facts(self) -> str:
        """The file that is written when the others are there."""
        return f"months/{self.month}-{self.fingerprint}.json"


def done(plan: MonthPlan, folder: Path) -> Month | None:
    """The month as a run before has made it, even if it was killed later; None where something is missing or torn."""
    try:
        month = month_from(json.loads((folder / plan.facts).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    whole = month.fingerprint == plan.fingerprint and all(kept.whole(folder) for kept in month.files())
    return month if whole else None


def make(plan: MonthPlan, folder: Path, engine: Engine, limit: MemoryLimit, held: HeldLines) -> Month:
    """Write the month's files. Raises OSError and polars' errors; what was written is found again by `done`."""
    rows = pl.concat(plan.frames, how="diagonal")
    taken = _Taken()
    with ThreadPoolExecutor(1) as writer:
        stem = f"{plan.month}-{plan.fingerprint}"
        # polars takes the lines as they are; other engines read the file that was written of them.
        of_part = partial(_cells_of, engine=engine) if engine.name == "polars" else None
        files = MonthFiles(writer, folder, stem, of_part, partial(_cells_in, engine=engine))
        try:
            for accounts in _loads(plan, rows, limit):
                load, places = _load(rows, accounts, taken, held, plan.rows)
                if load.is_empty():
                    continue
                for begin, end in _parts(load["account"].to_numpy(), places):
                    files.add(_stored(load[places[begin:end]], plan.month))
                files.end()
            lines, cell_files = files.whole()
        except BaseException:
            writer.submit(files.give_up)
            raise
    month = Month(
        month=plan.month,
        fingerprint=plan.fingerprint,
        parts=plan.parts,
        lines=lines,
        cells=cell_files,
        line_count=sum(kept.rows for kept in lines),
        cell_count=sum(kept.rows for kept in cell_files),
        first_day=taken.first_day,
        last_day=taken.last_day,
        amount=taken.amount,
        without_account=taken.without,
        without_account_amount=taken.without_amount,
        rejected=taken.rejected,
        cut=taken.cut,
        turnover=taken.turnover,
    )
    durable_files.make_folder(folder / "months")
    durable_files.write_file(folder / plan.facts, month_text(month).encode())
    return month


def _load(
    rows: pl.LazyFrame, accounts: Range, taken: _Taken, held: HeldLines, most: int
) -> tuple[pl.DataFrame, Places]:
    """The rows of a range of accounts that can be taken, and their numbers in the order of accounts."""
    # Rows without an account belong to no range; they are counted with the first.
    if accounts[0] is None and accounts[1] is not None:
        taken.of(rows.filter(pl.col("account").is_null()).collect())
    return held.hold(rows.filter(within(accounts)) if accounts != WHOLE else rows, most, taken.of)


@dataclass
class _Taken:
    """Rows are taken or counted as left out."""

    first_day: int | None = None
    last_day: int | None = None
    amount: int = 0
    turnover: int = 0
    without: int = 0
    without_amount: int = 0
    rejected: int = 0
    cut: int = 0

    def of(self, load: pl.DataFrame) -> pl.DataFrame:
        """The rows with an account and an amount."""
        if load["amount"].null_count():
            good = load.filter(pl.col("amount").is_not_null())
            self.rejected += load.height - good.height
            load = good
        if load["account"].null_count():
            nobody = load.filter(pl.col("account").is_null())
            self.without += nobody.height
            self.without_amount += int(nobody["amount"].sum())
            load = load.filter(pl.col("account").is_not_null())
        if load.height:
            first, last = load.select(pl.col("day").min(), last=pl.col("day").max()).row(0)
            self.first_day = first if self.first_day is None else min(self.first_day, first)
            self.last_day = last if self.last_day is None else max(self.last_day, last)
        self.amount += int(load["amount"].sum())
        self.turnover += gross_turnover(load)
        if "amount_cut" in load.columns:
            self.cut += int(load["amount_cut"].sum())
            load = load.drop("amount_cut")
        return load


def _loads(plan: MonthPlan, rows: pl.LazyFrame, limit: MemoryLimit) -> list[Range]:
    """The ranges of accounts that are read at once."""
    parts = -(-plan.rows // limit.lines_at_once)
    return ranges_of(rows.filter(pl.col("account").is_not_null()), parts)


def _parts(account: np.ndarray, places: Places) -> Iterator[tuple[int, int]]:
    """From where to where the places are written at once: no account is in two parts."""
    size = min(ROW_GROUP, month_files.PART_LINES)
    begin = 0
    while begin < len(places):
        end = min(begin + size, len(places))
        last = account[places[end - 1]]
        # On to the end of the account that the cut would fall into.
        while end < len(places):
            rest = account[places[end : end + size]]
            mine = int(np.searchsorted(rest, last, side="right"))
            end += mine
            if mine < len(rest):
                break
        yield begin, end
        begin = end


def _stored(part: pl.DataFrame, month: int) -> pl.DataFrame:
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


def _cells_of(part: pl.DataFrame, engine: Engine) -> pl.DataFrame:
    """The cells of lines that polars holds."""
    if part["order"].dtype != pl.String:
        return cells_of_sorted_lines(part)
    frame = nw.from_native(part.lazy())
    spans = packed_keys.ranges_of(engine.collect(packed_keys.range_columns(frame)).row(0, named=True))
    return engine.collect(cells(frame, ranges=spans)).select(CELL_COLUMNS).sort("account")


def _cells_in(lines: Path, engine: Engine) -> pl.DataFrame:
    """The cells of a file of lines."""
    return engine.collect(cells(engine.scan([lines]))).select(CELL_COLUMNS).sort("account")


def stored_schema(text_orders: bool) -> pl.Schema:
    """The line store's columns and their types."""
    return pl.Schema({name: pl.String() if name == "order" and text_orders else pl.Int64() for name in STORED_TYPES})


def cell_schema() -> pl.Schema:
    """The cells' columns and their types."""
    return pl.Schema(dict.fromkeys(CELL_COLUMNS, pl.Int64()))
