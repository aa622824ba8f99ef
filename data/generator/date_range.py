"""Date range of the demo data."""

from datetime import date, timedelta

FIRST_DAY = date(2023, 10, 1)
LAST_DAY = date(2026, 9, 30)


def days_before_end(days: int) -> date:
    """The day that lies so many days before the last one."""
    return LAST_DAY - timedelta(days=days)


def month_starts(first: date, last: date) -> list[date]:
    """The first of every month from the month of `first` to that of `last`."""
    months, day = [], first.replace(day=1)
    while day <= last:
        months.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    return months
