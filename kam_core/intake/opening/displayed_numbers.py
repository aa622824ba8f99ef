"""Whole numbers as their number format shows them, and columns of formulas that nobody has calculated."""

from __future__ import annotations

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.opening.workbook_prescan import Oddities
from kam_core.vocabulary.message import N_

PADDED = N_(
    "{place}: {count} {count:number is|numbers are} shown with zeros or letters before {count:it|them} by the number "
    "format of the cells, such as {value}, and {count:was|were} read so."
)


def as_shown(frame: pl.DataFrame, odd: Oddities, place: Place) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """The cells with the zeros that their number format puts before whole numbers: 00123 where 123 is stored."""
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


def uncalculated_columns(frame: pl.DataFrame, odd: Oddities) -> frozenset[int]:
    """The columns whose numbers are all formulas with the value 0: a program wrote them that cannot calculate."""
    found = set()
    for column, rows in odd.zero_formulas.items():
        name = str(column - odd.left)
        if name in frame.columns:
            numbers = int(frame[name].cast(pl.Float64, strict=False).is_not_null().sum())
            if numbers == len(set(rows)):
                found.add(int(name))
    return frozenset(found)
