"""Days and months as integers: a day counts from 1970-01-01, a month is year × 12 + (month − 1)."""

from __future__ import annotations

import calendar
import datetime

EPOCH = datetime.date(1970, 1, 1)


def day_number(date: datetime.date) -> int:
    """Days since 1970-01-01."""
    return (date - EPOCH).days


def date_of(day: int) -> datetime.date:
    """The calendar date of a day number."""
    return EPOCH + datetime.timedelta(days=day)


def month_number(date: datetime.date) -> int:
    """Months since year 0."""
    return date.year * 12 + date.month - 1


def month_start(month: int) -> datetime.date:
    """The first day of a month number."""
    return datetime.date(month // 12, month % 12 + 1, 1)


def month_end(month: int) -> datetime.date:
    """The last day of a month number."""
    year, index = divmod(month, 12)
    return datetime.date(year, index + 1, calendar.monthrange(year, index + 1)[1])
