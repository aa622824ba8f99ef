"""Dots of accounts that left: filled where they had been warned before."""

from __future__ import annotations

import plotly.graph_objects as go

from kam_core.charts.theme import NOW_COLOUR, PAGE_COLOUR, QUIET, framed
from kam_core.locale.language import Language

A_ROW, MOST = 31, 310
ROW_POINTS, DOT = 20, 10


def warned_dots_figure(warned: int, left: int, words: Language) -> go.Figure:
    """One dot for each account that left, those warned first; more than 310 share the dots of 310."""
    shown = min(left, MOST)
    filled = round(warned * shown / left) if left else 0
    rows = -(-shown // A_ROW)
    return framed(
        go.Scatter(
            x=[place % A_ROW for place in range(shown)],
            y=[-(place // A_ROW) for place in range(shown)],
            mode="markers",
            marker={
                "size": DOT,
                "color": [NOW_COLOUR] * filled + [PAGE_COLOUR] * (shown - filled),
                "line": {"width": 1.5, "color": [NOW_COLOUR] * filled + [QUIET] * (shown - filled)},
            },
            text=[words.say("warned")] * filled + [words.say("not warned")] * (shown - filled),
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        ),
        height=ROW_POINTS * max(1, rows) + 4,
        margin={"l": 6, "r": 6, "t": 2, "b": 2},
        xaxis={"visible": False, "range": [-0.3, A_ROW - 0.7], "automargin": False},
        yaxis={"visible": False, "range": [-rows + 0.4, 0.6], "automargin": False},
    )
