"""Seasons of buying: accounts that are silent in months in which they did not buy a year before either."""

from __future__ import annotations

import polars as pl

YEAR_MONTHS = 12
JANUARY, FEBRUARY, DECEMBER = 1, 2, 12


def off_season(buying: pl.LazyFrame, last_whole_month: int, spring_festival: bool) -> pl.DataFrame:
    """`account`: those whose silence is the season's (domain: lifecycle).

    The months since an account's last purchase are compared with the same months a year before: it must have bought
    before them, and nothing in them. An account that is silent for a year never is.

    buying: `account`, `month`, one row per month with a purchase. last_whole_month: the last month that is over.
    spring_festival: January and February are judged together once February is over.
    """
    bounds = buying.group_by("account").agg(pl.col("month").max().alias("last"), pl.col("month").min().alias("first"))
    start, end = pl.col("last") + 1, last_whole_month
    waits = pl.lit(False)
    if spring_festival:
        begun = pl.col("last") % YEAR_MONTHS + 1 == JANUARY
        start = pl.col("last") + pl.when(begun).then(2).otherwise(1)
        if end % YEAR_MONTHS + 1 == JANUARY:
            end -= 1
        # Silent in no month but those of a season that is still open.
        waits = (pl.col("last") < last_whole_month) & (start > end)
    silent = bounds.with_columns(start.alias("start"), waits.alias("waits"))
    before = (
        buying.join(silent.select("account", "start"), on="account")
        .filter(pl.col("month").is_between(pl.col("start") - YEAR_MONTHS, end - YEAR_MONTHS))
        .select("account")
        .unique()
    )
    known = (pl.col("first") < pl.col("start") - YEAR_MONTHS) & (pl.col("start") <= end)
    return (
        silent.join(before.with_columns(pl.lit(True).alias("bought")), on="account", how="left")
        .filter(pl.col("waits") | (known & pl.col("bought").is_null()))
        .select("account")
        .collect()
        .sort("account")
    )
