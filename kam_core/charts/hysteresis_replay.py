"""Bar chart of tier changes by month, with and without hysteresis."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from kam_core.charts.theme import ABOVE, ACCENT, QUIET, framed
from kam_core.locale.language import Language


def replay_figure(
    months: Sequence[str], flips: Sequence[int], plain: Sequence[int], words: Language, height: int = 240
) -> go.Figure:
    """months: "2024-05", one per bar; flips with the band; plain: without one, in grey behind it."""
    return framed(
        go.Bar(x=list(months), y=list(plain), name=words.say("without a buffer"), marker={"color": QUIET}),
        go.Bar(x=list(months), y=list(flips), name=words.say("with your buffer"), marker={"color": ACCENT}),
        height=height,
        showlegend=True,
        legend=ABOVE,
        barmode="group",
        bargap=0.25,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        xaxis={"type": "category", "showgrid": False},
        yaxis={"title": {"text": words.say("tier changes")}, "rangemode": "tozero"},
    )
