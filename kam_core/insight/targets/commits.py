"""Commits of owners: what they promised for the rest of the year, and how earlier promises came out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from kam_core.insight.targets.fiscal_year import FiscalPeriod
from kam_core.measures.monthly_targets import folded, month_of

SCHEMA = {"owner": pl.String, "named": pl.String, "month": pl.Int64, "commit": pl.Int64}


@dataclass(frozen=True)
class Commits:
    """committed: Σ commits of the months to come (ten-thousandths), None without any. owners, of_owners: how many of
    the owners gave one. months, of_months: for how many of the months to come there is one. past, came: Σ commits of
    complete months and revenue of the same owners and months, None without any.
    """

    committed: int | None
    owners: int
    of_owners: int
    months: int
    of_months: int
    past: int | None
    came: int | None

    @property
    def accuracy(self) -> float | None:
        """What came / what was committed, of complete months; None without a positive commit."""
        return self.came / self.past if self.came is not None and self.past is not None and self.past > 0 else None


NO_COMMITS = Commits(None, 0, 0, 0, 0, None, None)
"""Where the commits of owners are not asked for."""


def commit_rows(forecasts: pl.DataFrame | None, owners: Collection[str] | None) -> pl.DataFrame:
    """`owner` (folded), `named` (as written), `month` (month number), `commit` (ten-thousandths); of two
    for one month the last counts.

    owners: folded names of those that count; None: all.
    """
    if forecasts is None or forecasts.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    rows = folded(
        forecasts.select(
            pl.col("owner").cast(pl.String),
            pl.col("owner").cast(pl.String).alias("named"),
            month_of("month").alias("month"),
            "commit",
        ).drop_nulls(),
        "owner",
    )
    if owners is not None:
        rows = rows.filter(pl.col("owner").is_in(list(owners)))
    return rows.unique(["owner", "month"], keep="last", maintain_order=True)


def commits(rows: pl.DataFrame, owner_months: pl.DataFrame, owners: Collection[str], period: FiscalPeriod) -> Commits:
    """From `commit_rows`, and `owner`, `month`, `revenue` of the complete months. owners: folded names to ask."""
    ahead = rows.filter(pl.col("month").is_between(period.to_date, period.last, closed="right"))
    past = past_commits(rows, owner_months, period)
    return Commits(
        None if ahead.is_empty() else int(ahead["commit"].sum()),
        ahead["owner"].n_unique(),
        len(owners),
        ahead["month"].n_unique(),
        period.remaining,
        None if past.is_empty() else int(past["commit"].sum()),
        None if past.is_empty() else int(past["revenue"].sum()),
    )


def past_commits(rows: pl.DataFrame, owner_months: pl.DataFrame, period: FiscalPeriod) -> pl.DataFrame:
    """`owner`, `month`, `commit`, `revenue` of the complete months with a commit; no revenue is 0."""
    first = owner_months["month"].min()
    known = rows.filter(pl.col("month") <= period.to_date)
    if isinstance(first, int):
        known = known.filter(pl.col("month") >= first)
    return (
        known.join(owner_months.select("owner", "month", "revenue"), on=["owner", "month"], how="left")
        .with_columns(pl.col("revenue").fill_null(0))
        .sort("owner", "month")
    )
