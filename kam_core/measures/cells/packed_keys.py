"""Pack several integer columns into one key, for faster grouping.

Only where the ranges of the columns are known and fit into one key; other columns stay as they are. The result is
bit-equal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw

Frame: TypeAlias = nw.LazyFrame[Any]
"""A lazy frame of any engine."""
Ranges: TypeAlias = Mapping[str, tuple[int, int]]
"""Column → its least and largest value. All values of the column are known, integers, and within."""

RANGED = ("account", "order", "month", "day")
BITS = 52
"""Some engines divide integers as floats, which are exact up to here."""
KEY = "packed_key"


def range_columns(lines: Frame, names: Sequence[str] = RANGED) -> Frame:
    """One row: for each column its least value, largest value and nulls, to be collected and given to `ranges_of`."""
    return lines.select(
        *(nw.col(name).min().alias(f"{name}_least") for name in names),
        *(nw.col(name).max().alias(f"{name}_largest") for name in names),
        *(nw.col(name).is_null().cast(nw.Int64).sum().alias(f"{name}_nulls") for name in names),
    )


def ranges_of(row: Mapping[str, object]) -> Ranges:
    """The ranges from that row; a column with nulls, without values or of texts has none."""
    ranges = {}
    for name in RANGED:
        least, largest = row.get(f"{name}_least"), row.get(f"{name}_largest")
        if isinstance(least, int) and isinstance(largest, int) and row.get(f"{name}_nulls") == 0:
            ranges[name] = (least, largest)
    return ranges


def group_by_packed(frame: Frame, keys: Sequence[str], ranges: Ranges | None, aggregated: Sequence[nw.Expr]) -> Frame:
    """`frame.group_by(*keys).agg(*aggregated)`, by as many leading keys in one number as fit. No aggregation is of a
    key itself."""
    packed = _packable(keys, ranges or {})
    if len(packed) < 2:
        return frame.group_by(*keys).agg(*aggregated)
    assert ranges is not None
    key, rest = _packed(packed, ranges), keys[len(packed) :]
    result = frame.with_columns(key.alias(KEY)).group_by(KEY, *rest).agg(*aggregated)
    # From the last key to the first: each is what the width of those before leaves over. All parts are 0 or more, so
    # every engine divides them alike.
    for name in reversed(packed[1:]):
        low, high = ranges[name]
        width = high - low + 1
        result = result.with_columns((nw.col(KEY) // width).alias(f"{KEY}_left")).with_columns(
            (nw.col(KEY) - nw.col(f"{KEY}_left") * width + low).alias(name), nw.col(f"{KEY}_left").alias(KEY)
        )
    return result.with_columns((nw.col(KEY) + ranges[packed[0]][0]).alias(packed[0])).drop(KEY, f"{KEY}_left")


def _packed(names: Sequence[str], ranges: Ranges) -> nw.Expr:
    key = nw.col(names[0]) - ranges[names[0]][0]
    for name in names[1:]:
        low, high = ranges[name]
        key = key * (high - low + 1) + (nw.col(name) - low)
    return key


def _packable(keys: Sequence[str], ranges: Ranges) -> Sequence[str]:
    """The longest run of leading keys whose ranges fit into one number."""
    for count in range(len(keys), 1, -1):
        names = keys[:count]
        if all(name in ranges for name in names) and _fit([ranges[name] for name in names]):
            return names
    return ()


def _fit(spans: Sequence[tuple[int, int]]) -> bool:
    # A bound alone must be small as well: no engine may overflow where it takes one from a value.
    ends = [abs(end) for span in spans for end in span]
    return max(math.prod(high - low + 1 for low, high in spans), *ends) < 1 << BITS
