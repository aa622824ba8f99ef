"""Clock of the command line: the present time and day."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """This moment in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """The day in the time zone of this machine."""
    return datetime.datetime.now().astimezone().date()
