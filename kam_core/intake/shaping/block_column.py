"""Detect columns that name a block of rows only in its first row."""

from __future__ import annotations

import polars as pl

from kam_core.intake.values.dates import parse_dates

MANY = 0.3
"""Share of blank cells from which a column may name blocks."""
FEWEST = 2


def begins_blocks(cells: pl.Series, days: pl.Series | None, totals: int) -> bool:
    """Whether the column surely names blocks: no value comes again, and each block is closed by a total, or begins
    its days anew. `totals`: rows of totals that the table had."""
    named = _named(cells)
    if cells[0] is None or named.n_unique() < named.len() or cells.null_count() == 0 or named.len() < FEWEST:
        return False
    if totals >= named.len():
        return True
    if days is None or cells.null_count() < FEWEST:
        return False
    back = _decreasing(days)
    return bool(back.any()) and not bool((back & cells.is_null()).any())


def may_begin_blocks(cells: pl.Series) -> bool:
    """Whether the column may name blocks: many blanks, and no value directly repeated."""
    if cells[0] is None or cells.null_count() < max(FEWEST, MANY * cells.len()):
        return False
    named = _named(cells)
    return not bool((named == named.shift(1)).any())


def _named(cells: pl.Series) -> pl.Series:
    # 1001.0 is 1001: a number that went through a table of numbers.
    return cells.drop_nulls().str.replace(r"\.0+$", "").str.strip_chars().str.to_lowercase()


def _decreasing(days: pl.Series) -> pl.Series:
    """Rows whose day is before the one above."""
    orders = [parse_dates(days, order) for order in ("dmy", "mdy")]
    known = min(orders, key=lambda read: int(read.bad.sum())).days
    return (known < known.forward_fill().shift(1)).fill_null(False)
