"""Clean cells: outer blanks, invisible marks, and text written as an Excel formula."""

from __future__ import annotations

import re

import polars as pl

from kam_core.vocabulary.plurals import Plural

BLANKS = " \t\r\n\f\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Zero-width marks: writing direction, line breaks, byte order."""
OUTSIDE = BLANKS + INVISIBLE
WRAPPED = r'(?s)^="(.*)"$'
WRITTEN_AS_FORMULA = Plural(
    "{place}: {count} cell contains a formula with text only, such as {value}; the text was read.",
    "{place}: {count} cells contain formulas with text only, such as {value}; the text was read.",
    "count",
)


def clean_cells(frame: pl.DataFrame) -> tuple[pl.DataFrame, int, str]:
    """Strip cells, null where empty; also count text written as a formula (="00123"), with the first example."""
    frame = frame.with_columns(pl.all().str.strip_chars(OUTSIDE))
    wrapped = frame.select(pl.all().str.starts_with('="').sum()).row(0) if frame.width else ()
    names = [name for name, count in zip(frame.columns, wrapped, strict=True) if count]
    count, first = 0, ""
    if names:
        wrapped_cells = [pl.col(name).str.contains(WRAPPED).fill_null(False) for name in names]
        count = sum(frame.select(one.sum() for one in wrapped_cells).row(0))
        for name, one in zip(names, wrapped_cells, strict=True):
            first = first or next(iter(frame.filter(one)[name].head(1)), "")
        text = [pl.col(name).str.replace(WRAPPED, "$1").str.replace_all('""', '"', literal=True) for name in names]
        frame = frame.with_columns(
            pl.when(one).then(cell.str.strip_chars(OUTSIDE)).otherwise(pl.col(name)).alias(name)
            for name, one, cell in zip(names, wrapped_cells, text, strict=True)
        )
    return frame.with_columns(pl.all().replace("", None)), count, first


def clean_cell(cell: str) -> str:
    """Clean one cell in the same way."""
    match = re.match(WRAPPED, cell.strip(OUTSIDE))
    return match[1].replace('""', '"').strip(OUTSIDE) if match else cell
