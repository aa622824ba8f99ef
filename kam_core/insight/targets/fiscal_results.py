"""Results of the fiscal year: to date against each target, the landing, owners, and what to know about the targets."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.insight.targets.commits import commit_rows, commits
from kam_core.insight.targets.deals import weighted_deals
from kam_core.insight.targets.fiscal_year import FiscalPeriod, FiscalYear, fiscal_period
from kam_core.insight.targets.landing import Landing, landing
from kam_core.insight.targets.owner_gaps import owner_gaps, owner_months
from kam_core.insight.targets.target_faults import TargetFaults, target_faults
from kam_core.insight.targets.year_to_date import TargetToDate, target_to_date
from kam_core.measures.credit.payments import collected_by_month
from kam_core.measures.credit.signed import signed_by_month
from kam_core.measures.monthly_targets import REVENUE, folded, monthly_targets, target_rows
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import day_number, last_complete_month, month_end

MEASURES = (REVENUE, "margin", "signed", "collected")


@dataclass(frozen=True)
class FiscalResults:
    """period: months of the fiscal year. measures: revenue, and every other measure that has a target. owners: frame of
    `owner_gaps`. targets_end: last month number of the fiscal year with a revenue target, None without any.
    """

    period: FiscalPeriod
    measures: tuple[TargetToDate, ...]
    landing: Landing
    owners: pl.DataFrame
    faults: TargetFaults
    targets_end: int | None

    @property
    def revenue(self) -> TargetToDate:
        """Revenue to date, with or without a target."""
        return self.measures[0]


def fiscal_results(
    accounts: pl.DataFrame,
    totals: pl.DataFrame,
    monthly: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    year: FiscalYear,
    view: View,
    *,
    last_day: datetime.date | None,
    owners: Collection[str] | None = None,
    everybody: pl.DataFrame | None = None,
    has_targets: bool = True,
) -> FiscalResults:
    """Compute the fiscal year of the last complete month.

    accounts: `account`, `owner` of the population. totals: its `month_totals`. monthly: its `monthly_revenue`.
    last_day: of the data. owners: folded names whose targets and commits count; None: all. everybody: all accounts of
    the data, for owners of targets who have none; None: these. has_targets: False where targets of owners do not fit
    the accounts.
    """
    start = totals["month"].min()
    period = fiscal_period(
        year, last_complete_month(view.as_of, last_day), start if isinstance(start, int) else view.last_month + 1
    )
    targets = tables.get("targets") if has_targets else None
    by_measure = {name: monthly_targets(targets, accounts, owners, name) for name in MEASURES}
    known = _known_months(accounts, totals, tables, view)
    measured = [
        target_to_date(name, known[name], by_measure[name], period)
        for name in MEASURES
        if name == REVENUE or not _of_year(by_measure[name], period).is_empty()
    ]
    months = owner_months(monthly, accounts, period.to_date)
    given = commit_rows(tables.get("forecasts"), owners)
    asked = set(folded(accounts.select("owner").drop_nulls().unique(), "owner")["owner"].to_list())
    deals = weighted_deals(
        tables.get("opportunities"), accounts, owners, view.as_of_day, day_number(month_end(period.last))
    )
    ends = _of_year(by_measure[REVENUE], period)["month"].max()
    return FiscalResults(
        period,
        tuple(measured),
        landing(totals, period, deals, commits(given, months, asked, period)),
        owner_gaps(months, target_rows(targets, accounts, owners), given, accounts, period),
        target_faults(targets, accounts if everybody is None else everybody),
        ends if isinstance(ends, int) else None,
    )


def _of_year(targets: pl.DataFrame, period: FiscalPeriod) -> pl.DataFrame:
    return targets.filter(pl.col("month").is_between(period.first, period.last))


def _known_months(
    accounts: pl.DataFrame, totals: pl.DataFrame, tables: Mapping[str, pl.DataFrame], view: View
) -> dict[str, pl.DataFrame | None]:
    """`month`, `amount` by measure; None where nothing is known of it."""
    signed = signed_by_month(tables.get("contracts"), tables.get("opportunities"), view.as_of_day)
    collected = collected_by_month(tables.get("payments"), view.as_of_day)
    return {
        REVENUE: totals.select("month", pl.col("revenue").alias("amount")),
        "margin": totals.select("month", pl.col("margin").alias("amount")) if totals["costed_lines"].sum() else None,
        "signed": None if signed.source is None else _summed(signed.rows, accounts, "signed"),
        "collected": None if collected.is_empty() else _summed(collected, accounts, "collected"),
    }


def _summed(rows: pl.DataFrame, accounts: pl.DataFrame, column: str) -> pl.DataFrame:
    return (
        rows.join(accounts.select("account"), on="account", how="semi")
        .group_by("month")
        .agg(pl.col(column).sum().alias("amount"))
    )
