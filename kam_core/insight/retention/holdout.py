"""Check of a model of purchases: fitted on the past alone, held against what happened after.

The data up to a month-end some months ago fit the model; the months since are the holdout. Three comparisons are those
of Fader, Hardie & Lee (2005), figures 2 to 4: cumulative purchases, how often accounts bought, and the holdout by what
an account did before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.insight.retention.fit import RetentionFit, fit_histories
from kam_core.insight.retention.maximum_likelihood import Floats
from kam_core.insight.retention.purchase_history import DAYS_A_WEEK, histories_at_month_end, purchase_months
from kam_core.insight.retention.purchase_model import PurchaseModel
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import day_number, last_complete_month, month_end
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message

HOLDOUT_MONTHS = 12
MOST_COUNT = 7
"""Counts of purchases from here on are one class."""


@dataclass(frozen=True)
class Holdout:
    """What a model that knew only the past expected, beside what happened.

    fit: of the accounts that had bought by `until_month`; its reason where none was fitted; the frames are
    empty then.
    cumulative: `month`, `actual`, `expected`: repeat purchases of these accounts since the data begin, also before the
    holdout.
    frequency: `count` (0 … 7, the last stands for more), `actual`, `expected`: accounts by repeat purchases before the
    holdout.
    by_count: `count`, `accounts`, `actual`, `expected`: mean purchases in the holdout of the accounts that had so many.
    """

    until_month: int
    months: int
    fit: RetentionFit
    cumulative: pl.DataFrame
    frequency: pl.DataFrame
    by_count: pl.DataFrame

    @property
    def actual(self) -> int | None:
        """Purchases in the holdout; None without a model."""
        return None if self.by_count.is_empty() else round(self._sum("actual"))

    @property
    def expected(self) -> float | None:
        """Purchases that the model expected in the holdout; None without a model."""
        return None if self.by_count.is_empty() else self._sum("expected")

    def _sum(self, name: str) -> float:
        return float((self.by_count[name] * self.by_count["accounts"]).sum())


def holdout_of(dataset: Dataset, view: View) -> Holdout | Message:
    """The check of the data up to the as-of date; a reason where they are too short to leave a part out.

    The holdout takes the last 12 complete months, or half the months of the data where there are fewer than 24.
    dataset: in the unit of the view.
    """
    months = purchase_months(dataset, view)
    first = months["month"].min()
    last = last_complete_month(view.as_of, dataset.last_day)
    length = min(HOLDOUT_MONTHS, (last - first + 1) // 2) if isinstance(first, int) else 0
    if length < 1:
        return Message("The data are too short to test the estimate: it takes two complete months.")
    return check(months, last - length, last)


def check(months: pl.DataFrame, until_month: int, last_month: int) -> Holdout:
    """Fit on `purchase_months` to the end of a month, and compare up to the end of a later one."""
    histories = histories_at_month_end(months, until_month, None)
    fit = fit_histories(histories, histories["account"].clear())
    if fit.model is None:
        empty = pl.DataFrame()
        return Holdout(until_month, last_month - until_month, fit, empty, empty, empty)
    known = months.join(histories.select("account"), on="account", how="semi").filter(pl.col("month") <= last_month)
    return Holdout(
        until_month,
        last_month - until_month,
        fit,
        _cumulative(known, fit.model, last_month),
        _frequency(histories, fit.model),
        _by_count(histories, known.filter(pl.col("month") > until_month), fit.model, until_month, last_month),
    )


def _cumulative(months: pl.DataFrame, model: PurchaseModel, last_month: int) -> pl.DataFrame:
    first = months.group_by("account").agg(pl.col("first_day").min(), pl.col("month").min())
    start = int(months["month"].to_numpy().min())
    calendar = pl.DataFrame({"month": pl.int_range(start, last_month + 1, eager=True, dtype=pl.Int64)})
    bought = months.group_by("month").agg(pl.col("purchase_days").sum())
    begun = first.group_by("month").agg(pl.len().cast(pl.Int64).alias("begun"))
    repeats = pl.col("purchase_days").fill_null(0) - pl.col("begun").fill_null(0)
    actual = (
        calendar.join(bought, on="month", how="left").join(begun, on="month", how="left").sort("month")
        .select("month", repeats.cum_sum().alias("actual"))
    )  # fmt: skip
    days, accounts = np.unique(first["first_day"].to_numpy(), return_counts=True)
    since, many = days.astype(np.float64), accounts.astype(np.float64)
    expected = [_expected_until(model, since, many, month) for month in actual["month"]]
    return actual.with_columns(pl.Series("expected", expected, dtype=pl.Float64))


def _expected_until(model: PurchaseModel, days: Floats, accounts: Floats, month: int) -> float:
    weeks = (day_number(month_end(month)) - days) / DAYS_A_WEEK
    begun = weeks > 0
    return float((model.expected_repeats(weeks[begun]) * accounts[begun]).sum()) if begun.any() else 0.0


def _frequency(histories: pl.DataFrame, model: PurchaseModel) -> pl.DataFrame:
    ages, accounts = np.unique(histories["age"].to_numpy(), return_counts=True)
    expected = [float((model.repeat_probability(count, ages) * accounts).sum()) for count in range(MOST_COUNT)]
    expected.append(max(0.0, histories.height - sum(expected)))
    counts = histories.group_by(_class()).agg(pl.len().cast(pl.Int64).alias("actual"))
    return (
        pl.DataFrame({"count": range(MOST_COUNT + 1), "expected": expected}, schema_overrides={"count": pl.Int64})
        .join(counts, on="count", how="left", maintain_order="left")
        .select("count", pl.col("actual").fill_null(0), "expected")
    )


def _by_count(
    histories: pl.DataFrame, later: pl.DataFrame, model: PurchaseModel, until_month: int, last_month: int
) -> pl.DataFrame:
    weeks = (day_number(month_end(last_month)) - day_number(month_end(until_month))) / DAYS_A_WEEK
    frequency = histories["frequency"].cast(pl.Float64).to_numpy()
    expected = model.expected_purchases(frequency, histories["recency"].to_numpy(), histories["age"].to_numpy(), weeks)
    bought = later.group_by("account").agg(pl.col("purchase_days").sum().alias("actual"))
    return (
        histories.with_columns(pl.Series("expected", expected))
        .join(bought, on="account", how="left", maintain_order="left")
        .group_by(_class())
        .agg(pl.len().cast(pl.Int64).alias("accounts"), pl.col("actual").fill_null(0).mean(), pl.col("expected").mean())
        .sort("count")
    )


def _class() -> pl.Expr:
    return pl.col("frequency").clip(upper_bound=MOST_COUNT).cast(pl.Int64).alias("count")
