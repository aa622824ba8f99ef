"""Pictures of the check of a retention model: purchases so far, frequencies, holdout by count, and survival by tier."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import BEFORE_COLOUR, BROWSER_TIER_COLOURS, INK_COLOUR, NOW_COLOUR, PAGE_COLOUR, framed
from kam_core.insight.retention.check_sentences import repeat_count
from kam_core.locale.language import Language
from kam_core.vocabulary.calendar import month_start

HEIGHT = 240
SMALL = 12
MOST_POINTS = 120
"""Points of a line; longer ones are thinned."""
LABEL_SHARE = 0.08
"""Height of a label, of that of the picture."""
MARGIN = {"l": 0, "r": 8, "t": 20, "b": 24}


def cumulative_figure(rows: pl.DataFrame, until_month: int, words: Language, height: int = HEIGHT) -> go.Figure:
    """`month`, `actual`, `expected` → two lines, with a line where the holdout begins."""
    thinned = _thinned(rows)
    months = [month_start(number) for number in thinned["month"]]
    hover = [words.month(month) for month in months]
    return framed(
        _line(months, thinned["expected"].to_list(), BEFORE_COLOUR, hover, words.say("expected"), 4),
        _line(months, thinned["actual"].to_list(), NOW_COLOUR, hover, words.say("actual"), 2),
        height=height,
        margin=MARGIN,
        separators=words.spec.separators,
        xaxis={"showgrid": False, "tickfont": {"size": SMALL, "color": INK_COLOUR}, "nticks": 5,
               "tickformat": "%Y-%m", "range": [months[0], months[-1]]},
        yaxis={"rangemode": "tozero", "nticks": 4, "tickformat": ",d",
               "tickfont": {"size": SMALL, "color": INK_COLOUR}},
        shapes=[{"type": "line", "x0": month_start(until_month), "x1": month_start(until_month), "yref": "paper",
                 "y0": 0, "y1": 1, "line": {"color": INK_COLOUR, "width": 1, "dash": "dot"}}],
        annotations=[
            _note(words.say("not seen yet"), x=month_start(until_month), y=0.02, yref="paper", xanchor="left",
                  yanchor="bottom", xshift=4),
            *_ends(thinned, months, words),
        ],
    )  # fmt: skip


def _ends(rows: pl.DataFrame, months: list[Any], words: Language) -> list[dict[str, Any]]:
    """The two names, inside the picture: each on its side of the lines."""
    place = len(months) // 2
    higher = rows["actual"][place] >= rows["expected"][place]
    actual = _note(words.say("actual"), x=months[place], y=rows["actual"][place], xanchor="right" if higher else "left",
                   yanchor="bottom" if higher else "top")  # fmt: skip
    expected = _note(words.say("expected"), x=months[place], y=rows["expected"][place],
                     xanchor="left" if higher else "right", yanchor="top" if higher else "bottom")  # fmt: skip
    return [actual, expected]


def paired_figure(
    rows: pl.DataFrame, words: Language, digits: int, height: int = HEIGHT
) -> go.Figure:  # fmt: skip
    """`count`, `actual`, `expected` → a wide pale bar for what was expected, a slim one for what was."""
    counts = [repeat_count(count) for count in rows["count"]]
    actual, expected = rows["actual"].to_list(), rows["expected"].to_list()
    hover = [
        words.say("{count}: {actual} actual, {expected} expected", count=count,
                  actual=words.number(one, digits), expected=words.number(other, max(1, digits)))
        for count, one, other in zip(counts, actual, expected, strict=True)
    ]  # fmt: skip
    top = max([*actual, *expected], default=0) or 1
    largest = max(range(len(counts)), key=lambda place: actual[place], default=0)
    return framed(
        _bars(counts, expected, 0.8, BEFORE_COLOUR, hover),
        _bars(counts, actual, 0.45, NOW_COLOUR, hover),
        height=height,
        barmode="overlay",
        margin=MARGIN,
        xaxis={"type": "category", "showgrid": False, "tickfont": {"size": SMALL, "color": INK_COLOUR}},
        yaxis={"visible": False, "range": [0, top * 1.25]},
        annotations=[
            _note(words.say("slim: actual, wide: expected"), x=0, xref="paper", xanchor="left", y=1, yref="paper",
                  yanchor="bottom"),
            _note(words.number(actual[largest], digits), x=counts[largest], y=top, yanchor="bottom"),
        ] if counts else [],
    )  # fmt: skip


def survival_figure(curves: Mapping[str, pl.DataFrame], words: Language, height: int = HEIGHT) -> go.Figure:
    """Tier → `duration` (months), `survival` → a falling step line each, with the tier's letter at its end."""
    longest = max((curve["duration"][-1] for curve in curves.values()), default=12)
    lowest = min((curve["survival"][-1] for curve in curves.values()), default=0.0)
    floor = max(0.0, math.floor(lowest * 10 - 1) / 10)
    traces, notes = [], []
    for tier, curve in curves.items():
        thinned = _thinned(curve)
        x, y = [0, *thinned["duration"].to_list()], [1.0, *thinned["survival"].to_list()]
        hover = [f"{tier}: {words.percent(share, 0)}" for share in y]
        line = {"color": BROWSER_TIER_COLOURS[tier], "width": 2, "shape": "hv"}
        traces.append(
            go.Scatter(x=x, y=y, mode="lines", line=line, text=hover, hovertemplate="%{x}: %{text}<extra></extra>")
        )
        label = f"{tier} {words.percent(y[-1], 0)}"
        notes.append(_note(label, x=longest, y=y[-1], xanchor="left", xshift=6))
    _spread(notes, (1.0 - floor) * LABEL_SHARE)
    return framed(
        *traces,
        height=height,
        margin={**MARGIN, "r": 56},
        xaxis={"showgrid": False, "nticks": 7, "range": [0, longest], "tickfont": {"size": SMALL, "color": INK_COLOUR}},
        yaxis={
            "range": [floor, 1.0 + (1.0 - floor) * 0.05],
            "tickformat": ".0%",
            "nticks": 5,
            "tickfont": {"size": SMALL, "color": INK_COLOUR},
        },
        annotations=notes,
    )


def _spread(notes: list[dict[str, Any]], apart: float) -> None:
    """Move labels that would lie on one another apart, the highest first."""
    last = 2.0
    for note in sorted(notes, key=lambda note: -note["y"]):
        note["y"] = min(note["y"], last - apart)
        last = note["y"]


def _thinned(rows: pl.DataFrame) -> pl.DataFrame:
    """Every n-th row, the last among them."""
    if rows.height <= MOST_POINTS:
        return rows
    step = -(-rows.height // MOST_POINTS)
    return rows.reverse().gather_every(step).reverse()


def _line(x: list[Any], y: list[float], colour: str, hover: list[str], name: str, width: int) -> go.Scatter:
    return go.Scatter(
        x=x, y=y, mode="lines", line={"color": colour, "width": width}, text=hover,
        hovertemplate=f"%{{text}}: %{{y:.0f}} {name}<extra></extra>",
    )  # fmt: skip


def _bars(x: list[str], y: list[float], width: float, colour: str, hover: list[str]) -> go.Bar:
    return go.Bar(
        x=x, y=y, width=width, marker={"color": colour, "line": {"width": 0, "color": PAGE_COLOUR}, "cornerradius": 2},
        customdata=hover, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _note(text: str, **place: Any) -> dict[str, Any]:
    return {"text": text, "showarrow": False, "font": {"size": SMALL, "color": INK_COLOUR}, **place}
