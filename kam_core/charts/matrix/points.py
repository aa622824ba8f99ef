"""Account matrix as a scatter plot; a point has its account id as `customdata`."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.matrix.axis_layout import axis_layout
from kam_core.charts.theme import ABOVE, ACCENT, NO_TIER_COLOUR, QUIET, TIER_COLOURS, faded, framed, safe
from kam_core.insight.account_matrix.axes import Axis
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS, TIERS

SYMBOLS = dict(zip(TIERS, ("star", "diamond", "square", "circle"), strict=True))
LEAST_SIZE, LARGEST_SIZE = 6, 34
OUTLINE = "rgba(255,255,255,0.7)"
"""Separates overlapping points on a light page, and dark points from a dark page."""
MARGIN = {"l": 8, "r": 8, "t": 34, "b": 8}


def matrix_figure(
    points: pl.DataFrame,
    x: Axis,
    y: Axis,
    words: Language,
    height: int = 400,
    cut: float | None = None,
    rate: float | None = None,
) -> go.Figure:
    """Accounts as points of the size of their revenue, in the colour and shape of their tier.

    points: `x`, `y` and `SHOWN` of the account matrix. cut: drawn on both axes with the four roles by name, where they
    are realised and potential points; rate: the margin rate of all accounts, drawn as a line where that is the y axis.
    """
    figure = framed(
        *_points(points, words),
        height=height,
        showlegend=True,
        legend=ABOVE,
        margin=MARGIN,
        xaxis=axis_layout(x, points["x"], words),
        yaxis=axis_layout(y, points["y"], words, room=3 if cut is None else 12),
    )
    if cut is not None:
        _add_roles(figure, cut, words)
    if rate is not None:
        figure.add_hline(
            y=rate,
            line={"color": ACCENT, "dash": "dash", "width": 1},
            annotation={
                "text": words.say("all accounts {rate}", rate=words.percent(rate, 1)),
                "font": {"size": 11, "color": ACCENT},
            },
            annotation_position="bottom right",
        )
    return figure


def _add_roles(figure: go.Figure, cut: float, words: Language) -> None:
    line = {"color": QUIET, "dash": "dash", "width": 1}
    figure.add_vline(x=cut, line=line)
    figure.add_hline(y=cut, line=line)
    for role, x, y in (
        ("rising_fish", 0, 111),
        ("whale", 103, 111),
        ("small_fish", 0, -11),
        ("cash_whale", 103, -11),
    ):
        figure.add_annotation(
            text=words.say(RANK_LABELS[role]),
            x=x,
            y=y,
            showarrow=False,
            font={"color": QUIET, "size": 13},
            xanchor="left" if x == 0 else "right",
            yanchor="top" if y > 0 else "bottom",
        )


def _points(points: pl.DataFrame, words: Language) -> list[go.Scatter]:
    """One trace a tier, the lower tiers first, so that the few S are on top."""
    largest = points["revenue"].max()
    scale = 2 * max(1, largest if isinstance(largest, int) else 1) / LARGEST_SIZE**2
    traces = []
    for tier in (None, *reversed(TIERS)):
        of_tier = points.filter(pl.col("tier").eq_missing(pl.lit(tier, points.schema["tier"])))
        if of_tier.is_empty():
            continue
        colour = NO_TIER_COLOUR if tier is None else TIER_COLOURS[tier]
        traces.append(
            go.Scatter(
                x=of_tier["x"].to_list(),
                y=of_tier["y"].to_list(),
                mode="markers",
                name=words.say("no tier") if tier is None else f"{tier} {words.say(RANK_LABELS[tier])}",
                marker={
                    "size": of_tier["revenue"].clip(0).to_list(),
                    "sizemode": "area",
                    "sizeref": scale,
                    "sizemin": LEAST_SIZE / 2,
                    "color": faded(colour, 0.85),
                    "opacity": 1,
                    "symbol": "circle" if tier is None else SYMBOLS[tier],
                    "line": {"color": OUTLINE, "width": 1},
                },
                customdata=[[account] for account in of_tier["account_id"].to_list()],
                text=[_hover(row, words) for row in of_tier.iter_rows(named=True)],
                hovertemplate="%{text}<extra></extra>",
            )
        )
    return traces


def _hover(row: dict[str, Any], words: Language) -> str:
    parts = [f"<b>{safe(row['name'])}</b> ({safe(row['account_id'])})"]
    ranks = [words.say(RANK_LABELS[row[name]]) for name in ("tier", "value_class", "stage") if row[name] is not None]
    parts.append(" · ".join(ranks))
    money = words.say("Revenue") + f" {words.money(row['revenue'])}"
    if row["margin_rate"] is not None:
        money += " · " + words.say("Margin rate") + f" {words.percent(row['margin_rate'], 1)}"
    parts.append(money)
    return "<br>".join(parts)
