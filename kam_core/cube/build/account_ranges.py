"""Accounts cut into ranges, so that a part of the work holds only a part of them."""

from __future__ import annotations

from itertools import pairwise

import polars as pl

Range = tuple[int | None, int | None]
"""Accounts from the first number to below the second; None is no bound."""
WHOLE: Range = (None, None)
BINS = 65_536


def within(accounts: Range, column: str = "account") -> pl.Expr:
    """True for rows of the range."""
    low, high = accounts
    expression = pl.lit(True)
    if low is not None:
        expression = pl.col(column) >= low
    if high is not None:
        expression = expression & (pl.col(column) < high) if low is not None else pl.col(column) < high
    return expression


def ranges_of(frame: pl.LazyFrame, parts: int) -> list[Range]:
    """Ranges that hold about as many rows of the frame each; fewer than asked for where accounts are few.

    frame: a column `account`; it is read twice and never held.
    """
    if parts <= 1:
        return [WHOLE]
    ends = frame.select(low=pl.col("account").min(), high=pl.col("account").max()).collect().row(0)
    low, high = ends
    if low is None:
        return [WHOLE]
    width = (high - low) // BINS + 1
    counts = frame.select(((pl.col("account") - low) // width).alias("bin")).group_by("bin").len().collect().sort("bin")
    total = int(counts["len"].sum())
    share = counts["len"].cum_sum() - counts["len"]
    # A bin opens a new range when what lies before it fills one.
    opens = (share * parts // max(total, 1)).to_list()
    cuts = [
        low + bin_ * width
        for bin_, now, before in zip(counts["bin"].to_list()[1:], opens[1:], opens[:-1], strict=True)
        if now > before
    ]
    bounds = [None, *cuts, None]
    return list(pairwise(bounds))
