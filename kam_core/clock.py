"""Clock, read by commands and pages alone: the time of changes in UTC, and the day on the calendar of this machine."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """This moment in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """The local day of this machine; by UTC people in Shanghai could not enter the visits of a morning."""
    return datetime.datetime.now().astimezone().date()
