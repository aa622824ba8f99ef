"""Nine boxes with their accounts and revenue; a box has its two thirds as `customdata`."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.matrix.axis_layout import axis_text
from kam_core.charts.theme import ACCENT, INK_COLOUR, faded, framed
from kam_core.insight.account_matrix.axes import Axis
from kam_core.insight.account_matrix.nine_boxes import AxisBoundaries
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_

THIRDS = (N_("low"), N_("middle"), N_("high"))
LIGHTEST, DARKEST = 0.06, 0.62
"""Opacity of a box without revenue, and of the one with the most."""
SIZE = 0.96
MARGIN = {"l": 8, "r": 8, "t": 12, "b": 8}


def nine_box_figure(
    boxes: pl.DataFrame,
    axes: tuple[Axis, Axis],
    boundaries: tuple[AxisBoundaries, AxisBoundaries],
    words: Language,
    height: int = 400,
    chosen: tuple[int, int] | None = None,
) -> go.Figure:
    """`x_third`, `y_third`, `accounts`, `revenue`: nine boxes, the darker the more revenue; a frame around `chosen`."""
    most = max([1, *boxes["revenue"].to_list()])
    rows = list(boxes.select("x_third", "y_third", "accounts", "revenue").iter_rows())
    texts = [
        "<b>" + words.say("{count} account", "{count} accounts", "count", count=count) + f"</b><br>{words.money(money)}"
        for _, _, count, money in rows
    ]
    # Bars, for a click on a heat map does not arrive.
    bars = go.Bar(
        x=[x for x, _, _, _ in rows],
        y=[SIZE for _ in rows],
        base=[y - SIZE / 2 for _, y, _, _ in rows],
        width=SIZE,
        text=texts,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": INK_COLOUR, "size": 13},
        customdata=[[f"{x},{y}"] for x, y, _, _ in rows],
        hovertemplate="%{text}<extra></extra>",
        marker={
            "color": [faded(ACCENT, LIGHTEST + (DARKEST - LIGHTEST) * max(0, money) / most) for _, _, _, money in rows],
            "line": {
                "color": INK_COLOUR,
                "width": [2 if (x, y) == chosen else 0 for x, y, _, _ in rows],
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    layouts = [
        {
            "title": words.say(axis.label),
            "tickvals": [0, 1, 2],
            "ticktext": _third_names(axis, at, words),
            "range": [-0.5, 2.5],
            "showgrid": False,
            "zeroline": False,
        }
        for axis, at in zip(axes, boundaries, strict=True)
    ]
    return framed(bars, height=height, margin=MARGIN, barmode="overlay", xaxis=layouts[0], yaxis=layouts[1])


def _third_names(axis: Axis, at: AxisBoundaries, words: Language) -> list[str]:
    """The name of each third with its boundary."""
    low, high = axis_text(axis, at.low, words), axis_text(axis, at.high, words)
    parts = (f"&lt; {low}", f"{low} – {high}", f"≥ {high}")
    return [f"{words.say(name)}<br>{part}" for name, part in zip(THIRDS, parts, strict=True)]
