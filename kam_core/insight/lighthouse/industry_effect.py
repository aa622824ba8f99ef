"""Buyers and revenue of a lighthouse's industry before and after its first purchase.

Whole months: the month of the first purchase belongs to neither side. The lighthouse itself is left out (domain:
judged criteria).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.measures.monthly_revenue import monthly_revenue
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import last_complete_month, month_end, month_number, month_start
from kam_core.vocabulary.dataset import Dataset

EFFECT_MONTHS = 24
"""Months on either side of the first purchase."""


@dataclass(frozen=True)
class Side:
    """The months on one side of the first purchase. buyers: accounts of the industry whose revenue in them is above 0;
    revenue in ten-thousandths; both None where the data do not cover all of the months."""

    start: datetime.date
    end: datetime.date
    buyers: int | None
    revenue: int | None

    @property
    def is_covered(self) -> bool:
        """Whether the data cover all of its months."""
        return self.buyers is not None


@dataclass(frozen=True)
class Lighthouse:
    """An account tagged as a lighthouse. `first_purchase` is its first in the data, None without one; then, and where
    its industry is unknown, there are no sides."""

    account: int
    account_id: str
    name: str
    industry: str | None
    first_purchase: datetime.date | None
    before: Side | None = None
    after: Side | None = None

    @property
    def is_comparable(self) -> bool:
        """Whether the data cover both sides."""
        return self.before is not None and self.after is not None and self.before.is_covered and self.after.is_covered


@dataclass(frozen=True)
class IndustryEffects:
    """The lighthouses, comparable ones first, and the first and last day that the data cover in whole months (None
    without data)."""

    lighthouses: tuple[Lighthouse, ...]
    covered: tuple[datetime.date, datetime.date] | None
    months: int = EFFECT_MONTHS


def industry_effects(
    dataset: Dataset, view: View, accounts: pl.DataFrame, tagged: pl.Series, months: int = EFFECT_MONTHS
) -> IndustryEffects:
    """The effect of each tagged account.

    dataset: in the unit of the view; accounts: the frame of all accounts as of the date; tagged: codes.
    """
    covered = _covered_months(dataset, view)
    rows = accounts.filter(pl.col("account").is_in(tagged.implode())).sort("account")
    found = [_lighthouse(row, dataset, view, accounts, covered, months) for row in rows.iter_rows(named=True)]
    found.sort(key=lambda one: (not one.is_comparable, one.first_purchase is None, one.account_id))
    days = None if covered is None else (month_start(covered[0]), month_end(covered[1]))
    return IndustryEffects(tuple(found), days, months)


def _covered_months(dataset: Dataset, view: View) -> tuple[int, int] | None:
    """First and last month that the data cover whole, up to the as-of date.

    The first month of the data counts as whole: the data say nothing of what was sold earlier in it.
    """
    first = dataset.first_month
    if first is None:
        return None
    last = min(view.last_month, last_complete_month(view.as_of, dataset.last_day))
    return (first, last) if last >= first else None


def _lighthouse(
    row: dict[str, object],
    dataset: Dataset,
    view: View,
    accounts: pl.DataFrame,
    covered: tuple[int, int] | None,
    months: int,
) -> Lighthouse:
    code, industry, tenure = row["account"], row["industry"], row["tenure_days"]
    assert isinstance(code, int)
    bought = view.as_of - datetime.timedelta(days=tenure) if isinstance(tenure, int) else None
    named = Lighthouse(
        code, str(row["account_id"]), str(row["name"]), None if industry is None else str(industry), bought
    )
    if bought is None or industry is None or covered is None:
        return named
    others = accounts.filter((pl.col("industry") == industry) & (pl.col("account") != code))["account"]
    history = _history(dataset, view, others, covered)
    month = month_number(bought)
    return Lighthouse(
        named.account, named.account_id, named.name, named.industry, bought,
        _side(history, month - months, month - 1, covered), _side(history, month + 1, month + months, covered),
    )  # fmt: skip


def _history(dataset: Dataset, view: View, accounts: pl.Series, covered: tuple[int, int]) -> pl.DataFrame:
    return monthly_revenue(dataset, view, view.last_month - covered[0] + 1, accounts.to_list())


def _side(history: pl.DataFrame, first: int, last: int, covered: tuple[int, int]) -> Side:
    start, end = month_start(first), month_end(last)
    if first < covered[0] or last > covered[1]:
        return Side(start, end, None, None)
    sums = history.filter(pl.col("month").is_between(first, last)).group_by("account").agg(pl.col("revenue").sum())
    return Side(start, end, sums.filter(pl.col("revenue") > 0).height, int(sums["revenue"].sum()))
