"""Validate the stored choices of a workspace: damaged ones, or those of another version, are left out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from kam_core.measures.view_key import ALL, LONGEST_WINDOW_MONTHS, UNITS


def valid_choices(view: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The choices that pages can work with; the others count as not made."""
    return {name: value for name, value in (view or {}).items() if _CHECKS.get(name, _any)(value)}


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
    return isinstance(value, dict) and all(item is None or isinstance(item, str) for item in value.values())


def _numbers(value: object) -> bool:
    return isinstance(value, dict) and all(str(item).isdecimal() for item in value.values())


def _hidden_columns(value: object) -> bool:
    return isinstance(value, dict) and all(_texts(hidden) for hidden in value.values())


def _orders(value: object) -> bool:
    return isinstance(value, dict) and all(
        _texts(order) and len(order) == 2 and order[1] in ("up", "down") for order in value.values()
    )


def _texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "as_of": _day,
    "working_day": _day,
    "window": _months,
    "compare": lambda value: value is None or _count(value),
    "unit": lambda value: value in UNITS,
    "owner": lambda value: value is None or isinstance(value, str),
    "bases": _versions,
    "taken": _versions,
    "taken_at": _numbers,
    "columns": _hidden_columns,
    "orders": _orders,
}
