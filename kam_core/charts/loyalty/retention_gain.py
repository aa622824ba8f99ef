"""Bars of what more retention adds to the equity of each tier, with the published band behind."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import BEFORE_COLOUR, INK_COLOUR, NOW_COLOUR, SOFT_COLOUR, framed
from kam_core.insight.customer_equity.present_value import PUBLISHED_GAIN
from kam_core.locale.language import Language
from kam_core.vocabulary.message import Change

ROW, TOP = 34, 26
SMALL = 12
ROOM = 1.25
"""Length of the axis over its longest bar: the label stands beside it."""


def retention_gain_figure(gains: pl.DataFrame, words: Language, band: bool) -> go.Figure:
    """`tier` (null for all), `retention`, `raised`, `gain` → a bar each. band: show the published gain."""
    values = gains["gain"].to_list()
    names = [words.say("All") if tier is None else tier for tier in gains["tier"].to_list()]
    labels = [words.show(Change(value)) for value in values]
    low, high = min(0.0, *values), max(0.0, *values, PUBLISHED_GAIN[1] if band else 0.0)
    span = (high - low) or 1.0
    bars = go.Bar(
        x=values, y=names, orientation="h", width=0.56, text=labels, textposition="outside", cliponaxis=False,
        textfont={"size": SMALL, "color": INK_COLOUR},
        marker={"color": [NOW_COLOUR if tier is not None else BEFORE_COLOUR for tier in gains["tier"].to_list()],
                "cornerradius": 2},
        customdata=[_hover(words, *row) for row in gains.select("retention", "raised").iter_rows()],
        hovertemplate="%{y}: %{text}%{customdata}<extra></extra>",
    )  # fmt: skip
    return framed(
        bars,
        height=ROW * len(names) + TOP + 8,
        margin={"l": 0, "r": 8, "t": TOP, "b": 0},
        xaxis={"visible": False, "range": [low - (ROOM - 1) * span * (low < 0), low + span * ROOM]},
        yaxis={"autorange": "reversed", "showgrid": False, "tickfont": {"size": SMALL, "color": INK_COLOUR}},
        shapes=_band() if band else [],
        annotations=[_band_name(words)] if band else [],
    )


def _hover(words: Language, before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return ""
    return f" ({words.percent(before, 1)} → {words.percent(after, 1)})"


def _band() -> list[dict[str, Any]]:
    low, high = PUBLISHED_GAIN
    return [
        {
            "type": "rect", "layer": "below", "x0": low, "x1": high, "yref": "paper", "y0": 0, "y1": 1,
            "fillcolor": SOFT_COLOUR, "line": {"width": 0},
        }
    ]  # fmt: skip


def _band_name(words: Language) -> dict[str, Any]:
    low, high = PUBLISHED_GAIN
    return {
        "x": (low + high) / 2, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
        "font": {"size": SMALL, "color": INK_COLOUR},
        "text": words.say("published: {low} to {high}", low=words.show(Change(low)), high=words.show(Change(high))),
    }  # fmt: skip
