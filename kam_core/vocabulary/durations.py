"""Spans of months in words."""

from __future__ import annotations

import datetime

from kam_core.vocabulary.message import N_, Message, Term


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


MONTH_NAMES = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
"""The months by name, January first."""


def month_name(day: datetime.date) -> Term:
    """The month of a date by name."""
    return Term(MONTH_NAMES[day.month - 1])


def month_of_year(day: datetime.date) -> Message:
    """The month of a date by name, with its year."""
    return Message("{month} {year}", month=month_name(day), year=str(day.year))


def month_span(first: datetime.date, last: datetime.date) -> Message:
    """A few months in a row by the names of the first and the last."""
    return Message("{first} to {last}", first=month_name(first), last=month_name(last))
