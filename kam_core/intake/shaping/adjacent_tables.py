"""Stack tables that stand side by side under the same headers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.headers import count_known_headers, header_key
from kam_core.intake.matching.columns import match_columns
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES

FEWEST = 2
"""Minimum number of known headers of a table."""
ORDERS = {"account", "amount"}
"""Fields of a table of orders."""
BESIDE = N_(
    "{place}: there seems to be another table next to this one (columns {columns}). It was not read; move it to "
    "its own sheet or file."
)
STACKED = N_(
    "{place}: {count} tables with the same headers are side by side. They were read as one table. If you need "
    "only the first, delete the others."
)


def stack_adjacent_tables(sheet: Sheet) -> Sheet:
    """Stack tables that stand side by side; any other sheet stays as it is."""
    width = _width(sheet.headers)
    if width is None or sheet.overlong:
        return _with_neighbour_warnings(sheet)
    count = len(sheet.headers) // width
    parts = []
    for number in range(count):
        own_headers = [pl.col(str(number * width + i)).alias(str(i)) for i in range(width)]
        parts.append(
            sheet.body.select("line", *own_headers).filter(pl.any_horizontal(pl.exclude("line").is_not_null()))
        )
    body = pl.concat(parts)
    warning = finding("warn", "side_by_side", sheet.place, STACKED, count=count)
    merged = tuple((column % width, first, last) for column, first, last in sheet.merged)
    return replace(
        sheet,
        headers=sheet.headers[:width],
        body=body,
        read=sheet.left_out + body.height,
        findings=(*sheet.findings, warning),
        merged=merged,
    )


def _with_neighbour_warnings(sheet: Sheet) -> Sheet:
    """Add a warning for each table of orders behind a blank column."""
    ends = [*sheet.gaps, len(sheet.headers)]
    tables = [sheet.headers[one:other] for one, other in pairwise([0, *ends])]
    matches = [(headers, match_columns(headers, TABLES["transactions"], {})) for headers in tables]
    of_orders = [headers for headers, fields in matches if fields.keys() >= ORDERS]
    if len(of_orders) < FEWEST:
        return sheet
    columns = ", ".join(of_orders[1])
    warning = finding("warn", "side_by_side", sheet.place, BESIDE, columns=columns)
    return replace(sheet, findings=(*sheet.findings, warning))


def _width(headers: tuple[str, ...]) -> int | None:
    """The width of the repeated table; None if the headers do not repeat."""
    names = [header_key(header) for header in headers]
    for width in range(FEWEST, len(names) // 2 + 1):
        first = names[:width]
        if len(names) % width == 0 and names == first * (len(names) // width) and len(set(first)) == width:
            return width if count_known_headers(list(headers[:width])) >= FEWEST else None
    return None
