"""Cells of a table as sent to the browser: texts in the reader's format, and what they are sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from kam_core.locale.language import Language
from kam_core.locale.number_columns import DASH, money_column, number_column, share_column
from kam_core.vocabulary.enums import RANK_LABELS, TIERS
from pages.widgets.tables.column import Cell, Column

ARROW = " → "
PEAK = 20
"""The height of the highest point of a history, in points of the screen."""


def cells(values: pl.Series, column: Column, words: Language) -> dict[str, Any]:
    """The arrays of one column.

    t: texts, or u and x: the distinct texts and which of them each row has. s: ranks to sort by, where texts are not
    sorted as texts. v: numbers to draw (points of a score, by which it is also sorted; heights of a history).
    """
    digits = 1 if column.digits is None else column.digits
    match column.cell:
        case Cell.MONEY:
            return _texts(money_column(values.to_list(), words, fixed=True)) | _ranks(values)
        case Cell.SHARE:
            return _texts(share_column(values.to_list(), digits, words)) | _ranks(values)
        case Cell.NUMBER:
            return _texts(number_column(values.to_list(), digits, words, fixed=True)) | _ranks(values)
        case Cell.SCORE:
            points = values.cast(pl.Float64).round(2)
            return _texts(number_column(values.to_list(), digits, words, fixed=True)) | {"v": points.to_list()}
        case Cell.TIER:
            tiers = values.cast(pl.String)
            return _texts(tiers.fill_null("").to_list()) | _order([_place(tier) for tier in tiers.to_list()])
        case Cell.MOVE:
            return _texts(values.to_list()) | _order([_steps(move) for move in values.to_list()])
        case Cell.HISTORY:
            return {"v": [_heights(points) for points in values.to_list()]} | _ranks(values.list.sum())
        case _:
            return _words(values, words)


def _words(values: pl.Series, words: Language) -> dict[str, Any]:
    """Texts, dates, ranks and flags; ranks and dates are sorted in their own order."""
    if isinstance(values.dtype, pl.Enum):
        labels = {word: words.say(RANK_LABELS[word]) for word in values.dtype.categories}
        return _texts([labels.get(word, DASH) for word in values.to_list()]) | _ranks(values.to_physical())
    if values.dtype == pl.Date:
        return _texts([DASH if day is None else words.show(day) for day in values.to_list()]) | _ranks(values)
    if values.dtype == pl.Boolean:
        return _texts([words.say("yes") if flag else "" for flag in values.to_list()]) | _ranks(values)
    return _texts(values.cast(pl.String).to_list())


def move_text(then: str | None, now: str | None) -> str:
    """A move between tiers as the kind `Cell.MOVE` takes it."""
    return f"{then or DASH}{ARROW}{now or DASH}"


def _place(tier: str | None) -> int | None:
    return TIERS.index(tier) if tier in TIERS else None


def _steps(move: str | None) -> int | None:
    """Tiers gained by a move, negative for lost ones; no tier is below C."""
    then, _, now = (move or "").partition(ARROW)
    places = [TIERS.index(tier) if tier in TIERS else len(TIERS) for tier in (then, now)]
    return None if move is None else places[0] - places[1]


def _heights(points: Sequence[float | None] | None) -> list[int]:
    """Heights from 0 to `PEAK`, against the highest of the row; what is below zero counts as zero."""
    sizes = [max(0.0, point or 0.0) for point in points or ()]
    highest = max(sizes, default=0.0)
    return [round(size / highest * PEAK) if highest else 0 for size in sizes]


def _texts(texts: Sequence[str | None]) -> dict[str, Any]:
    """The texts; where many are the same each of them is sent once."""
    distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    if len(distinct) * 2 > len(texts):
        return {"t": list(texts)}
    return {"u": list(distinct), "x": [distinct[text] for text in texts]}


def _ranks(values: pl.Series) -> dict[str, Any]:
    return {"s": values.rank("dense").to_list()}


def _order(places: Sequence[int | None]) -> dict[str, Any]:
    return {"s": list(places)}


def columns_of(payload: dict[str, Any]) -> dict[str, list[Any]]:
    """The texts of a payload by the names of its columns; the numbers of a history."""
    return {
        one["n"]: [one["u"][place] for place in one["x"]] if "x" in one else one["t" if "t" in one else "v"]
        for one in payload["columns"]
    }
