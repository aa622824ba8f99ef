"""Two tables beside each other under the same headers: they are one table."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.headers import header_hits, key
from kam_core.intake.shaping.shape import Sheet
from kam_core.vocabulary.message import N_

FEWEST = 2
"""Headers that a table must have to be one."""
STACKED = N_(
    "{place}: {count} tables with the same headers stand side by side. They were read as one: the rows of each below "
    "those of the one before it. If only the first is meant, delete the others."
)


def stacked(sheet: Sheet) -> Sheet:
    """The sheet with tables side by side below each other; any other sheet as it is."""
    width = _width(sheet.headers)
    if width is None or sheet.overlong:
        return sheet
    count = len(sheet.headers) // width
    parts = []
    for number in range(count):
        own = [pl.col(str(number * width + i)).alias(str(i)) for i in range(width)]
        parts.append(sheet.body.select("line", *own).filter(pl.any_horizontal(pl.exclude("line").is_not_null())))
    body = pl.concat(parts)
    told = finding("warn", "side_by_side", sheet.place, STACKED, count=count)
    merged = tuple((column % width, first, last) for column, first, last in sheet.merged)
    return replace(
        sheet,
        headers=sheet.headers[:width],
        body=body,
        read=sheet.left_out + body.height,
        findings=(*sheet.findings, told),
        merged=merged,
    )


def _width(headers: tuple[str, ...]) -> int | None:
    """How many columns the first of the tables has, where the headers are one row of names again and again."""
    names = [key(header) for header in headers]
    for width in range(FEWEST, len(names) // 2 + 1):
        first = names[:width]
        if len(names) % width == 0 and names == first * (len(names) // width) and len(set(first)) == width:
            return width if header_hits(list(headers[:width])) >= FEWEST else None
    return None
