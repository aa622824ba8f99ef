"""Bars of revenue by month, the same month a year earlier behind it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl
from babel.dates import format_skeleton

from kam_core.charts.theme import BEFORE_COLOUR, NOW_COLOUR, PAGE_COLOUR, framed
from kam_core.locale.language import Language
from kam_core.locale.number_columns import number_column
from kam_core.vocabulary.money import MONEY_SCALE

HEIGHT = 264
BEHIND, FRONT = 0.76, 0.56
"""Widths of the two bars, in parts of a month's room."""
LOW = 0.08
"""Part of the highest bar below which a bar is lower than its number, which then stands above it."""


def monthly_comparison_figure(months: pl.DataFrame, words: Language, height: int = HEIGHT) -> go.Figure:
    """`month` (first days), `revenue`, `revenue_year_before` (ten-thousandths, null where unknown) → two bars each.

    The values stand in the bars in the unit of `money_unit`; where a bar is too narrow for its number there is none.
    """
    rows = list(months.iter_rows(named=True))
    power, digits = _scale(months, words)
    places = list(range(len(rows)))

    def number(money: int | None) -> str:
        # All with the same decimals: 7.0 stands beside 6.7.
        known = [] if money is None else [money / MONEY_SCALE / 10**power]
        return "".join(number_column(known, digits, words, fixed=True))

    def bars(column: str, width: float, colour: str, **more: object) -> go.Bar:
        return go.Bar(
            x=places,
            y=[row[column] for row in rows],
            width=width,
            marker={"color": colour, "cornerradius": 2},
            hovertemplate="%{customdata}<extra></extra>",
            customdata=[_hover(row, words) for row in rows],
            **more,
        )

    texts = [number(row["revenue"]) if row["revenue"] else "" for row in rows]
    return framed(
        bars("revenue_year_before", BEHIND, BEFORE_COLOUR),
        bars(
            "revenue", FRONT, NOW_COLOUR, text=texts, textposition="inside", insidetextanchor="start", textangle=0,
            insidetextfont={"color": PAGE_COLOUR, "size": 12}, constraintext="none",
        ),
        height=height,
        barmode="overlay",
        margin={"l": 0, "r": 0, "t": 24, "b": 24},
        uniformtext={"minsize": 12, "mode": "hide"},
        xaxis={
            "tickvals": places, "ticktext": [_short(row["month"], words) for row in rows], "showgrid": False,
            "range": [-0.5, len(rows) - 0.5], "tickangle": 0,
        },
        yaxis={"visible": False, "zeroline": True},
        annotations=_labels(rows, number, words),
    )  # fmt: skip


def money_unit(months: pl.DataFrame, words: Language) -> str:
    """The unit of the numbers in the bars: ¥K, ¥万; the sign of the currency alone where the amounts are small."""
    power, _ = _scale(months, words)
    return re.sub(r"[\d.,\s]", "", words.money(10**power * MONEY_SCALE))


def _scale(months: pl.DataFrame, words: Language) -> tuple[int, int]:
    """The power of ten and the decimals with which the largest month has three figures."""
    amounts = [
        abs(money) for name in ("revenue", "revenue_year_before") for money in months[name].drop_nulls().to_list()
    ]
    largest = max(amounts, default=0) / MONEY_SCALE
    power = next((unit.power for unit in words.spec.compact_units if largest >= 10**unit.power), 0)
    lead = largest / 10**power
    return power, 2 if 0 < lead < 10 else 1 if lead < 100 else 0


def _short(month: datetime.date, words: Language) -> str:
    return str(format_skeleton("MMM", month, locale=words.locale))


def _hover(row: dict[str, Any], words: Language) -> str:
    month = words.month(row["month"])
    if row["revenue"] is None:
        return month
    now = words.say("{month}: {money}", month=month, money=words.money(row["revenue"]))
    if row["revenue_year_before"] is None:
        return now
    before = words.say("a year earlier: {money}", money=words.money(row["revenue_year_before"]))
    return f"{now}<br>{before}"


def _labels(rows: list[dict[str, Any]], number: Callable[[int | None], str], words: Language) -> list[dict[str, Any]]:
    """The names of the two series, once, at the month in which they lie furthest apart."""
    known = [
        (row["revenue_year_before"] - row["revenue"], place)
        for place, row in enumerate(rows)
        if row["revenue"] is not None and row["revenue_year_before"] is not None
    ]
    apart, place = max(known, default=(0, 0))
    if apart <= 0:
        return []
    row = rows[place]
    text = {"x": place, "yanchor": "bottom", "showarrow": False, "yshift": 1}
    highest = max(money for one in rows for money in (one["revenue"], one["revenue_year_before"]) if money is not None)
    is_low = row["revenue"] < LOW * highest
    now = words.say("this year")
    before = words.say("last year {number}", number=number(row["revenue_year_before"]))
    return [
        {**text, "y": row["revenue_year_before"], "text": before, "font": {"size": 12}},
        {
            **text, "y": max(row["revenue"], 0), "text": f"<b>{now}</b>", "yshift": 16 if is_low else 1,
            "font": {"size": 12, "color": NOW_COLOUR},
        },
    ]  # fmt: skip
