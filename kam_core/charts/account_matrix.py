"""Account matrices as scatter plots, and the nine-box grid; a point has its account id as `customdata`."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.axis import decade_ticks
from kam_core.charts.theme import ABOVE, ACCENT, NO_TIER_COLOUR, QUIET, TIER_COLOURS, faded, framed, safe
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS, TIERS
from kam_core.vocabulary.message import N_

SYMBOLS = dict(zip(TIERS, ("star", "diamond", "square", "circle"), strict=True))
LEAST_SIZE, LARGEST_SIZE = 6, 34
MARKS = [0, 20, 40, 60, 80, 100]
THIRDS = (N_("low"), N_("middle"), N_("high"))
OUTLINE = "rgba(255,255,255,0.7)"
"""Separates overlapping points on a light page, and dark points from a dark page."""
MARGIN = {"l": 8, "r": 8, "t": 34, "b": 8}


def value_matrix_figure(points: pl.DataFrame, cut: float, words: Language, height: int = 400) -> go.Figure:
    """`x` = realised points, `y` = potential points (0–100), a cut line on each axis, and the four roles by name."""
    figure = framed(
        *_points(points, words, sized=True),
        height=height,
        showlegend=True,
        legend=ABOVE,
        margin=MARGIN,
        xaxis={"title": words.say("Realised value (points)"), "range": [-3, 104], "tickvals": MARKS, "zeroline": False},
        yaxis={
            "title": words.say("Potential and influence (points)"),
            "range": [-12, 112],
            "tickvals": MARKS,
            "zeroline": False,
        },
    )
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
    return figure


def margin_matrix_figure(points: pl.DataFrame, rate: float | None, words: Language, height: int = 400) -> go.Figure:
    """`x` = revenue in currency units (logarithmic), `y` = margin rate; `rate` is the portfolio's, drawn as a line."""
    lowest, highest = points["x"].min(), points["x"].max()
    marks: dict[str, Any] = {}
    if isinstance(lowest, float) and isinstance(highest, float):
        marks = decade_ticks(lowest, highest, words)
    figure = framed(
        *_points(points, words, sized=False),
        height=height,
        showlegend=True,
        legend=ABOVE,
        margin=MARGIN,
        xaxis={"title": words.say("Revenue"), "type": "log", **marks},
        yaxis={"title": words.say("Margin rate"), "tickformat": ".0%", "zeroline": True, "zerolinecolor": QUIET},
    )
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


def _points(points: pl.DataFrame, words: Language, sized: bool) -> list[go.Scatter]:
    """One trace a tier, the lower tiers first, so that the few S are on top."""
    largest = points["revenue"].max()
    scale = 2 * max(1, largest if isinstance(largest, int) else 1) / LARGEST_SIZE**2
    traces = []
    for tier in (None, *reversed(TIERS)):
        of_tier = points.filter(pl.col("tier").eq_missing(pl.lit(tier, points.schema["tier"])))
        if of_tier.is_empty():
            continue
        size: dict[str, Any] = {"size": 9}
        if sized:
            size = {
                "size": of_tier["revenue"].clip(0).to_list(),
                "sizemode": "area",
                "sizeref": scale,
                "sizemin": LEAST_SIZE / 2,
            }
        colour = NO_TIER_COLOUR if tier is None else TIER_COLOURS[tier]
        traces.append(
            go.Scatter(
                x=of_tier["x"].to_list(),
                y=of_tier["y"].to_list(),
                mode="markers",
                name=words.say("no tier") if tier is None else f"{tier} {words.say(RANK_LABELS[tier])}",
                marker={
                    **size,
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


def nine_box_figure(boxes: pl.DataFrame, words: Language, height: int = 400) -> go.Figure:
    """`realised_third`, `potential_third`, `accounts`, `revenue`: nine boxes, the darker the more revenue."""
    cells = {(r, p): (n, money) for r, p, n, money in boxes.iter_rows()}
    names = [words.say(third) for third in THIRDS]
    grid = [[cells[(r, p)] for r in range(3)] for p in range(3)]
    return framed(
        go.Heatmap(
            x=names,
            y=names,
            z=[[money for _, money in row] for row in grid],
            text=[
                [
                    "<b>"
                    + words.say("{count} account", "{count} accounts", "count", count=n)
                    + f"</b><br>{words.money(money)}"
                    for n, money in row
                ]
                for row in grid
            ],
            texttemplate="%{text}",
            hovertemplate="%{text}<extra></extra>",
            colorscale=[[0, faded(ACCENT, 0.06)], [1, faded(ACCENT, 0.62)]],
            showscale=False,
            xgap=3,
            ygap=3,
        ),
        height=height,
        margin={**MARGIN, "t": 12},
        xaxis={"title": words.say("Realised value (points)"), "type": "category", "showgrid": False},
        yaxis={"title": words.say("Potential and influence (points)"), "type": "category", "showgrid": False},
    )
