"""Profile a file of order lines: rows by month, currencies, cancelled lines, blanks around ids."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from kam_core.cube.source import source_files
from kam_core.cube.source.input_schema import InputSchema
from kam_core.intake.currencies import find_currency
from kam_core.vocabulary.calendar import day_number, month_number
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_COLUMNS

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """Rows by month, rows without a usable date, and further counts of a file."""

    months: Mapping[int, int]
    dateless: int
    cancelled: int
    """Lines of cancelled orders; they are in no other count."""
    trimmed: int
    """Lines with an id that has blanks around it."""
    currencies: tuple[str, ...]
    kinds: Mapping[str, str]
    """Unit of each money column with a value, see `InputSchema.kind`."""


def profile(path: str, schema: InputSchema) -> SourceProfile:
    """Profile a file. Where it has no status, the statistics in its footer may suffice. Refuses too large ids."""
    footer = _footer(path)
    _check_ids(path, schema)
    by_month = None if schema.status else _single_month(footer, schema)
    if by_month is None:
        rows = source_files.scan(path, schema, False)
        months = dict(rows.select("month").group_by("month").len().collect().iter_rows())
        dateless = months.pop(None, 0)
    else:
        months, dateless = by_month, 0
    cancelled, trimmed, currencies = _text_profile(path, schema)
    kinds = {
        name: schema.kind(name)
        for name in MONEY_COLUMNS
        if (name == "amount" or name in schema.optional) and not _nulls_only(footer, name)
    }
    return SourceProfile(dict(sorted(months.items())), dateless, cancelled, trimmed, currencies, kinds)


def _text_profile(path: str, schema: InputSchema) -> tuple[int, int, tuple[str, ...]]:
    frame = pl.scan_parquet(path, glob=False, hive_partitioning=False)
    cancelled = trimmed = 0
    if schema.status:
        cancelled = int(frame.select(source_files.is_cancelled().sum()).collect().item())
        frame = frame.filter(~source_files.is_cancelled())
    if schema.texts:
        bare = [pl.col(name).str.strip_chars() for name in schema.texts]
        differ = [
            ((one != "") & (one != pl.col(name))).fill_null(False) for name, one in zip(schema.texts, bare, strict=True)
        ]
        trimmed = int(frame.select(pl.any_horizontal(differ).sum()).collect().item())
    if not schema.currency:
        return cancelled, trimmed, ()
    names = frame.select(pl.col("currency").cast(pl.String).str.strip_chars().unique()).collect()["currency"]
    texts = [text for text in names.drop_nulls().to_list() if text]
    return cancelled, trimmed, tuple(sorted({find_currency(text) or text.upper() for text in texts}))


def _check_ids(path: str, schema: InputSchema) -> None:
    for name in schema.wide:
        column = pl.scan_parquet(path, glob=False, hive_partitioning=False).select(pl.col(name))
        low, high = column.select(pl.col(name).min(), high=pl.col(name).max()).collect().row(0)
        if high is not None and (high > LARGEST_ID or low < -LARGEST_ID):
            raise UserError(
                "{file}: the column {column} contains numbers such as {number}, which are too large for 64-bit "
                "integers. Use text for this column in all files.",
                file=path,
                column=name,
                number=str(high if high > LARGEST_ID else low),
            )


def _footer(path: str) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_metadata(path)
    except (OSError, ValueError, pa.ArrowException):
        return None


def _statistics(footer: Any, column: str) -> list[Any]:
    """Statistics of each row group; none where the file has none."""
    import pyarrow as pa

    try:
        index = footer.schema.to_arrow_schema().names.index(column)
        return [footer.row_group(number).column(index).statistics for number in range(footer.num_row_groups)]
    except (AttributeError, OSError, ValueError, pa.ArrowException):
        return []


def _nulls_only(footer: Any, column: str) -> bool:
    parts = _statistics(footer, column)
    return bool(parts) and all(one is not None and one.has_null_count and one.num_values == 0 for one in parts)


def _single_month(footer: Any, schema: InputSchema) -> dict[int, int] | None:
    """Rows by month, where the statistics show that all dates are in one month."""
    parts = _statistics(footer, schema.date)
    if not parts or any(one is None or not one.has_min_max or one.null_count != 0 for one in parts):
        return None
    ends = {end for one in parts for end in (one.min, one.max)}
    if not all(type(end) is datetime.date for end in ends):
        return None
    months = {month_number(end) for end in ends}
    days = {day_number(end) for end in ends}
    if len(months) > 1 or min(days) < source_files.FIRST_DAY or max(days) > source_files.LAST_DAY:
        return None
    return {months.pop(): footer.num_rows}
