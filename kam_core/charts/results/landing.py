"""Landing of the fiscal year three ways: solid what is earned, hatched what is expected, the target as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from kam_core.charts.theme import INK_COLOUR, NOW_COLOUR, PAGE_COLOUR, framed
from kam_core.locale.language import Language

SMALL = 12
THICK = 0.4
ROOM = 1.2
"""Length of the axis over its longest bar: the total stands behind it."""
DASHED = {"color": INK_COLOUR, "width": 1, "dash": "dash"}


@dataclass(frozen=True)
class Way:
    """One way to project the year: its name, what it rests on, and its total in ten-thousandths; None where it cannot
    be computed."""

    name: str
    note: str
    total: int | None


def landing_figure(
    ways: Sequence[Way],
    earned: int,
    earned_text: str,
    words: Language,
    target: tuple[int, str] | None = None,
    last_year: tuple[int, str] | None = None,
    height: int = 272,
) -> go.Figure:
    """Bars from zero, one a way, the first on top.

    earned: of the year so far; earned_text stands in the first bar. target, last_year: amount and the text at its line.
    """
    amounts = [earned, *(way.total for way in ways if way.total is not None)]
    amounts += [one[0] for one in (target, last_year) if one is not None]
    high = max(*amounts, 1)
    places = list(range(len(ways)))
    hover = [way.name if way.total is None else f"{way.name}: {words.money(way.total, fixed=True)}" for way in ways]
    common: dict[str, Any] = {
        "orientation": "h", "y": places, "width": THICK, "customdata": hover, "cliponaxis": False,
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    solid = go.Bar(
        x=[earned] * len(ways), marker={"color": NOW_COLOUR, "cornerradius": 2},
        text=[earned_text if place == 0 else "" for place in places],
        textposition="inside", insidetextanchor="start", textfont={"color": PAGE_COLOUR, "size": SMALL},
        constraintext="none", **common,
    )  # fmt: skip
    expected = go.Bar(
        x=[0 if way.total is None else way.total - earned for way in ways],
        marker={
            "color": NOW_COLOUR, "line": {"color": NOW_COLOUR, "width": 1},
            "pattern": {"shape": "/", "fillmode": "replace", "fgcolor": NOW_COLOUR, "size": 6, "solidity": 0.3},
        },
        **common,
    )  # fmt: skip
    return framed(
        solid, expected,
        height=height,
        barmode="stack",
        margin={"l": 0, "r": 0, "t": 20, "b": 20},
        xaxis={"visible": False, "range": [min(0, *amounts), high * ROOM], "automargin": False},
        yaxis={"visible": False, "range": [len(ways) - 0.6, -0.75], "automargin": False},
        shapes=_lines(target, last_year, len(ways)) + _empty(ways, earned, high),
        annotations=[*_names(ways, earned, words), *_line_texts(target, last_year)],
    )  # fmt: skip


def _lines(target: tuple[int, str] | None, last_year: tuple[int, str] | None, rows: int) -> list[dict[str, Any]]:
    """The target solid on a light ground, last year dashed."""
    upright = {"type": "line", "y0": -0.7, "y1": rows - 0.65}
    found = []
    if last_year is not None:
        found.append({**upright, "x0": last_year[0], "x1": last_year[0], "line": DASHED})
    if target is not None:
        at = {**upright, "x0": target[0], "x1": target[0]}
        found += [{**at, "line": {"color": PAGE_COLOUR, "width": 5}}, {**at, "line": {"color": INK_COLOUR, "width": 2}}]
    return found


def _empty(ways: Sequence[Way], earned: int, high: int) -> list[dict[str, Any]]:
    """A dashed frame where a way has nothing to add yet."""
    return [
        {
            "type": "rect", "x0": earned, "x1": max(high, earned * 1.1),
            "y0": place - THICK / 2, "y1": place + THICK / 2,
            "line": DASHED, "fillcolor": "rgba(0,0,0,0)",
        }
        for place, way in enumerate(ways)
        if way.total is None
    ]  # fmt: skip


def _names(ways: Sequence[Way], earned: int, words: Language) -> list[dict[str, Any]]:
    """Over each bar its name and what it rests on, behind it the total."""
    found: list[dict[str, Any]] = []
    for place, way in enumerate(ways):
        over = {
            "xref": "paper", "y": place - THICK / 2, "yanchor": "bottom", "showarrow": False, "borderpad": 0,
            "bgcolor": PAGE_COLOUR,
        }  # fmt: skip
        found.append({**over, "x": 0, "xanchor": "left", "text": way.name, "font": {"color": INK_COLOUR}})
        found.append({**over, "x": 1, "xanchor": "right", "text": way.note, "font": {"size": SMALL}})
        if way.total is not None:
            found.append(
                {
                    "x": max(way.total, earned), "y": place, "showarrow": False, "xanchor": "left", "xshift": 6,
                    "text": f"<b>{words.money(way.total, fixed=True)}</b>", "font": {"color": INK_COLOUR},
                    "bgcolor": PAGE_COLOUR,
                }
            )  # fmt: skip
    return found


def _line_texts(target: tuple[int, str] | None, last_year: tuple[int, str] | None) -> list[dict[str, Any]]:
    """The target below the bars, last year above them."""
    found = []
    text = {"showarrow": False, "yref": "paper", "font": {"size": SMALL, "color": INK_COLOUR}}
    if last_year is not None:
        found.append({**text, "x": last_year[0], "y": 1, "yanchor": "bottom", "text": last_year[1]})
    if target is not None:
        found.append({**text, "x": target[0], "y": 0, "yanchor": "top", "xanchor": "right", "text": target[1]})
    return found
