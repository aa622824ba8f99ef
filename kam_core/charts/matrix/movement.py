"""Movement on the account matrix: a line from the place then to the place now, whose point leads to the account."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.matrix.axis_layout import axis_layout, axis_text
from kam_core.charts.theme import NO_TIER_COLOUR, QUIET, TIER_COLOURS, faded, framed, safe
from kam_core.insight.account_matrix.axes import Axis
from kam_core.locale.language import Language

NAMED = 4
"""The largest movers, which have their name beside them."""
LONGEST_NAME = 22
MARGIN = {"l": 8, "r": 8, "t": 12, "b": 8}


def movement_figure(moves: pl.DataFrame, x: Axis, y: Axis, words: Language, height: int = 400) -> go.Figure:
    """`moves` of a movement, the farthest first: a hollow ring then, a filled point in the colour of the tier now."""
    rows = list(moves.iter_rows(named=True))
    xs, ys = pl.concat([moves["x"], moves["x_then"].alias("x")]), pl.concat([moves["y"], moves["y_then"].alias("y")])
    lines = go.Scatter(
        x=[place for row in rows for place in (row["x_then"], row["x"], None)],
        y=[place for row in rows for place in (row["y_then"], row["y"], None)],
        mode="lines",
        line={"color": QUIET, "width": 1.5},
        hoverinfo="skip",
    )
    shared: dict[str, Any] = {
        "customdata": [[row["account_id"]] for row in rows],
        "hovertext": [_hover(row, x, y, words) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    then = go.Scatter(
        x=moves["x_then"].to_list(),
        y=moves["y_then"].to_list(),
        mode="markers",
        marker={"size": 7, "symbol": "circle-open", "color": QUIET, "line": {"width": 1.5}},
        **shared,
    )
    colours = [NO_TIER_COLOUR if row["tier"] is None else TIER_COLOURS[row["tier"]] for row in rows]
    now = go.Scatter(
        x=moves["x"].to_list(),
        y=moves["y"].to_list(),
        mode="markers+text",
        marker={"size": 11, "color": [faded(colour, 0.95) for colour in colours]},
        text=[_label(row) if place < NAMED else "" for place, row in enumerate(rows)],
        textposition="top center",
        textfont={"size": 11},
        cliponaxis=False,
        **shared,
    )
    return framed(
        lines, then, now, height=height, margin=MARGIN,
        xaxis=axis_layout(x, xs, words), yaxis=axis_layout(y, ys, words, room=6),
    )  # fmt: skip


def _label(row: dict[str, Any]) -> str:
    name, tier = row["name"] or row["account_id"], row["tier"]
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    return safe(short if tier is None else f"{tier} · {short}")


def move_texts(row: dict[str, Any], x: Axis, y: Axis, words: Language) -> tuple[str, str]:
    """From what to what an account moved on each axis."""
    return (
        f"{axis_text(x, row['x_then'], words)} → {axis_text(x, row['x'], words)}",
        f"{axis_text(y, row['y_then'], words)} → {axis_text(y, row['y'], words)}",
    )


def _hover(row: dict[str, Any], x: Axis, y: Axis, words: Language) -> str:
    along_x, along_y = move_texts(row, x, y, words)
    parts = [
        f"<b>{safe(row['name'])}</b> ({safe(row['account_id'])})",
        f"{words.say(x.label)} {along_x}",
        f"{words.say(y.label)} {along_y}",
    ]
    return "<br>".join(parts)
