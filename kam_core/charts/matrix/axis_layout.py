"""Layout of an axis of the account matrix: title, scale, range and marks by the kind of its values."""

from __future__ import annotations

from typing import Any

import polars as pl

from kam_core.charts.axis import decade_ticks
from kam_core.charts.theme import QUIET
from kam_core.insight.account_matrix.axes import Axis
from kam_core.locale.language import Language
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.money import MONEY_SCALE

MARKS = [0, 20, 40, 60, 80, 100]


def axis_layout(axis: Axis, values: pl.Series, words: Language, room: float = 3) -> dict[str, Any]:
    """The layout of one axis; `room` is the space in points beyond 0 and 100 on an axis of points."""
    title = words.say(axis.label)
    if axis.kind is Kind.SCORE:
        return {"title": title, "range": [-room, 100 + room], "tickvals": MARKS, "zeroline": False}
    if axis.logarithmic:
        lowest, highest = values.min(), values.max()
        marks: dict[str, Any] = {}
        if isinstance(lowest, float) and isinstance(highest, float):
            marks = decade_ticks(lowest, highest, words)
        return {"title": words.say("{axis} (logarithmic)", axis=title), "type": "log", **marks}
    if axis.kind is Kind.SHARE:
        return {"title": title, "tickformat": ".0%", "zeroline": True, "zerolinecolor": QUIET}
    return {"title": title, "zeroline": False}


def axis_text(axis: Axis, value: float, words: Language) -> str:
    """A value on the axis as its kind is written."""
    match axis.kind:
        case Kind.MONEY:
            return words.money(value * MONEY_SCALE)
        case Kind.SHARE:
            return words.percent(value, 1)
        case Kind.SCORE:
            return words.number(value, 1)
        case Kind.COUNT | Kind.DAYS:
            return words.number(value)
        case _:
            return words.number(value, 2)
