"""Minutes, days and months as integers: minutes and days count from 1970-01-01, a month is year × 12 + (month − 1)."""

from __future__ import annotations

import calendar
import datetime

EPOCH = datetime.date(1970, 1, 1)
MINUTES_A_DAY = 24 * 60


def day_number(date: datetime.date) -> int:
    """Days since 1970-01-01."""
    return (date - EPOCH).days


def date_of(day: int) -> datetime.date:
    """The calendar date of a day number."""
    return EPOCH + datetime.timedelta(days=day)


def minute_number(at: datetime.datetime) -> int:
    """Minutes since 1970-01-01 00:00, by the clock on the wall."""
    return day_number(at.date()) * MINUTES_A_DAY + at.hour * 60 + at.minute


def datetime_of(minute: int) -> datetime.datetime:
    """The moment of a minute number, without a zone."""
    return datetime.datetime.combine(EPOCH, datetime.time()) + datetime.timedelta(minutes=minute)


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


def last_complete_month(as_of: datetime.date, last_day: datetime.date | None) -> int:
    """The number of the last month that both the view and the data cover to its end."""
    last = as_of if last_day is None else min(as_of, last_day)
    month = month_number(last)
    return month if last == month_end(month) else month - 1
