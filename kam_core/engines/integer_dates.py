"""Convert dates to day and month numbers by integer arithmetic, equal on every engine.

Engines differ in date subtraction, and narwhals offers no common way; all support year, month and day of a date.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

DAYS_BEFORE_1970 = 719_468
"""From 1 March of the year 0 to 1 January 1970."""


def month_number(date: str) -> nw.Expr:
    """The month number of a column of dates: year × 12 + (month − 1)."""
    return _part(nw.col(date).dt.year()) * 12 + _part(nw.col(date).dt.month()) - 1


def day_number(date: str) -> nw.Expr:
    """The day number of a column of dates from the year 1 on: days since 1970-01-01."""
    # In a year that begins in March the leap day is last: the days before a month are then (153 m + 2) div 5.
    month = _part(nw.col(date).dt.month())
    before_march = nw.when(month <= 2).then(1).otherwise(0)
    year = _part(nw.col(date).dt.year()) - before_march
    place = month - 3 + before_march * 12
    leaps = year // 4 - year // 100 + year // 400
    return year * 365 + leaps + (place * 153 + 2) // 5 + _part(nw.col(date).dt.day()) - 1 - DAYS_BEFORE_1970


def _part(of_date: nw.Expr) -> nw.Expr:
    return of_date.cast(nw.Int64)
