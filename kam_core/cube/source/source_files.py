"""Find the source files of a cube, detect which changed, and scan them as order lines."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from kam_core.cube.manifest import INTEGER, TEXT
from kam_core.cube.source.input_schema import Shape
from kam_core.intake.line_kinds.status_words import classify_cell
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.money import LARGEST_AMOUNT, MONEY_COLUMNS, MONEY_SCALE

SUFFIX = ".parquet"
NO_ORDER = -(2**62)
"""The order of lines that name none; a purchase is what an order nets to on a day, so their account and day are one."""
NO_ORDER_TEXT = "\x00"
"""The same where ids are texts."""
FIRST_DAY, LAST_DAY = -25_567, 84_005
"""1900-01-01 and 2199-12-31 as day numbers; a date outside of them is a slip."""
ROW = "line"
LARGEST = int(LARGEST_AMOUNT) * MONEY_SCALE
IMPORTED = "transactions.parquet"
"""What `import … --out DIR` writes order lines to; other tables lie beside it."""
FORMAT = 3
"""What rows look like when they are read; it rises when `scan` changes."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file as it was when it was looked at."""

    path: str
    size: int
    mtime_ns: int


def found(paths: Sequence[Path], out: Path) -> tuple[list[Input], list[Message]]:
    """The Parquet files that the paths name, folders with all below them but the cube, each once, sorted by path; and
    what there is to know of those that were passed over.

    Refuses a path that is not there, cannot be looked into or lies in the cube, and a folder without a Parquet file.
    """
    files: dict[str, Input] = {}
    notes: dict[str, Message] = {}
    cube = os.path.realpath(out)
    for path in paths:
        if _inside(os.path.realpath(path), cube):
            raise UserError(
                "{file} lies in the folder of the cube. Keep order lines in a folder of their own.", file=str(path)
            )
        try:
            for one in _below(path, notes):
                status = one.stat()
                name = os.path.realpath(one)
                if _inside(name, cube):
                    continue
                files[name] = Input(name, status.st_size, status.st_mtime_ns)
        except OSError as error:
            why = error.strerror or str(error)
            raise UserError("{file} cannot be read: {why}.", file=str(error.filename or path), why=why) from error
    return [files[name] for name in sorted(files)], list(notes.values())


def unchanged(path: str, size: int, mtime_ns: int) -> bool:
    """Whether a file is as it was when it was looked at."""
    try:
        status = os.stat(path)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (size, mtime_ns)


def _inside(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder


def _below(path: Path, notes: dict[str, Message]) -> list[Path]:
    if not path.is_dir():
        path.stat()
        return [path]
    kept = []
    for folder, folders, names in os.walk(path, onerror=_raised):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        own = [name for name in names if name.endswith(SUFFIX) and not name.startswith((".", "_"))]
        if IMPORTED in own and len(own) > 1:
            notes[os.path.realpath(folder)] = Message(
                "In {folder} only {file} is read; the other tables beside it hold no order lines.",
                folder=folder,
                file=IMPORTED,
            )
            own = [IMPORTED]
        kept += [Path(folder, name) for name in own]
    if not kept:
        raise UserError(
            "There is no Parquet file in {folder}. Name the files, or bring other formats in by `import … --out DIR`.",
            folder=str(path),
        )
    return kept


def _raised(error: OSError) -> None:
    raise error


def scan(path: str, shape: Shape, text_orders: bool) -> pl.LazyFrame:
    """The rows of a file: `account`, `day`, `month`, `order`, `MONEY_COLUMNS`, `line`, and where there is any `product`
    and `amount_cut`.

    account and product are as the file has them (whole numbers Int64, or String); days, months (Int32) and `line`, the
    row of the file from 1 (UInt32), are narrow, as many are held at once; money is ten-thousandths; `amount_cut` is
    true where an amount lost decimals. Null `day` or `amount` marks a row that cannot be taken. Lines of cancelled
    orders are left out, and surrounding blanks of text ids.
    """
    frame = pl.scan_parquet(path, glob=False, hive_partitioning=False, row_index_name=shape.row, row_index_offset=1)
    if shape.status:
        frame = frame.filter(~is_cancelled())
    day = pl.col(shape.date)
    day = (day.cast(pl.Date).cast(pl.Int32) if shape.date == "date" else day).cast(pl.Int64, strict=False)
    day = pl.when(day.is_between(FIRST_DAY, LAST_DAY)).then(day)
    more = []
    if shape.products_are:
        more.append(_named("product", shape.products_are).alias("product"))
    if "amount" in shape.money:
        more.append(_cut().alias("amount_cut"))
    return frame.select(
        _named("account", shape.accounts_are).alias("account"),
        day.cast(pl.Int32).alias("day"),
        month_of(day).alias("month"),
        _order(shape, text_orders).alias("order"),
        *(_money(name, shape).alias(name) for name in MONEY_COLUMNS),
        pl.col(shape.row).alias(ROW),
        *more,
    )


def month_of(day: pl.Expr) -> pl.Expr:
    """The month number of a day number."""
    date = day.cast(pl.Int32).cast(pl.Date)
    return date.dt.year() * 12 + date.dt.month().cast(pl.Int32) - 1


def _named(column: str, are: str) -> pl.Expr:
    """An id as the file has it, texts without surrounding blanks; null where nothing else is there."""
    if not are:
        return pl.lit(None, pl.Int64)
    if are == INTEGER:
        return pl.col(column).cast(pl.Int64)
    bare = pl.col(column).str.strip_chars()
    return pl.when(bare != "").then(bare)


def is_cancelled() -> pl.Expr:
    """Whether the status says that an order was cancelled, in the words by which an import knows it.

    A line with a minus that was returned is the return itself, and counts.
    """
    status = pl.col("status").cast(pl.String)
    gone, back = (
        status.map_batches(partial(_says, given_back=given_back), return_dtype=pl.Boolean(), is_elementwise=True)
        for given_back in (False, True)
    )
    return gone & ~(back & (pl.col("amount") < 0).fill_null(False))


def _says(status: pl.Series, given_back: bool) -> pl.Series:
    """Whether a status takes its order back; given_back: whether goods or money came back.

    The words of each status are looked at once, whatever the number of lines.
    """
    said = {cell: classify_cell(cell) for cell in status.drop_nulls().unique().to_list()}
    found = [
        cell for cell, one in said.items() if one is not None and one.taken_back and (one.given_back or not given_back)
    ]
    return status.is_in(found).fill_null(False)


def _order(shape: Shape, as_text: bool) -> pl.Expr:
    kind, none = (TEXT, pl.lit(NO_ORDER_TEXT)) if as_text else (INTEGER, pl.lit(NO_ORDER, pl.Int64))
    return pl.coalesce(_named(shape.order, kind), none) if shape.orders_are else none


def _money(name: str, shape: Shape) -> pl.Expr:
    if name != "amount" and name not in shape.optional:
        return pl.lit(None, pl.Int64)
    if name not in shape.money:
        # Larger ones are no amounts, and their sums would not fit.
        whole = pl.col(name).cast(pl.Int64, strict=False)
        return pl.when(whole.is_between(-LARGEST, LARGEST)).then(whole)
    units = pl.col(name).cast(pl.Float64)
    return pl.when(units.abs() <= LARGEST_AMOUNT).then((units * float(MONEY_SCALE)).round(0)).cast(pl.Int64)


def _cut() -> pl.Expr:
    """Whether an amount loses something by rounding; what lies below a double's 53 bits is no decimal."""
    scaled = pl.col("amount").cast(pl.Float64) * float(MONEY_SCALE)
    slack = (scaled.abs() * 1e-15).clip(lower_bound=1e-5)
    return ((scaled - scaled.round(0)).abs() > slack).fill_null(False)
