"""The day by which today, care, overdue and "in the future" go (domain: working day)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from kam_core.vocabulary.entry import Entry

LIVE_DAYS = 62
"""Data whose last line is so many days old are looked at as of today."""
HAPPENED = {
    "touches": "date", "feedback": "date", "assessments": "assessed_on", "account_costs": "date", "payments": "date",
    "exchange": "date", "benefits": "date", "defections": "date", "checks": "answered_on",
}  # fmt: skip
"""Tables whose rows tell of something that happened, and the column of its day."""


def working_day(
    clock: datetime.date, as_of: datetime.date, last_line: datetime.date | None, last_typed: datetime.date | None
) -> datetime.date:
    """The clock's day where the last order line or typed event is 0 to 62 days older than it, else the as-of date."""
    ages = [(clock - last).days for last in (last_line, last_typed) if last is not None]
    return clock if any(0 <= age <= LIVE_DAYS for age in ages) else as_of


def last_typed_day(entries: Iterable[Entry]) -> datetime.date | None:
    """The latest day on which something happened that was typed and stands; None where nothing was."""
    days = [
        datetime.date.fromisoformat(str(value))
        for one in entries
        if one.is_active and (value := one.fields.get(HAPPENED.get(one.table, ""))) is not None
    ]
    return max(days, default=None)
