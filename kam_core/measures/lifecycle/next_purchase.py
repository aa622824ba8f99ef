"""Day on which the next purchase of an account is due by its own rhythm."""

from __future__ import annotations

import polars as pl

BUYING = ("initial", "deepening", "mature", "cooling")
"""Stages in which a next purchase is expected."""


def purchase_due_day(as_of_day: int) -> pl.Expr:
    """The day number of the last purchase + the usual gap, in whole days.

    Null without a usual gap (fewer than three purchase days), for prospects and for ended accounts.
    """
    last = as_of_day - pl.col("recency_days")
    expected = pl.col("stage").cast(pl.String).is_in(list(BUYING))
    return pl.when(expected).then(last + pl.col("gap_days").round().cast(pl.Int64))
