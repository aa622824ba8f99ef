"""Pareto chart of the reasons for leaving: a bar for each reason, and the running share of the accounts."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import INK_COLOUR, NOW_COLOUR, QUIET, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.choice_labels import CHOICE_LABELS
from kam_core.vocabulary.message import Money

SMALL = 12
"""Points of labels at marks."""
HEADROOM = 1.3
"""Height of the chart over the highest bar: the running share stands above."""


def loss_reasons_figure(reasons: pl.DataFrame, words: Language, height: int = 260) -> go.Figure:
    """`reason`, `accounts`, `revenue_total`, `cumulative_share` → bars of accounts with their number and revenue.

    The line is the running share of all accounts, drawn over the same height: it ends above the last bar at 100 %.
    """
    labels = CHOICE_LABELS[("defections", "reason")]
    names = [words.say(labels.get(reason, reason)) for reason in reasons["reason"]]
    counts, shares = reasons["accounts"].to_list(), reasons["cumulative_share"].to_list()
    top = max(counts, default=1)
    money = [words.show(Money(revenue)) for revenue in reasons["revenue_total"]]
    hover = [
        words.say("{reason}: {count} of all {share}, {revenue} in all years", reason=name,
                  count=count, share=words.percent(share), revenue=revenue)
        for name, count, share, revenue in zip(
            names, counts, reasons["accounts_share"].to_list(), money, strict=True
        )
    ]  # fmt: skip
    return framed(
        go.Bar(
            x=names, y=counts, width=0.56, marker={"color": NOW_COLOUR},
            text=[f"{words.number(count)} · {amount}" for count, amount in zip(counts, money, strict=True)],
            textposition="inside", insidetextanchor="start", textangle=0, hovertext=hover, hoverinfo="text",
            constraintext="none", textfont={"size": SMALL},
        ),
        go.Scatter(
            x=names, y=[share * top * HEADROOM for share in shares], mode="lines+markers+text",
            line={"color": QUIET, "width": 1.5}, marker={"color": QUIET, "size": 6},
            text=[words.percent(share) for share in shares], textposition="top center",
            textfont={"size": SMALL, "color": INK_COLOUR}, hoverinfo="skip", cliponaxis=False,
        ),
        height=height,
        margin={"l": 0, "r": 16, "t": 24, "b": 24},
        xaxis={"showgrid": False, "tickfont": {"size": SMALL, "color": INK_COLOUR}},
        yaxis={"visible": False, "range": [0, top * HEADROOM * 1.1]},
    )  # fmt: skip
