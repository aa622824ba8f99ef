"""The files of one month: its lines sorted by account, their cells, and which orders occur."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from kam_core.cube import order_words
from kam_core.cube.limit import MemoryLimit
from kam_core.cube.manifest import Month, fingerprint, month_from, month_text
from kam_core.cube.parquet import Piece, put
from kam_core.cube.ranges import WHOLE, Range, ranges_of, within
from kam_core.engines.engine import Engine
from kam_core.measures import pairs
from kam_core.measures.cells import CELL_COLUMNS, cells
from kam_core.measures.cells_by_runs import cells_by_runs
from kam_core.store import durable

STORED = ("account", "day", "month", "order", "amount", "margin", "list_amount", "product", "source", "line")
"""The columns of the line store, as in the data set of the app."""
PART_LINES = 500_000
"""Lines of one file; several make a month, each with its range of accounts."""
CELL_GROUP = 32_768


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


def make(plan: MonthPlan, folder: Path, engine: Engine, limit: MemoryLimit) -> Month:
    """Write the month's files. Raises OSError and polars' errors; what was written is found again by `done`."""
    rows = pl.concat(plan.frames, how="diagonal")
    taken = _Taken()
    lines: list[Piece] = []
    cell_files: list[Piece] = []
    sets: list[pl.DataFrame] = []
    with ThreadPoolExecutor(1) as writer:
        for accounts in _loads(plan, rows, limit):
            load = _load(rows, accounts, taken)
            if load.is_empty():
                continue
            made: list[pl.DataFrame] = []
            sets.append(order_words.words(order_words.keys(load["order"]).to_numpy()))
            for part in _sorted_parts(load, plan.month):
                # Lines are written beside the work on their cells.
                stem = f"{plan.month}-{plan.fingerprint}-{len(lines)}.parquet"
                writing = writer.submit(put, part, folder, f"lines/{stem}")
                if engine.name != "polars":
                    writing.result()
                made.append(_cells(part, engine, folder / f"lines/{stem}"))
                lines.append(writing.result())
            del load
            # Parts follow one another by account, so their cells do too.
            name = f"cells/{plan.month}-{plan.fingerprint}-{len(cell_files)}.parquet"
            cell_files.append(put(pl.concat(made), folder, name, CELL_GROUP))
    words = order_words.joined(sets) if sets else pl.DataFrame(schema=order_words.SCHEMA)
    orders = put(words, folder, f"orders/{plan.month}-{plan.fingerprint}.parquet")
    month = Month(
        month=plan.month,
        fingerprint=plan.fingerprint,
        parts=plan.parts,
        lines=tuple(lines),
        cells=tuple(cell_files),
        orders=(orders,),
        line_count=sum(kept.rows for kept in lines),
        cell_count=sum(kept.rows for kept in cell_files),
        first_day=taken.first_day,
        last_day=taken.last_day,
        amount=taken.amount,
        without_account=taken.without,
        without_account_amount=taken.without_amount,
        rejected=taken.rejected,
        cut=taken.cut,
    )
    durable.make_folder(folder / "months")
    durable.write_file(folder / plan.facts, month_text(month).encode())
    return month


def _load(rows: pl.LazyFrame, accounts: Range, taken: _Taken) -> pl.DataFrame:
    """The rows of a range of accounts that can be taken."""
    load = rows.filter(within(accounts)).collect() if accounts != WHOLE else rows.collect()
    # Rows without an account belong to no range; they are counted with the first.
    if accounts[0] is None and accounts[1] is not None:
        taken.of(rows.filter(pl.col("account").is_null()).collect())
    load = taken.of(load)
    # One column after the other in one piece, so that only one of them is held twice.
    return pl.DataFrame([load.drop_in_place(name).rechunk() for name in load.columns])


@dataclass
class _Taken:
    """Rows are taken or counted as left out."""

    first_day: int | None = None
    last_day: int | None = None
    amount: int = 0
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
        if "amount_cut" in load.columns:
            self.cut += int(load["amount_cut"].sum())
            load = load.drop("amount_cut")
        return load


def _loads(plan: MonthPlan, rows: pl.LazyFrame, limit: MemoryLimit) -> list[Range]:
    """The ranges of accounts that are read at once."""
    parts = -(-plan.rows // limit.lines_at_once)
    return ranges_of(rows.filter(pl.col("account").is_not_null()), parts)


def _sorted_parts(load: pl.DataFrame, month: int) -> Iterator[pl.DataFrame]:
    """`STORED`, sorted by account and within one as the rows came, in parts that do not share an account."""
    place = _places(load["account"])
    account = load["account"].to_numpy()
    begin = 0
    while begin < len(place):
        end = min(begin + PART_LINES, len(place))
        if end < len(place):
            last = account[place[end - 1]]
            # On to the end of the account that the cut would fall into.
            rest = account[place[end:]] if end + PART_LINES >= len(place) else account[place[end : end + PART_LINES]]
            while len(rest) and rest[-1] == last and end + len(rest) < len(place):
                end += len(rest)
                rest = account[place[end : end + PART_LINES]]
            end += int(np.searchsorted(rest, last, side="right"))
        yield _stored(load[place[begin:end]], month)
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


def _places(account: pl.Series) -> np.ndarray:
    """The row numbers in the order of accounts, those of one account in theirs."""
    numbers = account.to_numpy()
    low = int(numbers.min())
    if int(numbers.max()) - low < 2**31 and len(numbers) < 2**32:
        # Account and row in one number sort several times faster than rows by account.
        packed = ((numbers - low) << 32) | np.arange(len(numbers))
        packed.sort()
        packed &= 0xFFFFFFFF
        return packed.astype(np.uint32)
    return account.to_frame().with_row_index("row").sort("account", maintain_order=True)["row"].to_numpy()


def _cells(part: pl.DataFrame, engine: Engine, lines: Path) -> pl.DataFrame:
    if engine.name != "polars":
        # Other engines read the file that was written of them.
        return engine.collect(cells(engine.scan([lines]))).select(CELL_COLUMNS).sort("account")
    if part["order"].dtype != pl.String:
        return cells_by_runs(part)
    frame = nw.from_native(part.lazy())
    spans = pairs.ranges_of(engine.collect(pairs.range_columns(frame)).row(0, named=True))
    return engine.collect(cells(frame, ranges=spans)).select(CELL_COLUMNS).sort("account")


def stored_schema(text_orders: bool) -> pl.Schema:
    """The line store's columns and their types."""
    return pl.Schema({name: pl.String() if name == "order" and text_orders else pl.Int64() for name in STORED})


def cell_schema() -> pl.Schema:
    """The cells' columns and their types."""
    return pl.Schema(dict.fromkeys(CELL_COLUMNS, pl.Int64()))
