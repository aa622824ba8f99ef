"""Results month by month: revenue and margin beside the year before and the target."""

from __future__ import annotations

import polars as pl

from kam_core.insight.results.last_three_months import YEAR

SHORTEST = 12
"""Months that the chart shows at least, where the data have them: a single bar shows no course."""
LONGEST = 24
"""Months that it shows at most."""


def result_months(totals: pl.DataFrame, targets: pl.DataFrame, complete: int) -> pl.DataFrame:
    """`month`, `revenue`, `revenue_year_before`, `margin`, `margin_year_before`, `target`, `unfinished`, by month.

    totals: `month_totals` of all months; targets: `monthly_targets`; complete: the last complete month. What lies
    before the data, a margin where no line has one, and a month without a target are null, not 0.
    """
    margin = pl.col("margin") if totals["costed_lines"].sum() else pl.lit(None, pl.Int64)
    known = totals.select("month", "revenue", margin.alias("margin"))
    earlier = known.select(
        pl.col("month") + YEAR,
        pl.col("revenue").alias("revenue_year_before"),
        pl.col("margin").alias("margin_year_before"),
    )
    return (
        known.join(earlier, on="month", how="left")
        .join(targets, on="month", how="left")
        .with_columns((pl.col("month") > complete).alias("unfinished"))
        .sort("month")
        .select(
            "month", "revenue", "revenue_year_before", "margin", "margin_year_before", "target", "unfinished",
        )
    )  # fmt: skip


def within(months: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """The months from one number to another."""
    return months.filter(pl.col("month").is_between(first, last))


def charted(months: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """The months of the window that the chart shows: at least `SHORTEST`, at most the last `LONGEST`."""
    length = min(max(last - first + 1, SHORTEST), LONGEST)
    return within(months, last - length + 1, last)
