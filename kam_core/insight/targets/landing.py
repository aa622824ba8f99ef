"""Landing of a fiscal year three ways: by last year's pattern, by weighted deals, by the owners' commits."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.targets.commits import Commits
from kam_core.insight.targets.deals import WeightedDeals
from kam_core.insight.targets.fiscal_year import YEAR, FiscalPeriod


@dataclass(frozen=True)
class Landing:
    """Where the revenue of a fiscal year will end, in ten-thousandths; None where a way cannot be computed.

    earned: of the complete months. pace: what the remaining months bring if they grow as the year did so far;
    pace_factor: that growth, year to date / the same months a year earlier. deals, commits: what they add. last_year:
    revenue of the whole fiscal year before.
    """

    earned: int
    pace: int | None
    pace_factor: float | None
    last_year: int | None
    deals: WeightedDeals | None
    commits: Commits

    @property
    def by_pace(self) -> int | None:
        """Year to date + last year's remaining months × (year to date / last year's to date)."""
        return None if self.pace is None else self.earned + self.pace

    @property
    def by_deals(self) -> int | None:
        """Year to date + open deals that deliver this year, each times its probability."""
        return None if self.deals is None else self.earned + self.deals.weighted

    @property
    def by_commits(self) -> int | None:
        """Year to date + commits of the months to come."""
        return None if self.commits.committed is None else self.earned + self.commits.committed


def landing(totals: pl.DataFrame, period: FiscalPeriod, deals: WeightedDeals | None, committed: Commits) -> Landing:
    """From `month`, `revenue` of all months of the data."""
    earned = _between(totals, period.first, period.to_date)
    start = totals["month"].min()
    covers = isinstance(start, int) and start <= period.first - YEAR
    before = _between(totals, period.first - YEAR, period.to_date - YEAR)
    rest = _between(totals, period.to_date - YEAR + 1, period.last - YEAR)
    factor = earned / before if covers and before > 0 else None
    # Whole numbers: ten-thousandths of a large company exceed what a double holds exactly.
    pace = 0 if not period.remaining else (earned * rest * 2 + before) // (before * 2) if factor is not None else None
    return Landing(earned, pace, factor, before + rest if covers else None, deals, committed)


def _between(totals: pl.DataFrame, first: int, last: int) -> int:
    return int(totals.filter(pl.col("month").is_between(first, last))["revenue"].sum())
