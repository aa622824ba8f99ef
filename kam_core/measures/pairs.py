"""Two whole numbers as one: a group_by of one integer takes two thirds of the time of one of two columns.

Only where the ranges of both are known and fit together; else by the two columns as they are. What comes out is the
same to the bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw

Frame: TypeAlias = nw.LazyFrame[Any]
"""A frame of whatever engine."""
Ranges: TypeAlias = Mapping[str, tuple[int, int]]
"""Column → its least and largest value. All values of the column are known, whole, and lie within."""

PAIRED = ("account", "order", "month", "day")
BITS = 52
"""Some engines divide whole numbers as floats, which are exact up to here."""


def range_columns(lines: Frame, names: Sequence[str] = PAIRED) -> Frame:
    """One row: for each column its least value, largest value and nulls, to be collected and given to `ranges_of`."""
    return lines.select(
        *(nw.col(name).min().alias(f"{name}_least") for name in names),
        *(nw.col(name).max().alias(f"{name}_largest") for name in names),
        *(nw.col(name).is_null().cast(nw.Int64).sum().alias(f"{name}_nulls") for name in names),
    )


def ranges_of(row: Mapping[str, object]) -> Ranges:
    """The ranges from that row; a column with nulls, without values or of texts has none."""
    found = {}
    for name in PAIRED:
        least, largest = row.get(f"{name}_least"), row.get(f"{name}_largest")
        if isinstance(least, int) and isinstance(largest, int) and row.get(f"{name}_nulls") == 0:
            found[name] = (least, largest)
    return found


def by_two(frame: Frame, one: str, other: str, ranges: Ranges | None, aggregated: Sequence[nw.Expr]) -> Frame:
    """`frame.group_by(one, other).agg(*aggregated)`. No aggregation is of the two themselves."""
    if ranges is None or not _fit(ranges, one, other):
        return frame.group_by(one, other).agg(*aggregated)
    (low, _), (start, end) = ranges[one], ranges[other]
    width = end - start + 1
    # Both parts are 0 or more, so every engine divides them alike.
    pair = (nw.col(one) - low) * width + (nw.col(other) - start)
    return (
        frame.with_columns(pair.alias("pair_of_two"))
        .group_by("pair_of_two")
        .agg(*aggregated)
        .with_columns((nw.col("pair_of_two") // width + low).alias(one))
        .with_columns((nw.col("pair_of_two") - (nw.col(one) - low) * width + start).alias(other))
        .drop("pair_of_two")
    )


def _fit(ranges: Ranges, one: str, other: str) -> bool:
    if one not in ranges or other not in ranges:
        return False
    (low, high), (start, end) = ranges[one], ranges[other]
    # Also a bound alone must be small: no engine may overflow where it takes one from a value.
    largest: int = max((high - low + 1) * (end - start + 1), *map(abs, (low, high, start, end)))
    return largest < 1 << BITS
