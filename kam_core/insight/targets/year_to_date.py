"""Fiscal year to date against its targets, by what is measured."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.targets.fiscal_year import FiscalPeriod


@dataclass(frozen=True)
class TargetToDate:
    """One measure of the fiscal year to date; money in ten-thousandths, None where unknown.

    actual: of all complete months with data. compared, target: of those that have a target; target_months: their
    number. year_target, year_target_months: of the whole fiscal year.
    """

    measure: str
    actual: int | None
    compared: int | None
    target: int | None
    target_months: int
    year_target: int | None
    year_target_months: int

    @property
    def gap(self) -> int | None:
        """What came − target, of the months with a target; None without any."""
        return None if self.compared is None or self.target is None else self.compared - self.target

    @property
    def share(self) -> float | None:
        """What came / target, of the months with a target; None without a positive target."""
        if self.compared is None or self.target is None or self.target <= 0:
            return None
        return self.compared / self.target


def target_to_date(
    measure: str, months: pl.DataFrame | None, targets: pl.DataFrame, period: FiscalPeriod
) -> TargetToDate:
    """Compare the complete months of a fiscal year with their targets.

    months: `month` and `amount` of all known months, None where nothing is known of the measure; a month without a row
    brought nothing. targets: `monthly_targets` of the measure.
    """
    year = targets.filter(pl.col("month").is_between(period.first, period.last))
    to_date = year.filter(pl.col("month").is_between(period.start, period.to_date))
    actual = compared = None
    if months is not None:
        came = months.filter(pl.col("month").is_between(period.first, period.to_date))
        actual = int(came["amount"].sum())
        compared = int(came.join(to_date, on="month", how="semi")["amount"].sum())
    return TargetToDate(
        measure,
        actual,
        None if to_date.is_empty() else compared,
        None if to_date.is_empty() else int(to_date["target"].sum()),
        to_date.height,
        None if year.is_empty() else int(year["target"].sum()),
        year.height,
    )
