"""Split accounts into ranges of about equal size, to bound the memory of each step."""

from __future__ import annotations

from itertools import pairwise

import polars as pl

Range = tuple[int | None, int | None]
"""Accounts from the first number to below the second; None is unbounded."""
WHOLE: Range = (None, None)
BINS = 65_536


def within(accounts: Range, column: str = "account") -> pl.Expr:
    """Expression that is true for rows of the range."""
    low, high = accounts
    expression = pl.lit(True)
    if low is not None:
        expression = pl.col(column) >= low
    if high is not None:
        expression = expression & (pl.col(column) < high) if low is not None else pl.col(column) < high
    return expression


def ranges_of(frame: pl.LazyFrame, parts: int) -> list[Range]:
    """Ranges with about equally many rows of the frame; fewer than `parts` where accounts are few.

    frame: a column `account`; it is read twice and never materialized.
    """
    if parts <= 1:
        return [WHOLE]
    low, high = frame.select(low=pl.col("account").min(), high=pl.col("account").max()).collect().row(0)
    if low is None:
        return [WHOLE]
    width = (high - low) // BINS + 1
    counts = frame.select(((pl.col("account") - low) // width).alias("bin")).group_by("bin").len().collect().sort("bin")
    total = int(counts["len"].sum())
    rows_before = counts["len"].cum_sum() - counts["len"]
    # A bin opens a new range when the rows before it fill one.
    range_numbers = (rows_before * parts // max(total, 1)).to_list()
    cuts = [
        low + bin_ * width
        for bin_, number, previous in zip(
            counts["bin"].to_list()[1:], range_numbers[1:], range_numbers[:-1], strict=True
        )
        if number > previous
    ]
    bounds = [None, *cuts, None]
    return list(pairwise(bounds))
