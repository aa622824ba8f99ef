"""Validate the choices of a workspace: one that a damaged disk or another version left in another form is left out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from kam_core.measures.view_key import ALL, LONGEST_WINDOW_MONTHS, UNITS


def valid_choices(view: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The choices that pages can work with; the others hold as if nobody had made them."""
    return {name: value for name, value in (view or {}).items() if _FORMS.get(name, _any)(value)}


def _any(_value: object) -> bool:
    return True


def _day(value: object) -> bool:
    if value is None:
        return True
    try:
        datetime.date.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _months(value: object) -> bool:
    return value in (None, ALL) or _count(value)


def _count(value: object) -> bool:
    return isinstance(value, int | str) and str(value).isdecimal() and 0 < int(value) <= LONGEST_WINDOW_MONTHS


def _versions(value: object) -> bool:
    return isinstance(value, dict) and all(one is None or isinstance(one, str) for one in value.values())


def _numbers(value: object) -> bool:
    return isinstance(value, dict) and all(str(one).isdecimal() for one in value.values())


_FORMS: Mapping[str, Callable[[object], bool]] = {
    "as_of": _day,
    "working_day": _day,
    "window": _months,
    "compare": _count,
    "unit": lambda value: value in UNITS,
    "bases": _versions,
    "taken": _versions,
    "taken_at": _numbers,
}
