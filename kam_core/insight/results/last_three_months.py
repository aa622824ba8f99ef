"""The last three complete months against the three before them and the same three a year earlier."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.calendar import month_end, month_number, month_start

SPAN = 3
YEAR = 12


@dataclass(frozen=True)
class Months:
    """Amount (ten-thousandths) of the months from the first day of one to the last day of another."""

    start: datetime.date
    end: datetime.date
    amount: int

    @property
    def first(self) -> int:
        """The number of the first month."""
        return month_number(self.start)

    @property
    def last(self) -> int:
        """The number of the last month."""
        return month_number(self.end)


@dataclass(frozen=True)
class LastThreeMonths:
    """now: the last three complete months; before: the three before them; year_before: the same three of the year
    before. None where the data do not reach back so far.
    """

    now: Months
    before: Months | None
    year_before: Months | None

    @property
    def change(self) -> float | None:
        """Change against the three months before; None where these are unknown or not above 0."""
        return change_from(self.before, self.now)

    @property
    def year_change(self) -> float | None:
        """Change against the same three months of the year before."""
        return change_from(self.year_before, self.now)


def change_from(before: Months | None, now: Months) -> float | None:
    """Relative change; None without a positive base."""
    if before is None or before.amount <= 0:
        return None
    return now.amount / before.amount - 1


def last_three_months(totals: pl.DataFrame, complete: int, amount: str = "revenue") -> LastThreeMonths | None:
    """From `month` and `amount` of all months of the data; None with fewer than three complete months.

    complete: the number of the last complete month.
    """
    now = _months(totals, complete, amount)
    if now is None:
        return None
    before, year_before = (_months(totals, complete - ago, amount) for ago in (SPAN, YEAR))
    return LastThreeMonths(now, before, year_before)


def _months(totals: pl.DataFrame, last: int, amount: str) -> Months | None:
    """The three months up to this one; None where the data do not cover all of them."""
    first = last - SPAN + 1
    found = totals.filter(pl.col("month").is_between(first, last))
    if found.height < SPAN:
        return None
    return Months(month_start(first), month_end(last), int(found[amount].sum()))
