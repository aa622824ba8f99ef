"""Score of one account by month-end, its tier where it changed, and what happened meanwhile."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import NOW_COLOUR, QUIET, framed, safe
from kam_core.locale.language import Language

HEIGHT = 240
LANES = 3
"""Rows in which the words of neighbouring marks alternate."""


def score_history_figure(
    points: pl.DataFrame, marks: Sequence[tuple[datetime.date, str]], words: Language, height: int = HEIGHT
) -> go.Figure:
    """`as_of`, `score`, `tier`, the oldest first → a line with the tier at its ends and wherever it changed.

    marks: days and what happened, in the reader's words; those before the first or after the last point are left out.
    """
    rows = list(points.iter_rows(named=True))
    days = [row["as_of"] for row in rows]
    named = [
        row["tier"] or ""
        if place in (0, len(rows) - 1) or row["tier"] != rows[place - 1]["tier"]
        else ""
        for place, row in enumerate(rows)
    ]  # fmt: skip
    inside = [(day, text) for day, text in marks if days and days[0] <= day <= days[-1]]
    figure = framed(
        go.Scatter(
            x=days,
            y=[row["score"] for row in rows],
            mode="lines+markers+text",
            line={"color": NOW_COLOUR, "width": 2},
            marker={"size": [9 if name else 4 for name in named]},
            text=[f"<b>{name}</b>" if name else "" for name in named],
            textposition="top center",
            cliponaxis=False,
            customdata=[
                f"{row['as_of'].isoformat()}: {row['tier'] or '–'}, {words.points(row['score'])}"
                if row["score"] is not None
                else row["as_of"].isoformat()
                for row in rows
            ],
            hovertemplate="%{customdata}<extra></extra>",
        ),
        height=height,
        margin={"l": 0, "r": 0, "t": 16 + 16 * LANES, "b": 24},
        xaxis={"showgrid": False, "type": "date"},
        yaxis={"showgrid": False, "zeroline": False, "nticks": 4},
    )
    for place, (day, text) in enumerate(inside):
        figure.add_shape(
            type="line", x0=day, x1=day, y0=0, y1=1, yref="paper", line={"color": QUIET, "width": 1, "dash": "dot"}
        )
        figure.add_annotation(
            x=day, y=1, yref="paper", yanchor="bottom", yshift=2 + 16 * (place % LANES), text=safe(text),
            showarrow=False, font={"size": 12},
        )  # fmt: skip
    return figure
