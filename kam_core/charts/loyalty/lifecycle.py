"""Lifecycle charts: funnel of accounts and revenue by stage, and the flow between two dates."""

from __future__ import annotations

import datetime

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.axis import stacked_middles
from kam_core.charts.theme import QUIET, STAGE_COLOURS, faded, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS, STAGES

GUTTER = (0.46, 0.54)
"""End of the left half and start of the right half, as parts of the width."""


def funnel_figure(stages: pl.DataFrame, words: Language, height: int = 330) -> go.Figure:
    """`stage`, `accounts`, `revenue`, in lifecycle order → accounts to the left, revenue to the right."""
    codes = stages["stage"].cast(pl.String).to_list()
    names = [words.say(RANK_LABELS[stage]) for stage in codes]
    colours = [STAGE_COLOURS[stage] for stage in codes]
    counts, money = stages["accounts"].to_list(), stages["revenue"].to_list()
    figure = framed(
        _bars(codes, names, counts, [words.number(n) for n in counts], colours, "x"),
        _bars(codes, names, money, [words.money(n, fixed=True) for n in money], colours, "x2"),
        height=height,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        bargap=0.25,
        xaxis={"domain": [0, GUTTER[0]], "visible": False, "range": [0, max(1, *counts) * 1.3]},
        yaxis={"autorange": "reversed", "showgrid": False},
    )
    figure.update_layout(
        xaxis2={
            "domain": [GUTTER[1], 1],
            "visible": False,
            "fixedrange": True,
            "range": [min(0, *money), max(1, *money) * 1.7],
        }
    )
    for text, x in ((words.say("Accounts"), 0.0), (words.say("Revenue"), GUTTER[1])):
        _heading(figure, text, x, "left")
    return figure


def _bars(
    codes: list[str], names: list[str], values: list[int], texts: list[str], colours: list[str], axis: str
) -> go.Bar:
    return go.Bar(
        customdata=[[code] for code in codes],
        y=names,
        x=values,
        orientation="h",
        xaxis=axis,
        marker={"color": colours},
        text=texts,
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )


def _heading(figure: go.Figure, text: str, x: float, anchor: str) -> None:
    figure.add_annotation(
        text=text, x=x, y=1.0, xref="paper", yref="paper", xanchor=anchor, yanchor="bottom", showarrow=False, yshift=6
    )


def stage_flow_figure(
    moves: pl.DataFrame, then: datetime.date, now: datetime.date, words: Language, height: int = 330
) -> go.Figure:
    """`stage_then` (null = not yet known), `stage_now`, `accounts`, `revenue` → a Sankey between the two dates."""
    befores: list[str | None] = [*STAGES, None]
    counts = {(before, after): (n, money) for before, after, n, money in moves.iter_rows()}
    left = [sum(n for (before, _), (n, _) in counts.items() if before == stage) for stage in befores]
    right = [sum(n for (_, after), (n, _) in counts.items() if after == stage) for stage in STAGES]
    links = [
        (i, len(befores) + j, *counts[(before, after)])
        for i, before in enumerate(befores)
        for j, after in enumerate(STAGES)
        if (before, after) in counts
    ]
    names = [_name(stage, words) for stage in befores] + [_name(stage, words) for stage in STAGES]
    sizes = [*left, *right]
    colours = [_colour(stage) for stage in (*befores, *STAGES)]
    figure = framed(
        go.Sankey(
            arrangement="snap",
            node={
                "label": [f"{name} {size}" if size else "" for name, size in zip(names, sizes, strict=True)],
                "color": colours,
                "x": [0.001] * len(befores) + [0.999] * len(STAGES),
                "y": stacked_middles(left) + stacked_middles(right),
                "pad": 10,
                "thickness": 14,
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [i for i, _, _, _ in links],
                "target": [j for _, j, _, _ in links],
                "value": [n for _, _, n, _ in links],
                "color": [faded(colours[i], 0.25 if names[i] == names[j] else 0.6) for i, j, _, _ in links],
                "customdata": [
                    f"{names[i]} → {names[j]} · {words.money(money, fixed=True)}" for i, j, _, money in links
                ],
                "hovertemplate": "%{customdata}: %{value}<extra></extra>",
            },
        ),
        height=height,
        margin={"l": 8, "r": 8, "t": 30, "b": 20},
    )
    _heading(figure, then.isoformat(), 0.0, "left")
    _heading(figure, now.isoformat(), 1.0, "right")
    return figure


def _name(stage: str | None, words: Language) -> str:
    return words.say("no data") if stage is None else words.say(RANK_LABELS[stage])


def _colour(stage: str | None) -> str:
    return QUIET if stage is None else STAGE_COLOURS[stage]
