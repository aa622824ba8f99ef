"""Pareto chart of the reasons for leaving: a bar for each reason, and the accounts added up from the first on."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import INK_COLOUR, NOW_COLOUR, QUIET, framed, safe
from kam_core.locale.language import Language
from kam_core.vocabulary.choice_labels import CHOICE_LABELS
from kam_core.vocabulary.message import Money

SMALL = 12
"""Points of labels at marks."""
HEADROOM = 1.12
"""Height of the chart over its highest point: its label stands above."""


def loss_reasons_figure(reasons: pl.DataFrame, words: Language, height: int = 280) -> go.Figure:
    """`reason`, `accounts`, `revenue_total`, `cumulative_share` → bars of accounts, and the line of their running sum.

    Bars and line have one scale, so that the line starts at the top of the first bar; its labels are shares of all.
    """
    labels = CHOICE_LABELS[("defections", "reason")]
    names = [words.say(labels.get(reason, reason)) for reason in reasons["reason"]]
    counts = reasons["accounts"].to_list()
    money = [words.show(Money(revenue)) for revenue in reasons["revenue_total"]]
    ticks = [
        f"{safe(name)}<br>{words.number(count)} · {amount}"
        for name, count, amount in zip(names, counts, money, strict=True)
    ]
    places = list(range(len(names)))
    return framed(
        go.Bar(x=places, y=counts, width=0.56, marker={"color": NOW_COLOUR}, hoverinfo="skip"),
        go.Scatter(
            x=places, y=reasons["accounts"].cum_sum().to_list(), mode="lines+markers+text",
            line={"color": QUIET, "width": 1.5}, marker={"color": QUIET, "size": 6},
            text=[words.percent(share) for share in reasons["cumulative_share"]], textposition="top center",
            textfont={"size": SMALL, "color": INK_COLOUR}, hoverinfo="skip", cliponaxis=False,
        ),
        height=height,
        margin={"l": 0, "r": 16, "t": 16, "b": 40},
        xaxis={
            "tickvals": places, "ticktext": ticks, "showgrid": False, "zeroline": False, "tickangle": 0,
            "tickfont": {"size": SMALL, "color": INK_COLOUR},
        },
        yaxis={"visible": False, "range": [0, max(1, sum(counts)) * HEADROOM]},
    )  # fmt: skip
