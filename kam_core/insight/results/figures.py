"""Figures of the results of a window: revenue, margin, target, last three months, key accounts."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from kam_core.insight.results.key_accounts import (
    CoolingKeyAccounts,
    KeyAccountChange,
    cooling_key_accounts,
    key_account_change,
)
from kam_core.insight.results.largest_accounts import LargestAccounts, largest_accounts
from kam_core.insight.results.last_three_months import LastThreeMonths, last_three_months
from kam_core.insight.results.months import charted, result_months, within
from kam_core.insight.results.target_reached import TargetReached, target_reached
from kam_core.insight.results.tier_mix import tier_mix
from kam_core.measures.monthly_targets import monthly_targets
from kam_core.measures.view import View
from kam_core.scoring.tiering.key_accounts import ensure_key_columns
from kam_core.vocabulary.calendar import last_complete_month, month_end, month_start


@dataclass(frozen=True)
class Results:
    """Results of a window; money in ten-thousandths, shares and rates 0–1, None where unknown.

    start, end: the window. data_start: first day of the first month with data, None without any. data_end: the last
    day that view and data cover. data_months: complete months of data. revenue, margin: net, of the window.
    revenue_prior, margin_rate_prior: of the window before, None where the data do not cover it. prior: its first and
    last day, None for all data. active: accounts with revenue above 0. months: `result_months` of the window.
    chart_months: those of the chart.
    """

    start: datetime.date
    end: datetime.date
    window_months: int | None
    prior_months: int | None
    data_start: datetime.date | None
    data_end: datetime.date
    data_months: int
    revenue: int
    revenue_prior: int | None
    prior: tuple[datetime.date, datetime.date] | None
    margin: int | None
    margin_rate: float | None
    margin_rate_prior: float | None
    accounts: int
    active: int
    last_three: LastThreeMonths | None
    last_three_margin: LastThreeMonths | None
    target: TargetReached | None
    key: KeyAccountChange
    cooling: CoolingKeyAccounts
    largest: LargestAccounts
    tiers: pl.DataFrame
    months: pl.DataFrame
    chart_months: pl.DataFrame

    @property
    def change(self) -> float | None:
        """Revenue against the window before; None without a positive base."""
        if self.revenue_prior is None or self.revenue_prior <= 0:
            return None
        return self.revenue / self.revenue_prior - 1


def results(
    accounts: pl.DataFrame,
    totals: pl.DataFrame,
    view: View,
    *,
    last_day: datetime.date | None,
    targets: pl.DataFrame | None = None,
    owners: Collection[str] | None = None,
    earlier: tuple[pl.DataFrame, datetime.date] | None = None,
) -> Results:
    """Compute the results of a view.

    accounts: the portfolio frame of the population, `with_key` where former key accounts are known. totals:
    `month_totals` of the same accounts. last_day: of the data. targets: the table, and owners: the folded names whose
    targets count (None: all). earlier: the portfolio frame at the date to compare with, and that date.
    """
    accounts = ensure_key_columns(accounts)
    data_start = None if totals.is_empty() else int(totals["month"][0])
    first, last = view.first_month(data_start), view.last_month
    complete = last_complete_month(view.as_of, last_day)
    months = result_months(totals, monthly_targets(targets, accounts, owners), complete)
    window = within(months, first, last)
    prior = _prior(view, data_start)
    covers_prior = prior is not None and data_start is not None and data_start <= prior[0]
    before = within(totals, *prior) if prior is not None and covers_prior else None
    then, on = (None, view.as_of) if earlier is None else earlier
    now = within(totals, first, last)
    has_margin = bool(totals["costed_lines"].sum())
    return Results(
        start=month_start(first),
        end=view.as_of,
        window_months=view.window_months,
        prior_months=view.prior_months,
        data_start=None if data_start is None else month_start(data_start),
        data_end=view.as_of if last_day is None else min(view.as_of, last_day),
        data_months=0 if data_start is None else max(0, complete - data_start + 1),
        revenue=int(accounts["revenue"].sum()),
        revenue_prior=None if before is None else int(before["revenue"].sum()),
        prior=None if prior is None else (month_start(prior[0]), month_end(prior[1])),
        margin=int(now["margin"].sum()) if now["costed_lines"].sum() else None,
        margin_rate=_margin_rate(now),
        margin_rate_prior=None if before is None else _margin_rate(before),
        accounts=accounts.height,
        active=accounts.filter(pl.col("revenue") > 0).height,
        last_three=last_three_months(totals, complete),
        last_three_margin=last_three_months(totals, complete, "margin") if has_margin else None,
        target=target_reached(window),
        key=key_account_change(accounts, view.as_of, then, on),
        cooling=cooling_key_accounts(accounts),
        largest=largest_accounts(accounts),
        tiers=tier_mix(accounts),
        months=window,
        chart_months=charted(months, first, last),
    )


def _prior(view: View, data_start: int | None) -> tuple[int, int] | None:
    """First and last month of the window before; None for all data."""
    start, end = view.prior_start(), view.prior_end()
    return None if start is None or end is None or data_start is None else (start, end)


def _margin_rate(months: pl.DataFrame) -> float | None:
    """Margin over the revenue of the same lines; None without a positive base."""
    base = int(months["costed_revenue"].sum())
    return int(months["margin"].sum()) / base if months["costed_lines"].sum() and base > 0 else None
