"""Waterfall of a score: one step per criterion, the last bar is the score."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import ACCENT, faded, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.measures import MEASURES


def score_waterfall_figure(steps: pl.DataFrame, score: float, words: Language, height: int = 320) -> go.Figure:
    """`measure` (null = the small ones together), `points`, `possible`, `criteria` → steps that end in the score."""
    rows = list(steps.iter_rows(named=True))
    names = [_name(row["measure"], row["criteria"], words) for row in rows]
    texts = [f"{words.points(row['points'])} / {words.points(row['possible'])}" for row in rows]
    total = words.say("Score")
    return framed(
        go.Waterfall(
            orientation="h",
            measure=["relative"] * len(rows) + ["total"],
            y=[*names, total],
            x=[*steps["points"].to_list(), score],
            text=[*texts, words.points(score)],
            textposition="outside",
            cliponaxis=False,
            increasing={"marker": {"color": faded(ACCENT, 0.65)}},
            totals={"marker": {"color": ACCENT}},
            connector={"line": {"color": faded(ACCENT, 0.3), "width": 1}},
            hovertemplate="%{y}: %{text}<extra></extra>",
        ),
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"range": [0, 112], "tickvals": [0, 25, 50, 75, 100]},
        yaxis={"autorange": "reversed", "showgrid": False},
    )


def _name(measure: str | None, criteria: int, words: Language) -> str:
    if measure is None:
        return words.say("{count} smaller item", "{count} smaller items", "count", count=criteria)
    return words.say(MEASURES[measure].label)
