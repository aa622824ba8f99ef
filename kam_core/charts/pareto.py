"""Draw the Pareto curve of one model, or of the published model against a draft."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import ACCENT, QUIET, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_

BEFORE_AND_NOW = (N_("Before"), N_("Now"))
PUBLISHED_AND_DRAFT = (N_("published"), N_("draft"))


def pareto_figure(
    curve: pl.DataFrame,
    words: Language,
    unit: str,
    before: pl.DataFrame | None = None,
    marks: bool = False,
    cross: tuple[float, float] | None = None,
    height: int = 320,
    of: str | None = None,
    names: tuple[str, str] = BEFORE_AND_NOW,
) -> go.Figure:
    """`account_share` × `value_share` (0–1). `before` is drawn grey behind; `cross` marks where 80 % is reached;
    `of` names what is counted where it is not accounts; `names` the two curves.

    References are horizontal lines: what share the heaviest fifth of buyers makes elsewhere says nothing about
    where on the x axis it is reached here.
    """
    accounts = words.say("Share of accounts") if of is None else words.say("Share of {units}", units=of)
    share = words.say("Share of {measure}", measure=unit)
    traces = []
    if before is not None:
        traces.append(_line(before, words.say(names[0]), QUIET, accounts, share, dash="dot"))
    traces.append(_line(curve, words.say(names[1]) if before is not None else share, ACCENT, accounts, share))
    if cross is not None:
        traces.append(_cross(cross, words))
    levels: list[tuple[float, str, str | None]] = [(0.80, "dash", None)]
    if marks:
        levels += [(0.79, "dot", words.say("79% shampoo")), (0.87, "dot", words.say("87% beer"))]
    return framed(
        *traces,
        height=height,
        separators=words.spec.separators,
        showlegend=before is not None,
        xaxis={"title": accounts, "tickformat": ".0%", "range": [0, 1]},
        yaxis={"title": share, "tickformat": ".0%", "rangemode": "tozero"},
        # Given at once: Plotly's add_hline costs as much as the rest of the figure, at every move of a slider.
        shapes=[_level(level, dash) for level, dash, _ in levels],
        annotations=[_level_name(level, name) for level, _, name in levels if name],
    )


def _level(level: float, dash: str) -> dict[str, Any]:
    """A horizontal line over the whole width."""
    line = {"color": QUIET, "dash": dash, "width": 1}
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": level, "y1": level, "line": line}


def _level_name(level: float, name: str) -> dict[str, Any]:
    """The name of a line at its right end: below it under 80 %, where another line is near, else above."""
    return {
        "xref": "x domain",
        "x": 1,
        "xanchor": "right",
        "y": level,
        "yanchor": "top" if level < 0.8 else "bottom",
        "text": name,
        "font": {"size": 11, "color": QUIET},
        "showarrow": False,
    }


def _cross(cross: tuple[float, float], words: Language) -> go.Scatter:
    return go.Scatter(
        x=[cross[0]],
        y=[cross[1]],
        mode="markers+text",
        marker={"color": ACCENT, "size": 9},
        text=[f"{words.percent(cross[0])} → {words.percent(cross[1])}"],
        textposition="bottom right",
        hoverinfo="skip",
        showlegend=False,
    )


def _line(frame: pl.DataFrame, name: str, colour: str, accounts: str, share: str, dash: str = "solid") -> go.Scatter:
    return go.Scatter(
        # Arrays travel as bytes: a third of the text that the same numbers take, and no check of every single one.
        x=frame["account_share"].cast(pl.Float32).to_numpy(),
        y=frame["value_share"].cast(pl.Float32).to_numpy(),
        name=name,
        mode="lines",
        line={"color": colour, "width": 2.5 if dash == "solid" else 1.5, "dash": dash},
        hovertemplate=f"{accounts} %{{x:.1%}}<br>{share} %{{y:.1%}}<extra>{name}</extra>",
    )
