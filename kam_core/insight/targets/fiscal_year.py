"""Fiscal year: the month in which it starts, and its months around the last complete one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.message import UserError

YEAR = 12
STARTS = "starts"


@dataclass(frozen=True)
class FiscalYear:
    """A year of twelve calendar months that starts with the first day of `first_month` (1–12)."""

    first_month: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= YEAR:
            raise UserError(
                "A fiscal year cannot start in month {month}. Choose a month from 1 to 12.", month=self.first_month
            )

    def first_of(self, month: int) -> int:
        """The month number in which the fiscal year of a month number starts."""
        return month - (month - (self.first_month - 1)) % YEAR


@dataclass(frozen=True)
class FiscalPeriod:
    """A fiscal year as month numbers: first, the first with data (`start`), the last complete one (`to_date`), last."""

    first: int
    start: int
    to_date: int
    last: int

    @property
    def months(self) -> int:
        """Complete months with data; 0 where the data begin later."""
        return max(0, self.to_date - self.start + 1)

    @property
    def remaining(self) -> int:
        """Months that are not complete yet."""
        return self.last - self.to_date

    @property
    def name(self) -> str:
        """The year as people write it: 2026, or 2026/27 where it spans two."""
        start, end = month_start(self.first).year, month_start(self.last).year
        return str(start) if start == end else f"{start}/{end % 100:02}"


def fiscal_period(year: FiscalYear, complete: int, data_start: int | None = None) -> FiscalPeriod:
    """The fiscal year in which a last complete month lies. data_start: the first month of the data, if it is known."""
    first = year.first_of(complete)
    return FiscalPeriod(first, max(first, first if data_start is None else data_start), complete, first + YEAR - 1)


def read_fiscal_year(plain: Mapping[str, Any]) -> FiscalYear:
    """From its plain form, {"starts": "04-01"}. Refuses every other form, and a year that starts within a month."""
    given = plain.get(STARTS)
    found = re.fullmatch(r"(\d\d)-(\d\d)", given) if isinstance(given, str) and set(plain) == {STARTS} else None
    if found is None:
        raise UserError("The stored fiscal year is not readable. Choose its first month again.")
    month, day = (int(part) for part in found.groups())
    if day != 1:
        raise UserError(
            "A fiscal year starts on the first day of a month, not on day {day} of month {month}. "
            "Choose the month closest to it.",
            day=day,
            month=month,
        )
    return FiscalYear(month)


def plain_fiscal_year(year: FiscalYear) -> Mapping[str, Any]:
    """The plain form: month and day of its start."""
    return {STARTS: f"{year.first_month:02}-01"}
