"""Tornado chart: the result with each weight halved and doubled and each cut moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from kam_core.charts.theme import ACCENT, QUIET, faded, framed, safe
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_
from kam_core.whatif.robustness.sensitivity import LeverEffect

LESS_COLOUR, MORE_COLOUR = "#c2703d", ACCENT
TURNS = (N_("weight halved, cut one step lower"), N_("weight doubled, cut one step higher"))
MOST_BARS = 20


def tornado_figure(
    swings: Sequence[LeverEffect],
    labels: Sequence[str],
    present: float,
    shown: Callable[[float], str],
    words: Language,
    height: int | None = None,
) -> go.Figure:
    """One row per swing, the first on top; `labels` name them, `shown` writes a number as the reader does."""
    swings, names = swings[:MOST_BARS], [safe(label) for label in labels[:MOST_BARS]]
    # Two criteria may measure the same: bars stand at places, not at names.
    places = list(range(len(names)))
    traces = []
    for turn, colour, ends, tiers in (
        (TURNS[0], LESS_COLOUR, [one.low for one in swings], [one.low_tier for one in swings]),
        (TURNS[1], MORE_COLOUR, [one.high for one in swings], [one.high_tier for one in swings]),
    ):
        texts = [f"{name}: {_end(end, tier, shown)}" for name, end, tier in zip(names, ends, tiers, strict=True)]
        traces.append(
            go.Bar(
                orientation="h",
                y=places,
                x=[0.0 if end is None else end - present for end in ends],
                base=present,
                name=words.say(turn),
                marker={"color": faded(colour, 0.7)},
                customdata=texts,
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    reached = [end for one in swings for end in (one.low, one.high) if end is not None] + [present]
    room = 0.06 * ((max(reached) - min(reached)) or 1.0)
    marks = sorted({min(reached), present, max(reached)})
    figure = framed(
        *traces,
        height=height or 90 + 22 * len(swings),
        barmode="overlay",
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={
            "range": [min(reached) - room, max(reached) + room],
            "tickvals": marks,
            "ticktext": [shown(mark) for mark in marks],
        },
        yaxis={"autorange": "reversed", "showgrid": False, "tickvals": places, "ticktext": names},
    )
    figure.add_vline(x=present, line={"color": QUIET, "width": 2})
    return figure


def _end(end: float | None, tier: str | None, shown: Callable[[float], str]) -> str:
    return "–" if end is None else shown(end) + (f" · {tier}" if tier else "")
