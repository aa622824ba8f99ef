"""Spans of months in words."""

from __future__ import annotations

import datetime

from kam_core.vocabulary.message import Message


def months_said(months: int) -> Message:
    """So many months."""
    return Message("{months} {months:month|months}", months=months)


def months_earlier(months: int) -> Message:
    """So many months before something."""
    return Message("{months} {months:month|months} earlier", months=months)


def months_ago(months: int) -> Message:
    """When something was that is so many whole months ago."""
    if months == 0:
        return Message("this month")
    return Message("{months} {months:month|months} ago", months=months)


def months_to(months: int, as_of: datetime.date) -> Message:
    """A window of so many months and its last day."""
    if months == 1:
        return Message("the month to {as_of}", as_of=as_of)
    return Message("the {months} months to {as_of}", months=months, as_of=as_of)
