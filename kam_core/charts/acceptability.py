"""Bar chart of tier acceptability: shares of S, A, B, C per account over sampled weights."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from kam_core.charts.axis import ROW, THICKNESS, names_above, shortened
from kam_core.charts.theme import TIER_COLOURS, TIER_INK, framed, safe
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS

MIN_TEXT_SHARE = 0.08
"""Parts below this are too narrow for a number."""


def acceptability_figure(
    names: Sequence[str], shares: Sequence[Sequence[float]], words: Language, height: int | None = None
) -> go.Figure:
    """`shares`: per account the share of draws as S, A, B, C. Accounts of the same name are separate bars."""
    places = list(range(len(names)))
    traces = [
        go.Bar(
            orientation="h",
            width=THICKNESS,
            y=places,
            x=[row[place] for row in shares],
            name=f"{tier} {words.say(RANK_LABELS[tier])}",
            marker={"color": colour},
            text=[words.percent(row[place], 0) if row[place] >= MIN_TEXT_SHARE else "" for row in shares],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": TIER_INK[tier]},
            customdata=[[safe(name), words.percent(row[place])] for name, row in zip(names, shares, strict=True)],
            hovertemplate="%{customdata[0]}: %{fullData.name} %{customdata[1]}<extra></extra>",
        )
        for place, (tier, colour) in enumerate(TIER_COLOURS.items())
    ]
    return framed(
        *traces,
        height=height or 60 + ROW * len(names),
        barmode="stack",
        uniformtext={"minsize": 9, "mode": "hide"},
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis={"visible": False, "range": [0, 1]},
        **names_above([safe(shortened(name)) for name in names]),
    )
