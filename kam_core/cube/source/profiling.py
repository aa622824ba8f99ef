"""What a file of order lines holds, seen before its months are made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from kam_core.cube.source import source_files
from kam_core.cube.source.input_schema import Shape
from kam_core.intake.currencies import find_currency
from kam_core.vocabulary.calendar import day_number, month_number
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_COLUMNS

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Survey:
    """Rows by month, rows without a date that can be taken, and what else there is to know of a file."""

    months: Mapping[int, int]
    dateless: int
    cancelled: int
    """Lines of cancelled orders; they are in no other count."""
    trimmed: int
    """Lines with an id that has blanks around it."""
    currencies: tuple[str, ...]
    kinds: Mapping[str, str]
    """Of each money column with a value, what its numbers mean, see `Shape.kind`."""


def survey(path: str, shape: Shape) -> Survey:
    """Look through a file. Where it names neither texts nor statuses, its own list of contents may say all. Refuses
    ids that are too large."""
    contents = _contents(path)
    _check_ids(path, shape)
    told = None if shape.status else _told_month(contents, shape)
    if told is None:
        rows = source_files.scan(path, shape, False)
        months = dict(rows.select("month").group_by("month").len().collect().iter_rows())
        dateless = months.pop(None, 0)
    else:
        months, dateless = told, 0
    cancelled, trimmed, currencies = _words(path, shape)
    kinds = {
        name: shape.kind(name)
        for name in MONEY_COLUMNS
        if (name == "amount" or name in shape.optional) and not _nulls_only(contents, name)
    }
    return Survey(dict(sorted(months.items())), dateless, cancelled, trimmed, currencies, kinds)


def _words(path: str, shape: Shape) -> tuple[int, int, tuple[str, ...]]:
    frame = pl.scan_parquet(path, glob=False, hive_partitioning=False)
    cancelled = trimmed = 0
    if shape.status:
        cancelled = int(frame.select(source_files.is_cancelled().sum()).collect().item())
        frame = frame.filter(~source_files.is_cancelled())
    if shape.texts:
        bare = [pl.col(name).str.strip_chars() for name in shape.texts]
        differ = [
            ((one != "") & (one != pl.col(name))).fill_null(False) for name, one in zip(shape.texts, bare, strict=True)
        ]
        trimmed = int(frame.select(pl.any_horizontal(differ).sum()).collect().item())
    if not shape.currency:
        return cancelled, trimmed, ()
    names = frame.select(pl.col("currency").cast(pl.String).str.strip_chars().unique()).collect()["currency"]
    texts = [text for text in names.drop_nulls().to_list() if text]
    return cancelled, trimmed, tuple(sorted({find_currency(text) or text.upper() for text in texts}))


def _check_ids(path: str, shape: Shape) -> None:
    for name in shape.wide:
        column = pl.scan_parquet(path, glob=False, hive_partitioning=False).select(pl.col(name))
        low, high = column.select(pl.col(name).min(), high=pl.col(name).max()).collect().row(0)
        if high is not None and (high > LARGEST_ID or low < -LARGEST_ID):
            raise UserError(
                "{file}: the column {column} holds numbers such as {number}, which are too large for a whole number "
                "of 64 bits. Write the column as text, in all files.",
                file=path,
                column=name,
                number=str(high if high > LARGEST_ID else low),
            )


def _contents(path: str) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_metadata(path)
    except (OSError, ValueError, pa.ArrowException):
        return None


def _statistics(contents: Any, column: str) -> list[Any]:
    """Of each row group; none where the file does not tell them."""
    import pyarrow as pa

    try:
        place = contents.schema.to_arrow_schema().names.index(column)
        return [contents.row_group(number).column(place).statistics for number in range(contents.num_row_groups)]
    except (AttributeError, OSError, ValueError, pa.ArrowException):
        return []


def _nulls_only(contents: Any, column: str) -> bool:
    parts = _statistics(contents, column)
    return bool(parts) and all(one is not None and one.has_null_count and one.num_values == 0 for one in parts)


def _told_month(contents: Any, shape: Shape) -> dict[int, int] | None:
    """Rows by month, where the file says that all dates are of one."""
    parts = _statistics(contents, shape.date)
    if not parts or any(one is None or not one.has_min_max or one.null_count != 0 for one in parts):
        return None
    ends = {end for one in parts for end in (one.min, one.max)}
    if not all(type(end) is datetime.date for end in ends):
        return None
    months = {month_number(end) for end in ends}
    days = {day_number(end) for end in ends}
    if len(months) > 1 or min(days) < source_files.FIRST_DAY or max(days) > source_files.LAST_DAY:
        return None
    return {months.pop(): contents.num_rows}
