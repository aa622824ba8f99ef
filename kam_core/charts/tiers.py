"""Tier charts: mix of accounts and revenue, flow between two models, score distribution."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.axis import stacked_middles
from kam_core.charts.theme import (
    ACCENT,
    BROWSER_TIER_COLOURS,
    BROWSER_TIER_INK,
    INK_COLOUR,
    PAGE_COLOUR,
    TIER_COLOURS,
    faded,
    framed,
)
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS, TIERS


def tier_mix_figure(mix: pl.DataFrame, words: Language, height: int = 112) -> go.Figure:
    """`tier_mix` of the active customers → two bars of the same tiers, so that few customers with much revenue stand
    out; each part carries its letter and its number."""
    rows = [words.say("Revenue"), words.say("Customers")]
    traces = [
        go.Bar(
            y=rows,
            x=[row["revenue_share"], row["accounts_share"]],
            orientation="h",
            width=0.7,
            name=f"{row['tier']} {words.say(RANK_LABELS[row['tier']])}",
            marker={
                "color": BROWSER_TIER_COLOURS[row["tier"]], "line": {"color": PAGE_COLOUR, "width": 2},
                "cornerradius": 3,
            },
            text=[
                f"<b>{row['tier']} {words.percent(row['revenue_share'], 0)}</b>",
                f"<b>{row['tier']} {words.number(row['accounts'])}</b>",
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": BROWSER_TIER_INK[row["tier"]], "size": 12},
            customdata=[[row["tier"], words.money(row["revenue"])], [row["tier"], words.number(row["accounts"])]],
            hovertemplate="%{fullData.name}: %{customdata[1]}<extra></extra>",
        )
        for row in mix.iter_rows(named=True)
    ]  # fmt: skip
    return framed(
        *traces,
        height=height,
        barmode="stack",
        uniformtext={"minsize": 10, "mode": "hide"},
        xaxis={"visible": False, "range": [0, 1]},
        yaxis={"ticklabelstandoff": 8, "tickfont": {"size": 12, "color": INK_COLOUR}, "showgrid": False},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )


def tier_flow_figure(flow: list[list[int]], words: Language, height: int = 300) -> go.Figure:
    """4 × 4 counts (rows before, columns after) → a Sankey from the published tiers to the draft's."""
    before, after = words.say("published"), words.say("draft")
    totals_before = [sum(row) for row in flow]
    totals_after = [sum(row[place] for row in flow) for place in range(len(TIERS))]
    links = [(i, j, flow[i][j]) for i in range(len(TIERS)) for j in range(len(TIERS)) if flow[i][j]]
    sankey = go.Sankey(
        arrangement="fixed",
        node={
            "label": [f"{tier} {n}" for tier, n in zip(TIERS, totals_before, strict=True)]
            + [f"{tier} {n}" for tier, n in zip(TIERS, totals_after, strict=True)],
            "color": [TIER_COLOURS[tier] for tier in TIERS] * 2,
            "x": [0.001] * 4 + [0.999] * 4,
            "y": stacked_middles(totals_before) + stacked_middles(totals_after),
            "pad": 12,
            "thickness": 18,
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [i for i, _, _ in links],
            "target": [4 + j for _, j, _ in links],
            "value": [n for _, _, n in links],
            "color": [faded(TIER_COLOURS[TIERS[i]], 0.35 if i == j else 0.75) for i, j, _ in links],
            "customdata": [f"{TIERS[i]} → {TIERS[j]}" for i, j, _ in links],
            "hovertemplate": "%{customdata}: %{value}<extra></extra>",
        },
    )
    return framed(
        sankey,
        height=height,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        annotations=[
            {
                "text": before,
                "x": 0,
                "y": 1.16,
                "xref": "paper",
                "yref": "paper",
                "showarrow": False,
                "xanchor": "left",
            },
            {
                "text": after,
                "x": 1,
                "y": 1.16,
                "xref": "paper",
                "yref": "paper",
                "showarrow": False,
                "xanchor": "right",
            },
        ],
    )


def score_distribution_figure(
    bins: list[float], counts: list[int], cuts: dict[str, float], words: Language, height: int = 220
) -> go.Figure:
    """Accounts per score class with the lowest score of each tier as a line."""
    figure = framed(
        go.Bar(x=bins, y=counts, marker={"color": faded(ACCENT, 0.7)}, hovertemplate="%{x}: %{y}<extra></extra>"),
        height=height,
        bargap=0.05,
        xaxis={"title": words.say("Score"), "range": [0, 100]},
        yaxis={"title": words.say("Accounts")},
    )
    for tier, cut in cuts.items():
        figure.add_vline(
            x=cut,
            line={"color": TIER_COLOURS[tier], "width": 2},
            annotation={"text": tier, "font": {"color": TIER_COLOURS[tier]}},
        )
    return figure
