"""Working day: the day by which today, overdue and "in the future" are judged (domain: working day)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from kam_core.vocabulary.entry import Entry

LIVE_DAYS = 62
"""Up to this age of the last line, in days, data are shown as of today."""
HAPPENED = {
    "touches": "date", "feedback": "date", "assessments": "assessed_on", "account_costs": "date", "payments": "date",
    "exchange": "date", "benefits": "date", "defections": "date", "checks": "answered_on",
}  # fmt: skip
"""Tables of events, and the column of their day."""


def working_day(
    clock: datetime.date, as_of: datetime.date, last_line: datetime.date | None, last_typed: datetime.date | None
) -> datetime.date:
    """The clock's day where the last order line or typed event is 0 to 62 days older than it, else the as-of date."""
    ages = [(clock - last).days for last in (last_line, last_typed) if last is not None]
    return clock if any(0 <= age <= LIVE_DAYS for age in ages) else as_of


def last_typed_day(entries: Iterable[Entry]) -> datetime.date | None:
    """The latest day of a typed event that is not withdrawn; None where there is none."""
    days = [
        datetime.date.fromisoformat(str(value))
        for one in entries
        if one.is_active and (value := one.fields.get(HAPPENED.get(one.table, ""))) is not None
    ]
    return max(days, default=None)
