"""Kaplan–Meier estimate: share still there after each time, from those who left and those still under way.

Kaplan & Meier (1958), Journal of the American Statistical Association 53.
"""

from __future__ import annotations

import polars as pl


def survival_curve(times: pl.DataFrame) -> pl.DataFrame:
    """`duration`, `at_risk`, `left`, `survival` (0–1), one row per time at which somebody left, rising.

    times: `duration`, and `observed` true where the account left then, false where it is still there. Whoever is still
    there at the time of a loss is at risk.
    """
    counts = (
        times.group_by("duration").agg(pl.len().alias("count"), pl.col("observed").sum().alias("left"))
        .sort("duration")
        .with_columns(pl.col("count").cum_sum(reverse=True).alias("at_risk"))
        .filter(pl.col("left") > 0)
    )  # fmt: skip
    stays = 1.0 - pl.col("left") / pl.col("at_risk")
    return counts.select(
        "duration",
        pl.col("at_risk").cast(pl.Int64),
        pl.col("left").cast(pl.Int64),
        stays.cum_prod().alias("survival"),
    )


def share_after(curve: pl.DataFrame, duration: float) -> float:
    """The share still there after a time."""
    until = curve.filter(pl.col("duration") <= duration)
    return 1.0 if until.is_empty() else float(until["survival"][-1])
