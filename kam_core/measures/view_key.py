"""The name of a window and a unit: "12/account", "all/group". A model has its bounds by it."""

from __future__ import annotations

import re

from kam_core.vocabulary.durations import months_text
from kam_core.vocabulary.message import Message, UserError

ALL = "all"
UNITS = ("account", "group")
LONGEST_WINDOW_MONTHS = 600
HOME = "12/account"
"""The home view of a model that names no other."""
_KEY = re.compile(rf"({ALL}|[1-9][0-9]{{0,2}})/({'|'.join(UNITS)})")


def view_key(window_months: int | None, unit: str) -> str:
    """The name of a window, None for all months, and a unit."""
    return f"{ALL if window_months is None else window_months}/{unit}"


def parted(key: str) -> tuple[int | None, str]:
    """Window in months, None for all, and unit. Refuses a text of another form."""
    found = _KEY.fullmatch(key)
    window = None if found is None or found[1] == ALL else int(found[1])
    if found is None or (window is not None and window > LONGEST_WINDOW_MONTHS):
        raise UserError("{view} is not a view. Write it like 12/account or all/group.", view=key[:40])
    return window, found[2]


def window_and_unit(key: str) -> Message | str:
    """A view in words: "12/account" is 12 months, by account. A text of another form stays as it is."""
    try:
        months, unit = parted(key)
    except UserError:
        return key
    by_group = unit == "group"
    if months is None:
        return Message("all months, by group") if by_group else Message("all months, by account")
    if by_group:
        return Message("{months}, by group", months=months_text(months))
    return Message("{months}, by account", months=months_text(months))
