"""The clock of the pages: the moment that changes are signed with, and the day on this machine's calendar."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """This moment in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """The day where this machine stands, not at Greenwich, where people in Shanghai could not enter the visits of a
    morning."""
    return datetime.datetime.now().astimezone().date()
