"""Key figures of an account: revenue, margin, receivables, last contact and satisfaction, None where unknown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.measures.account_totals import has_prior_window
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.calendar import date_of, day_number
from kam_core.vocabulary.dataset import Dataset


@dataclass(frozen=True, slots=True)
class LastContact:
    """The last recorded interaction with an account."""

    on: datetime.date
    days: int
    kind: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The last survey that counts for the account's satisfaction."""

    on: datetime.date
    text: str | None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Money in ten-thousandths, shares 0–1, days whole; None where the data do not say.

    revenue_prior is None where the data do not reach back over the whole prior window. tier_margin_rate: the median
    among the accounts of the same tier.
    """

    revenue: int
    revenue_prior: int | None
    growth: float | None
    margin_rate: float | None
    tier_margin_rate: float | None
    days_overdue: int | None
    open_balance: int | None
    credit_limit: int | None
    last_contact: LastContact | None
    satisfaction: float | None
    last_survey: Survey | None

    @property
    def overdue(self) -> bool:
        """Whether a payment is late."""
        return self.days_overdue is not None and self.days_overdue > 0


def key_figures(
    dataset: Dataset, portfolio: Portfolio, row: int, codes: tuple[int, ...], today: datetime.date
) -> KeyFigures:
    """The key figures of one row of the portfolio; `codes` are the accounts that it unites.

    Days since the last contact count to `today`, everything else belongs to the view.
    """
    account = portfolio.accounts.row(row, named=True)
    tier = account["tier"]
    peers = portfolio.accounts.filter(pl.col("tier") == tier) if tier is not None else portfolio.accounts.head(0)
    median = peers["margin_rate"].median()
    return KeyFigures(
        revenue=account["revenue"],
        revenue_prior=account["revenue_prior"] if has_prior_window(dataset, portfolio.view) else None,
        growth=account["growth"],
        margin_rate=account["margin_rate"],
        tier_margin_rate=float(median) if isinstance(median, int | float) else None,
        days_overdue=account["credit_days_overdue"],
        open_balance=account["open_balance"],
        credit_limit=account["credit_limit"],
        last_contact=last_contact(dataset, codes, today),
        satisfaction=account["satisfaction"],
        last_survey=_last_survey(dataset, portfolio.view.as_of_day, codes),
    )


def last_contact(dataset: Dataset, codes: tuple[int, ...], today: datetime.date) -> LastContact | None:
    """The last interaction up to today; None where none is recorded."""
    touches = dataset.tables.get("touches")
    if touches is None:
        return None
    known = touches.filter(pl.col("account").is_in(list(codes)) & (pl.col("date") <= day_number(today)))
    if known.is_empty():
        return None
    last = known.sort("date").row(-1, named=True)
    return LastContact(date_of(last["date"]), day_number(today) - last["date"], str(last["kind"]))


def _last_survey(dataset: Dataset, as_of_day: int, codes: tuple[int, ...]) -> Survey | None:
    feedback = dataset.tables.get("feedback")
    if feedback is None or "satisfaction" not in feedback.columns:
        return None
    surveys = feedback.filter(
        pl.col("account").is_in(list(codes)) & (pl.col("kind") == "survey") & (pl.col("date") <= as_of_day)
        & pl.col("satisfaction").is_not_null()
    ).sort("date")  # fmt: skip
    if surveys.is_empty():
        return None
    last = surveys.row(-1, named=True)
    return Survey(date_of(last["date"]), last.get("text"))
