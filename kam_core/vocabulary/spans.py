"""Spans of months in words: one month is no plural."""

from __future__ import annotations

import datetime

from kam_core.vocabulary.message import Message


def months_said(months: int) -> Message:
    """So many months."""
    return Message("1 month") if months == 1 else Message("{months} months", months=months)


def months_earlier(months: int) -> Message:
    """So many months before something."""
    return Message("1 month earlier") if months == 1 else Message("{months} months earlier", months=months)


def months_ago(months: int) -> Message:
    """When something was that is so many whole months ago."""
    if months == 0:
        return Message("this month")
    return Message("a month ago") if months == 1 else Message("{months} months ago", months=months)


def months_to(months: int, as_of: datetime.date) -> Message:
    """A window of so many months and its last day."""
    if months == 1:
        return Message("the month to {as_of}", as_of=as_of)
    return Message("the {months} months to {as_of}", months=months, as_of=as_of)
