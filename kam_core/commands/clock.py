"""The clock of the command line, read once a command and handed on."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """This moment in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """The day where this machine stands."""
    return datetime.datetime.now().astimezone().date()
