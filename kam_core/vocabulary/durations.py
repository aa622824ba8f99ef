"""Spans of months in words."""

from __future__ import annotations

import datetime

from kam_core.vocabulary.message import Message


def months_text(months: int) -> Message:
    """A number of months."""
    return Message("{months} month", "{months} months", "months", months=months)


def months_earlier(months: int) -> Message:
    """A number of months before a date."""
    return Message("{months} month earlier", "{months} months earlier", "months", months=months)


def months_ago(months: int) -> Message:
    """The time since an event, in whole months."""
    if months == 0:
        return Message("this month")
    return Message("{months} month ago", "{months} months ago", "months", months=months)


def months_to(months: int, as_of: datetime.date) -> Message:
    """A window of months and its last day."""
    if months == 1:
        return Message("the month to {as_of}", as_of=as_of)
    return Message("the {months} months to {as_of}", months=months, as_of=as_of)
