"""Insight `results`: revenue, margin, target and key accounts of the window, and its months."""

from __future__ import annotations

import polars as pl

from kam_core.insight.results.figures import Results, results
from kam_core.insight.targets.commits import NO_COMMITS
from kam_core.insight.targets.fiscal_year import fiscal_period
from kam_core.insight.targets.landing import Landing, landing
from kam_core.measures.month_totals import month_totals
from kam_core.services.appraisal import in_unit_of
from kam_core.services.insights.insight import Insight, Recipe, Subject, money_or_none
from kam_core.services.population import Population
from kam_core.vocabulary.calendar import last_complete_month, month_start
from kam_core.vocabulary.message import Money

FIGURES = (
    "revenue", "revenue_prior", "margin", "target", "year_to_date", "landing", "key_accounts", "key_revenue",
    "at_stake",
)  # fmt: skip
COLUMNS = ("month", "revenue", "revenue_year_before", "target")


def results_insight(subject: Subject) -> Insight:
    """The results of the window. Target: of its complete months that have one. At stake: with key accounts that cool.

    Year to date: revenue of the complete months of the fiscal year. Landing: it and last year's remaining months times
    the growth of the year so far; null where the data do not reach back over them.
    """
    totals = _totals(subject)
    found = _results(subject, totals)
    landed = _landing(subject, totals)
    return Insight(
        {
            "revenue": Money(found.revenue),
            "revenue_prior": money_or_none(found.revenue_prior),
            "margin": money_or_none(found.margin),
            "target": None if found.target is None else Money(found.target.target),
            "year_to_date": None if landed is None else Money(landed.earned),
            "landing": None if landed is None else money_or_none(landed.by_pace),
            "key_accounts": found.key.now.accounts,
            "key_revenue": Money(found.key.now.revenue),
            "at_stake": Money(found.cooling.stake),
        },
        [
            {
                "month": month_start(row["month"]),
                **{name: money_or_none(row[name]) for name in COLUMNS[1:]},
            }
            for row in found.months.iter_rows(named=True)
        ],
    )


def _totals(subject: Subject) -> pl.DataFrame:
    """Revenue and margin by month of the accounts of a subject."""
    return month_totals(in_unit_of(subject.dataset, subject.view), subject.view, subject.accounts["account"])


def results_of(subject: Subject) -> Results:
    """The results of a subject."""
    return _results(subject, _totals(subject))


def _results(subject: Subject, totals: pl.DataFrame) -> Results:
    data, then = in_unit_of(subject.dataset, subject.view), subject.then
    return results(
        subject.accounts,
        totals,
        subject.view,
        last_day=data.last_day,
        targets=data.tables.get("targets"),
        owners=Population(owner=subject.owner).owners,
        earlier=None if then is None else (then.accounts, then.view.as_of),
    )


def _landing(subject: Subject, totals: pl.DataFrame) -> Landing | None:
    """The landing by the first way; None without an order in the complete months of the fiscal year."""
    complete = last_complete_month(subject.view.as_of, subject.dataset.last_day)
    start = totals["month"].min()
    period = fiscal_period(subject.fiscal_year, complete, start if isinstance(start, int) else complete + 1)
    return landing(totals, period, None, NO_COMMITS) if period.months else None


RESULTS = Recipe("How revenue, margin and key accounts stand", FIGURES, COLUMNS, results_insight)
