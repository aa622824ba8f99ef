"""Two tables beside each other under the same headers: they are one table."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.headers import count_known_headers, header_key
from kam_core.intake.matching.columns import matched
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES

FEWEST = 2
"""Headers that a table must have to be one."""
ORDERS = {"account", "amount"}
"""Fields that a table of orders has."""
BESIDE = N_(
    "{place}: another table seems to stand beside this one, with the columns {columns}. It is not read; put it into a "
    "sheet or file of its own."
)
STACKED = N_(
    "{place}: {count} tables with the same headers stand side by side. They were read as one: the rows of each below "
    "those of the one before it. If only the first is meant, delete the others."
)


def stacked(sheet: Sheet) -> Sheet:
    """The sheet with tables side by side below each other; any other sheet as it is."""
    width = _width(sheet.headers)
    if width is None or sheet.overlong:
        return _with_neighbours_told(sheet)
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


def _with_neighbours_told(sheet: Sheet) -> Sheet:
    """The sheet with a warning for each table of orders that stands behind a blank column."""
    ends = [*sheet.gaps, len(sheet.headers)]
    tables = [sheet.headers[one:other] for one, other in pairwise([0, *ends])]
    found = [(headers, matched(headers, TABLES["transactions"], {})) for headers in tables]
    of_orders = [headers for headers, fields in found if fields.keys() >= ORDERS]
    if len(of_orders) < FEWEST:
        return sheet
    columns = ", ".join(of_orders[1])
    told = finding("warn", "side_by_side", sheet.place, BESIDE, columns=columns)
    return replace(sheet, findings=(*sheet.findings, told))


def _width(headers: tuple[str, ...]) -> int | None:
    """How many columns the first of the tables has, where the headers are one row of names again and again."""
    names = [header_key(header) for header in headers]
    for width in range(FEWEST, len(names) // 2 + 1):
        first = names[:width]
        if len(names) % width == 0 and names == first * (len(names) // width) and len(set(first)) == width:
            return width if count_known_headers(list(headers[:width])) >= FEWEST else None
    return None
