"""The order lines of one view, netted into purchases: what all measures of buying are taken from."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset


@dataclass(frozen=True)
class Ledger:
    """Lines and purchases up to the as-of date.

    accounts:  `account`, one row per account that is known as of the date.
    lines:     the dataset's lines with an account, up to the as-of date.
    purchases: `account`, `order`, `amount`, `day`, `month`, one row per order that nets to more than 0;
               credit notes change revenue but are no purchase.
    """

    view: View
    accounts: pl.DataFrame
    lines: pl.DataFrame
    purchases: pl.DataFrame
    data_start: int
    """The month number of the first line of the data."""

    @property
    def first_month(self) -> int:
        """The month number in which the window starts."""
        return self.view.first_month(self.data_start)

    @property
    def months(self) -> int:
        """Months in the window."""
        return self.view.months(self.data_start)

    @property
    def in_window(self) -> pl.Expr:
        """True for rows whose `month` lies in the window."""
        return pl.col("month") >= self.first_month

    @property
    def in_prior(self) -> pl.Expr:
        """True for rows whose `month` lies in the window before; never, where there is none."""
        start = self.view.prior_start()
        if start is None:
            return pl.lit(False)
        return (pl.col("month") >= start) & (pl.col("month") < self.first_month)


def open_ledger(dataset: Dataset, view: View) -> Ledger:
    """Net the lines of the view into purchases (an order is what one order id nets to)."""
    lines = _lines_of(dataset, view)
    orders = lines.group_by("account", "order").agg(pl.col("amount").sum(), pl.col("day").min(), pl.col("month").min())
    purchases = orders.filter(pl.col("amount") > 0).sort("account", "day", "order")
    seen = lines.select(pl.col("account").unique())
    # An account that only later lines name is not yet known: the past must not see the future.
    known = dataset.accounts.filter(pl.col("listed") | pl.col("account").is_in(seen["account"].implode())).select(
        "account"
    )
    return Ledger(view, known.sort("account"), lines, purchases, _start_of(lines, view))


def data_start(dataset: Dataset, view: View) -> int:
    """The month number in which the data of a view begin; the as-of month where there are none."""
    return _start_of(_lines_of(dataset, view), view)


def _lines_of(dataset: Dataset, view: View) -> pl.DataFrame:
    return dataset.lines.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))


def _start_of(lines: pl.DataFrame, view: View) -> int:
    start = lines["month"].min()
    return start if isinstance(start, int) else view.last_month
