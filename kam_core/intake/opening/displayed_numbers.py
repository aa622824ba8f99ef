"""Apply number formats to whole numbers, and find columns of uncalculated formulas."""

from __future__ import annotations

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.opening.xlsx_workbook import SheetDetails
from kam_core.vocabulary.plurals import Plural

PADDED = Plural(
    "{place}: {count} number formatted with leading zeros or letters, such as {value}, was read as displayed.",
    "{place}: {count} numbers formatted with leading zeros or letters, such as {value}, were read as displayed.",
    "count",
)


def apply_number_formats(
    frame: pl.DataFrame, odd: SheetDetails, place: Place
) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """Pad whole numbers with the zeros of their number format: 00123 where 123 is stored."""
    count, first = 0, ""
    for (column, (letters, digits)), rows in odd.shown.items():
        name = str(column - odd.left)
        if name not in frame.columns:
            continue
        here = pl.Series(rows, dtype=pl.Int64()).unique()
        here = here.filter(here < frame.height)
        where = pl.repeat(False, frame.height, eager=True, dtype=pl.Boolean()).scatter(here, True)
        cells = frame[name]
        shown = cells.str.zfill(digits)
        where &= (cells.str.contains(r"^\d+$") & ((shown != cells) | (letters != ""))).fill_null(False)
        if where.any():
            text = pl.select(pl.when(where).then(pl.lit(letters) + shown).otherwise(cells)).to_series()
            frame = frame.with_columns(text.alias(name))
            count, first = count + int(where.sum()), first or text.filter(where)[0]
    return frame, (finding("note", "number_format", place, PADDED, value=first, count=count),) if count else ()


def find_uncalculated_columns(frame: pl.DataFrame, odd: SheetDetails) -> frozenset[int]:
    """Find columns whose numbers are all formulas with the value 0, written by a program that cannot calculate."""
    columns = set()
    for column, rows in odd.zero_formulas.items():
        name = str(column - odd.left)
        if name in frame.columns:
            numbers = int(frame[name].cast(pl.Float64, strict=False).is_not_null().sum())
            if numbers == len(set(rows)):
                columns.add(int(name))
    return frozenset(columns)
