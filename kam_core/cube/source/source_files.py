"""Find the source files of a cube, detect which changed, and scan them as order lines."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from kam_core.cube.manifest import INTEGER, TEXT
from kam_core.cube.source.input_schema import InputSchema
from kam_core.intake.line_kinds.status_words import classify_cell
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.money import LARGEST_AMOUNT, MONEY_COLUMNS, MONEY_SCALE

SUFFIX = ".parquet"
NO_ORDER = -(2**62)
"""Order of lines without an order id: the lines of an account and day are then one purchase."""
NO_ORDER_TEXT = "\x00"
"""The same where ids are texts."""
FIRST_DAY, LAST_DAY = -25_567, 84_005
"""1900-01-01 and 2199-12-31 as day numbers; a date outside of them is an error."""
ROW = "line"
LARGEST = int(LARGEST_AMOUNT) * MONEY_SCALE
IMPORTED = "transactions.parquet"
"""The file of order lines that `import … --out DIR` writes; other tables are beside it."""
FORMAT = 3
"""Version of the rows that `scan` returns; it rises when they change."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """Path, size and modification time of an input file."""

    path: str
    size: int
    mtime_ns: int


def find_source_files(paths: Sequence[Path], out: Path) -> tuple[list[InputFile], list[Message]]:
    """The Parquet files of the paths and below the folders among them, each once, sorted by path; and notices about
    files that were skipped.

    Refuses a path that does not exist, cannot be read or lies in the cube, and a folder without a Parquet file.
    """
    files: dict[str, InputFile] = {}
    notices: dict[str, Message] = {}
    cube = os.path.realpath(out)
    for path in paths:
        if _inside(os.path.realpath(path), cube):
            raise UserError(
                "{file} is in the folder of the cube. Keep order lines in a separate folder.", file=str(path)
            )
        try:
            for one in _parquet_files_below(path, notices):
                status = one.stat()
                name = os.path.realpath(one)
                if _inside(name, cube):
                    continue
                files[name] = InputFile(name, status.st_size, status.st_mtime_ns)
        except OSError as error:
            why = error.strerror or str(error)
            raise UserError("{file} cannot be read: {why}.", file=str(error.filename or path), why=why) from error
    return [files[name] for name in sorted(files)], list(notices.values())


def unchanged(path: str, size: int, mtime_ns: int) -> bool:
    """Whether a file has this size and modification time."""
    try:
        status = os.stat(path)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (size, mtime_ns)


def _inside(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder


def _parquet_files_below(path: Path, notices: dict[str, Message]) -> list[Path]:
    if not path.is_dir():
        path.stat()
        return [path]
    paths = []
    for folder, folders, names in os.walk(path, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        own = [name for name in names if name.endswith(SUFFIX) and not name.startswith((".", "_"))]
        if IMPORTED in own and len(own) > 1:
            notices[os.path.realpath(folder)] = Message(
                "Only {file} is read in {folder}; the other tables contain no order lines.",
                folder=folder,
                file=IMPORTED,
            )
            own = [IMPORTED]
        paths += [Path(folder, name) for name in own]
    if not paths:
        raise UserError(
            "There is no Parquet file in {folder}. Give the file names, or import other formats with `import "
            "… --out DIR`.",
            folder=str(path),
        )
    return paths


def _raise(error: OSError) -> None:
    raise error


def scan(path: str, schema: InputSchema, text_orders: bool) -> pl.LazyFrame:
    """The rows of a file: `account`, `day`, `month`, `order`, `MONEY_COLUMNS`, `line`, and `product` and `amount_cut`
    where they apply.

    account and product are as the file has them (whole numbers Int64, or String); days, months (Int32) and `line`, the
    row of the file from 1 (UInt32), are narrow, as many are in memory at once; money is ten-thousandths; `amount_cut`
    is true where an amount lost decimals. Rows with a null `day` or `amount` are rejected. Lines of cancelled orders
    are left out, and blanks around text ids are stripped.
    """
    frame = pl.scan_parquet(path, glob=False, hive_partitioning=False, row_index_name=schema.row, row_index_offset=1)
    if schema.status:
        frame = frame.filter(~is_cancelled())
    day = pl.col(schema.date)
    day = (day.cast(pl.Date).cast(pl.Int32) if schema.date == "date" else day).cast(pl.Int64, strict=False)
    day = pl.when(day.is_between(FIRST_DAY, LAST_DAY)).then(day)
    optional = []
    if schema.products_are:
        optional.append(_clean_id("product", schema.products_are).alias("product"))
    if "amount" in schema.money:
        optional.append(_loses_decimals().alias("amount_cut"))
    return frame.select(
        _clean_id("account", schema.accounts_are).alias("account"),
        day.cast(pl.Int32).alias("day"),
        month_of(day).alias("month"),
        _order(schema, text_orders).alias("order"),
        *(_money(name, schema).alias(name) for name in MONEY_COLUMNS),
        pl.col(schema.row).alias(ROW),
        *optional,
    )


def month_of(day: pl.Expr) -> pl.Expr:
    """The month number of a day number."""
    date = day.cast(pl.Int32).cast(pl.Date)
    return date.dt.year() * 12 + date.dt.month().cast(pl.Int32) - 1


def _clean_id(column: str, id_type: str) -> pl.Expr:
    """An id as the file has it, texts without surrounding blanks; a blank text is null."""
    if not id_type:
        return pl.lit(None, pl.Int64)
    if id_type == INTEGER:
        return pl.col(column).cast(pl.Int64)
    bare = pl.col(column).str.strip_chars()
    return pl.when(bare != "").then(bare)


def is_cancelled() -> pl.Expr:
    """Whether the status says that an order was cancelled, by the words that an import recognises.

    A negative line with the status "returned" is the return itself, and counts.
    """
    status = pl.col("status").cast(pl.String)
    cancelled, returned = (
        status.map_batches(partial(_cancels, given_back=given_back), return_dtype=pl.Boolean(), is_elementwise=True)
        for given_back in (False, True)
    )
    return cancelled & ~(returned & (pl.col("amount") < 0).fill_null(False))


def _cancels(status: pl.Series, given_back: bool) -> pl.Series:
    """Whether a status cancels its order; given_back: only where goods or money were given back.

    Each distinct status is parsed once, whatever the number of lines.
    """
    meanings = {cell: classify_cell(cell) for cell in status.drop_nulls().unique().to_list()}
    matching = [
        cell
        for cell, one in meanings.items()
        if one is not None and one.taken_back and (one.given_back or not given_back)
    ]
    return status.is_in(matching).fill_null(False)


def _order(schema: InputSchema, as_text: bool) -> pl.Expr:
    kind, none = (TEXT, pl.lit(NO_ORDER_TEXT)) if as_text else (INTEGER, pl.lit(NO_ORDER, pl.Int64))
    return pl.coalesce(_clean_id(schema.order, kind), none) if schema.orders_are else none


def _money(name: str, schema: InputSchema) -> pl.Expr:
    if name != "amount" and name not in schema.optional:
        return pl.lit(None, pl.Int64)
    if name not in schema.money:
        # Larger numbers are no amounts, and their sums would overflow.
        whole = pl.col(name).cast(pl.Int64, strict=False)
        return pl.when(whole.is_between(-LARGEST, LARGEST)).then(whole)
    units = pl.col(name).cast(pl.Float64)
    return pl.when(units.abs() <= LARGEST_AMOUNT).then((units * float(MONEY_SCALE)).round(0)).cast(pl.Int64)


def _loses_decimals() -> pl.Expr:
    """Whether an amount loses decimals by rounding; differences below a double's 53 bits are none."""
    scaled = pl.col("amount").cast(pl.Float64) * float(MONEY_SCALE)
    tolerance = (scaled.abs() * 1e-15).clip(lower_bound=1e-5)
    return ((scaled - scaled.round(0)).abs() > tolerance).fill_null(False)
