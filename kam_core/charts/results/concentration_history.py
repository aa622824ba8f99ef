"""Lines of the shares of the 1, 5 and 10 largest accounts over quarter ends, each labelled at its last point."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import INK_COLOUR, NOW_COLOUR, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_, Rate

SERIES = {"top10": N_("ten largest"), "top5": N_("five largest"), "top1": N_("largest")}
SMALL = 12


def concentration_history_figure(history: pl.DataFrame, words: Language, height: int = 240) -> go.Figure:
    """`end`, `top1`, `top5`, `top10` (0–1), the earliest first → three lines."""
    ends = history["end"].to_list()
    months = [words.month(end) for end in ends]
    return framed(
        *(_line(history[name].to_list(), months, words) for name in SERIES),
        height=height,
        margin={"l": 40, "r": 120, "t": 8, "b": 24},
        xaxis={
            "tickvals": list(range(len(months))), "ticktext": months, "showgrid": False, "automargin": False,
            "tickfont": {"size": SMALL, "color": INK_COLOUR},
        },
        yaxis={
            "rangemode": "tozero", "tickformat": ".0%", "nticks": 4, "automargin": False,
            "tickfont": {"size": SMALL, "color": INK_COLOUR},
        },
        separators=words.spec.separators,
        annotations=[_label(words.say(label), history[name].to_list(), words) for name, label in SERIES.items()],
    )  # fmt: skip


def _line(shares: list[float], months: list[str], words: Language) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(shares))),
        y=shares,
        mode="lines+markers",
        line={"color": NOW_COLOUR, "width": 2},
        marker={"size": 6},
        customdata=[f"<b>{month}</b> {words.show(Rate(share))}" for month, share in zip(months, shares, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _label(name: str, shares: list[float], words: Language) -> dict[str, Any]:
    return {
        "text": f"{name} <b>{words.show(Rate(shares[-1]))}</b>", "x": len(shares) - 1, "y": shares[-1],
        "xanchor": "left", "yanchor": "middle", "xshift": 10, "showarrow": False,
        "font": {"size": SMALL, "color": INK_COLOUR},
    }  # fmt: skip
