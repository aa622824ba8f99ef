"""The files that a cube is made of: found, told apart from changed ones, and read as order lines."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from kam_core.cube.manifest import INTEGER, TEXT
from kam_core.cube.parquet import torn
from kam_core.vocabulary.calendar import day_number, month_number
from kam_core.vocabulary.message import Refusal
from kam_core.vocabulary.money import LARGEST_AMOUNT, MONEY_SCALE

SUFFIX = ".parquet"
MONEY = ("amount", "margin", "list_amount")
ORDER_NAMES = ("order_id", "order")
NO_ORDER = -(2**62)
"""Where a line names no order, its account and day are one: the day is added to this number, which is no order's id."""
NO_ORDER_TEXT = "\x00"
"""The same where ids are texts: this and the day."""
FIRST_DAY, LAST_DAY = -25_567, 84_005
"""1900-01-01 and 2199-12-31 as day numbers; a date outside of them is a slip."""
ROW = "line"
FORMAT = 1
"""What rows look like when they are read; it rises when `scan` changes."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file as it was when it was looked at."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns a file has, and what they are."""

    accounts_are: str
    orders_are: str
    products_are: str
    """Each "integer" or "text"; orders and products "" where the file names none."""
    order: str
    date: str
    money: frozenset[str]
    """The money columns in currency units; the others are ten-thousandths."""
    optional: frozenset[str]


def found(paths: Sequence[Path], out: Path) -> list[Input]:
    """The Parquet files that the paths name, folders with all below them but the cube, each once, sorted by path.

    Refuses a path that is not there, cannot be looked into or lies in the cube, and a folder without a Parquet file.
    """
    files: dict[str, Input] = {}
    cube = os.path.realpath(out)
    for path in paths:
        if _inside(os.path.realpath(path), cube):
            raise Refusal(
                "{file} lies in the folder of the cube. Keep order lines in a folder of their own.", file=str(path)
            )
        try:
            for one in _below(path):
                status = one.stat()
                name = os.path.realpath(one)
                if _inside(name, cube):
                    continue
                files[name] = Input(name, status.st_size, status.st_mtime_ns)
        except OSError as error:
            why = error.strerror or str(error)
            raise Refusal("{file} cannot be read: {why}.", file=str(error.filename or path), why=why) from error
    return [files[name] for name in sorted(files)]


def unchanged(path: str, size: int, mtime_ns: int) -> bool:
    """Whether a file is as it was when it was looked at."""
    try:
        status = os.stat(path)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (size, mtime_ns)


def _inside(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder


def _below(path: Path) -> list[Path]:
    if not path.is_dir():
        path.stat()
        return [path]
    kept = []
    for folder, folders, names in os.walk(path, onerror=_raised):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        kept += [Path(folder, name) for name in names if name.endswith(SUFFIX) and not name.startswith((".", "_"))]
    if not kept:
        raise Refusal(
            "There is no Parquet file in {folder}. Name the files, or bring other formats in by `import … --out DIR`.",
            folder=str(path),
        )
    return kept


def _raised(error: OSError) -> None:
    raise error


def shape_of(path: str) -> Shape:
    """What a file holds. Refuses one that is no Parquet file, lacks a column or has one of a wrong type."""
    try:
        schema = pl.scan_parquet(path, glob=False, hive_partitioning=False).collect_schema()
    except (PolarsError, OSError) as error:
        raise torn(Path(path), error) from error
    date = next((name for name in ("date", "day") if name in schema), None)
    for name, there in (("account", "account" in schema), ("date", date), ("amount", "amount" in schema)):
        if not there:
            raise Refusal(
                "{file} has no column {column}. Order lines need account, date and amount.", file=path, column=name
            )
    assert date is not None
    order = next((name for name in ORDER_NAMES if name in schema), ORDER_NAMES[0])
    _check(path, schema, "account", schema["account"].is_integer() or schema["account"] == pl.String)
    kind = schema[date]
    naive = isinstance(kind, pl.Datetime) and kind.time_zone is None
    _check(path, schema, date, kind == pl.Date or naive if date == "date" else kind.is_integer())
    money = set()
    for name in MONEY:
        if name in schema:
            _check(path, schema, name, schema[name].is_numeric() or (name != "amount" and schema[name] == pl.Null))
            if not schema[name].is_integer():
                money.add(name)
    for name in (order, "product"):
        if name in schema:
            _check(path, schema, name, schema[name].is_integer() or schema[name] in (pl.String, pl.Null))
    return Shape(
        accounts_are=_are(schema, "account"),
        orders_are=_are(schema, order),
        products_are=_are(schema, "product"),
        order=order,
        date=date,
        money=frozenset(money),
        optional=frozenset(name for name in MONEY[1:] if name in schema and schema[name] != pl.Null),
    )


def _are(schema: pl.Schema, column: str) -> str:
    if column not in schema or schema[column] == pl.Null:
        return ""
    return TEXT if schema[column] == pl.String else INTEGER


def _check(path: str, schema: pl.Schema, column: str, holds: bool) -> None:
    if not holds:
        raise Refusal(
            "{file}: the column {column} is of type {type}, which order lines cannot hold there. "
            "Accounts and orders are whole numbers or texts, dates are dates, amounts are numbers.",
            file=path,
            column=column,
            type=str(schema[column]),
        )


def scan(path: str, shape: Shape, text_orders: bool) -> pl.LazyFrame:
    """The rows of a file: `account`, `day`, `month`, `order`, `MONEY`, `line`, and where there is any `product` and
    `amount_cut`.

    account and product are as the file has them (whole numbers Int64, or String); days, months (Int32) and `line`, the
    row of the file from 1 (UInt32), are narrow, as many are held at once; money is ten-thousandths; `amount_cut` is
    true where an amount lost decimals. Null `day` or `amount` marks a row that cannot be taken.
    """
    frame = pl.scan_parquet(path, glob=False, hive_partitioning=False, row_index_name=ROW, row_index_offset=1)
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
        _order(shape, day, text_orders).alias("order"),
        *(_money(name, shape).alias(name) for name in MONEY),
        pl.col(ROW),
        *more,
    )


def counted(path: str, shape: Shape) -> tuple[dict[int, int], int]:
    """Rows by month, and rows without a date that can be taken. Read from the file's own list of contents where it
    says that all dates are of one month."""
    told = _told_month(path, shape)
    if told is not None:
        return told, 0
    counts = dict(scan(path, shape, False).select("month").group_by("month").len().collect().iter_rows())
    dateless = counts.pop(None, 0)
    return dict(sorted(counts.items())), dateless


def _told_month(path: str, shape: Shape) -> dict[int, int] | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        contents = pq.read_metadata(path)
        place = contents.schema.to_arrow_schema().names.index(shape.date)
        parts = [contents.row_group(number).column(place).statistics for number in range(contents.num_row_groups)]
    except (OSError, ValueError, pa.ArrowException):
        return None
    if not parts or any(one is None or not one.has_min_max or one.null_count != 0 for one in parts):
        return None
    ends = {end for one in parts for end in (one.min, one.max)}
    if not all(type(end) is datetime.date for end in ends):
        return None
    months = {month_number(end) for end in ends}
    days = {day_number(end) for end in ends}
    if len(months) > 1 or min(days) < FIRST_DAY or max(days) > LAST_DAY:
        return None
    return {months.pop(): contents.num_rows}


def month_of(day: pl.Expr) -> pl.Expr:
    """The month number of a day number."""
    date = day.cast(pl.Int32).cast(pl.Date)
    return date.dt.year() * 12 + date.dt.month().cast(pl.Int32) - 1


def _named(column: str, are: str) -> pl.Expr:
    """An id as the file has it, null where it is blank."""
    if not are:
        return pl.lit(None, pl.Int64)
    if are == INTEGER:
        return pl.col(column).cast(pl.Int64)
    return pl.when(pl.col(column).str.strip_chars() != "").then(pl.col(column))


def _order(shape: Shape, day: pl.Expr, as_text: bool) -> pl.Expr:
    if as_text:
        none = pl.lit(NO_ORDER_TEXT) + day.cast(pl.String)
        if not shape.orders_are:
            return none
        return pl.coalesce(_named(shape.order, TEXT), none)
    none = day + NO_ORDER
    return none if not shape.orders_are else pl.coalesce(pl.col(shape.order).cast(pl.Int64), none)


def _money(name: str, shape: Shape) -> pl.Expr:
    if name != "amount" and name not in shape.optional:
        return pl.lit(None, pl.Int64)
    if name not in shape.money:
        return pl.col(name).cast(pl.Int64, strict=False)
    units = pl.col(name).cast(pl.Float64)
    return pl.when(units.abs() <= LARGEST_AMOUNT).then((units * float(MONEY_SCALE)).round(0)).cast(pl.Int64)


def _cut() -> pl.Expr:
    """Whether an amount loses something by rounding; what lies below a double's 53 bits is no decimal."""
    scaled = pl.col("amount").cast(pl.Float64) * float(MONEY_SCALE)
    slack = (scaled.abs() * 1e-15).clip(lower_bound=1e-5)
    return ((scaled - scaled.round(0)).abs() > slack).fill_null(False)
