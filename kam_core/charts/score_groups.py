"""Bars of a score by part of the model: earned over the maximum, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from kam_core.charts.theme import BEFORE_COLOUR, NOW_COLOUR, framed
from kam_core.locale.language import Language

ROW, WIDTH = 32, 0.5
LABEL_ROOM = 1.5
"""The scale beyond the longest bar, for the text beside it."""


def score_groups_figure(
    names: Sequence[str], earned: Sequence[float], possible: Sequence[float], words: Language
) -> go.Figure:
    """Names of the parts with points earned and the most possible → two bars each, with both numbers beside them."""
    texts = [
        words.say("{earned} of {possible}", earned=words.points(one), possible=words.points(most))
        for one, most in zip(earned, possible, strict=True)
    ]
    bar = {"orientation": "h", "y": list(names), "width": WIDTH, "hoverinfo": "skip", "cliponaxis": False}
    return framed(
        go.Bar(x=list(possible), marker={"color": BEFORE_COLOUR}, text=texts, textposition="outside", **bar),
        go.Bar(x=list(earned), marker={"color": NOW_COLOUR}, **bar),
        height=ROW * len(names) + 8,
        barmode="overlay",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"visible": False, "range": [0, LABEL_ROOM * max(possible, default=1.0)]},
        yaxis={"autorange": "reversed", "showgrid": False, "ticks": "", "ticklabelstandoff": 8},
    )
