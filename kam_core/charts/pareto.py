"""The Pareto curve, alone or published against draft, with its reference marks."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import ACCENT, QUIET, framed
from kam_core.locale.language import Language


def pareto_figure(
    curve: pl.DataFrame,
    words: Language,
    unit: str,
    before: pl.DataFrame | None = None,
    marks: bool = False,
    cross: tuple[float, float] | None = None,
    height: int = 320,
    of: str | None = None,
) -> go.Figure:
    """`account_share` × `value_share` (0–1). `before` is drawn grey behind; `cross` marks where 80 % is reached;
    `of` names what is counted where it is not accounts.

    References are horizontal lines: what share the heaviest fifth of buyers makes elsewhere says nothing about
    where on the x axis it is reached here.
    """
    accounts = words.say("Share of accounts") if of is None else words.say("Share of the {units}", units=of)
    share = words.say("Share of {measure}", measure=unit)
    traces = []
    if before is not None:
        traces.append(_line(before, words.say("Before"), QUIET, accounts, share, dash="dot"))
    traces.append(_line(curve, words.say("Now") if before is not None else share, ACCENT, accounts, share))
    figure = framed(
        *traces,
        height=height,
        showlegend=before is not None,
        xaxis={"title": accounts, "tickformat": ".0%", "range": [0, 1]},
        yaxis={"title": share, "tickformat": ".0%", "rangemode": "tozero"},
    )
    figure.add_hline(y=0.80, line={"color": QUIET, "dash": "dash", "width": 1})
    if marks:
        for level, label in ((0.79, words.say("79% shampoo")), (0.87, words.say("87% beer"))):
            figure.add_hline(
                y=level,
                line={"color": QUIET, "dash": "dot", "width": 1},
                annotation={"text": label, "font": {"size": 11, "color": QUIET}},
                annotation_position="bottom right" if level < 0.8 else "top right",
            )
    if cross is not None:
        figure.add_trace(
            go.Scatter(
                x=[cross[0]],
                y=[cross[1]],
                mode="markers+text",
                marker={"color": ACCENT, "size": 9},
                text=[f"{words.percent(cross[0])} → {words.percent(cross[1])}"],
                textposition="bottom right",
                hoverinfo="skip",
                showlegend=False,
            )
        )
    return figure


def _line(frame: pl.DataFrame, name: str, colour: str, accounts: str, share: str, dash: str = "solid") -> go.Scatter:
    return go.Scatter(
        x=frame["account_share"].to_list(),
        y=frame["value_share"].to_list(),
        name=name,
        mode="lines",
        line={"color": colour, "width": 2.5 if dash == "solid" else 1.5, "dash": dash},
        hovertemplate=f"{accounts} %{{x:.1%}}<br>{share} %{{y:.1%}}<extra>{name}</extra>",
    )
