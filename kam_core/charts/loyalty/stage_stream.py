"""Flow of accounts between lifecycle stages at two dates: quiet links, those into cooling and ended in the accent."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import INK_COLOUR, NOW_COLOUR, QUIET, SOFT_COLOUR, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS, STAGES

HEIGHT, TOP = 304, 24
SIDES = (0.24, 0.76)
"""Where the flow begins and ends, as parts of the width; the labels stand left and right of it."""
PAD, THICK, LINE = 9, 8, 17
"""Points between two stages, of a stage's bar, and from one label to the next."""
GAP = 0.02
FADING = ("cooling", "ended")


def stage_stream_figure(
    moves: pl.DataFrame, then: datetime.date, now: datetime.date, words: Language, height: int = HEIGHT
) -> go.Figure:
    """`stage_then` (null = not yet known), `stage_now`, `accounts` → the flow, each stage with its name and count."""
    rows = sorted(moves.select("stage_then", "stage_now", "accounts").iter_rows(), key=lambda row: _fades(*row[:2]))
    left = _sums([*STAGES, None], {one: sum(n for a, _, n in rows if a == one) for one in (*STAGES, None)})
    right = _sums(STAGES, {one: sum(n for _, b, n in rows if b == one) for one in STAGES})
    room = height - TOP
    scale = _scale(left, right, room)
    places = [*left, *right]
    befores, afters = list(left), list(right)
    names = [words.say("no data") if one is None else words.say(RANK_LABELS[one]) for one in places]
    fades = [_fades(a, b) for a, b, _ in rows]
    say = dict(zip(places, names, strict=True))
    return framed(
        go.Sankey(
            arrangement="fixed",
            domain={"x": list(SIDES), "y": [0, 1]},
            node={
                "label": [""] * len(places),
                "customdata": names,
                "color": [QUIET] * len(places),
                "x": [0.001] * len(left) + [0.999] * len(right),
                "y": [middle / room for side in (left, right) for middle in _middles(list(side.values()), scale)],
                "pad": PAD,
                "thickness": THICK,
                "line": {"width": 0},
                "hovertemplate": "%{customdata}: %{value}<extra></extra>",
            },
            link={
                "source": [befores.index(a) for a, _, _ in rows],
                "target": [len(left) + afters.index(b) for _, b, _ in rows],
                "value": [n for _, _, n in rows],
                "color": [NOW_COLOUR if fading else SOFT_COLOUR for fading in fades],
                "customdata": [f"{say[a]} → {say[b]}" for a, b, _ in rows],
                "hovertemplate": "%{customdata}: %{value}<extra></extra>",
            },
        ),
        height=height,
        margin={"l": 0, "r": 0, "t": TOP, "b": 0},
        # All in one: plotly checks the whole figure at each label added later.
        annotations=[
            note
            for side, counts, date in ((0, left, then), (1, right, now))
            for note in (*_side_labels(side, counts, scale, room, words), _date_label(side, date))
        ],
    )


def _fades(before: str | None, after: str) -> bool:
    """Whether accounts turn cooling, or end."""
    return after in FADING and before != after


def _sums(order: Sequence[str | None], counts: Mapping[str | None, int] | Mapping[str, int]) -> dict[str | None, int]:
    return {one: counts[one] for one in order if counts[one]}  # type: ignore[index]


def _scale(left: Mapping[str | None, int], right: Mapping[str | None, int], room: int) -> float:
    """Points an account, as the library computes them: the fuller side fits."""
    return min((room - PAD * (len(side) - 1)) / max(1, sum(side.values())) for side in (left, right))


def _middles(counts: Sequence[int], scale: float) -> list[float]:
    """The middles of the stages from above, in points."""
    middles, top = [], 0.0
    for count in counts:
        middles.append(top + count * scale / 2)
        top += count * scale + PAD
    return middles


def _date_label(side: int, date: datetime.date) -> dict[str, Any]:
    return {
        "text": date.isoformat(), "x": side, "y": 1, "xref": "paper", "yref": "paper",
        "xanchor": ("left", "right")[side], "yanchor": "bottom", "yshift": 6, "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


def _side_labels(
    side: int, counts: Mapping[str | None, int], scale: float, room: int, words: Language
) -> Iterator[dict[str, Any]]:
    """Name at the outer edge, count beside the flow; small stages move their labels apart."""
    ends = ("left", "right")
    middles = _apart(_middles(list(counts.values()), scale), room)
    for (stage, count), middle in zip(counts.items(), middles, strict=True):
        fades = side == 1 and stage in FADING
        name = words.say("no data") if stage is None else words.say(RANK_LABELS[stage])
        beside = SIDES[0] - GAP if side == 0 else SIDES[1] + GAP
        for text, x, anchor in ((name, float(side), ends[side]), (words.number(count), beside, ends[1 - side])):
            yield {
                "text": f"<b>{text}</b>" if fades else text, "x": x, "y": 1 - middle / room, "xref": "paper",
                "yref": "paper", "xanchor": anchor, "yanchor": "middle", "showarrow": False,
                "font": {"size": 12, "color": NOW_COLOUR if fades else INK_COLOUR},
            }  # fmt: skip


def _apart(middles: Sequence[float], room: int) -> list[float]:
    """The places of labels: at least a line from one to the next, and none below the picture."""
    places: list[float] = []
    for middle in middles:
        places.append(max(middle, places[-1] + LINE if places else middle))
    for place in range(len(places) - 1, -1, -1):
        lowest = room - LINE / 2 if place == len(places) - 1 else places[place + 1] - LINE
        places[place] = min(places[place], lowest)
    return places
