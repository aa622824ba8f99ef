"""Axis ticks for money in the reader's language, bar labels, and positions of stacked nodes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from kam_core.locale.language import Language
from kam_core.vocabulary.money import MONEY_SCALE

ROW, THICKNESS = 38, 0.46
"""Points of height for a name above its bar, and the part of them that is the bar."""
LONGEST = 48
STEPS = (1, 2, 2.5, 5, 10)
MARKS = 4


def money_ticks(low: float, high: float, words: Language) -> dict[str, Any]:
    """`tickvals` and `ticktext` for an axis in ten-thousandths: round numbers, written as ¥20M or ¥2,000万."""
    span = max(high, 0.0) - min(low, 0.0)
    if span <= 0:
        return {"tickvals": [0], "ticktext": [words.money(0)]}
    magnitude = 10 ** math.floor(math.log10(span / MARKS))
    step = next(magnitude * factor for factor in STEPS if magnitude * factor >= span / MARKS * 0.999)
    first, last = math.floor(min(low, 0.0) / step), math.ceil(max(high, 0.0) / step)
    places = [place * step for place in range(first, last + 1)]
    return {"tickvals": places, "ticktext": [words.money(place) for place in places]}


def decade_ticks(low: float, high: float, words: Language) -> dict[str, Any]:
    """`tickvals` and `ticktext` for a logarithmic axis in currency units: a mark at every power of ten."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    places = [10.0**power for power in range(first, last + 1)]
    return {"tickvals": places, "ticktext": [words.money(place * MONEY_SCALE) for place in places]}


def names_above(names: Sequence[str]) -> dict[str, Any]:
    """`yaxis` and `annotations` for bars of THICKNESS at the places 0, 1 …, the first on top, each under its name.

    Beside the bars names would leave no more than a strip of them on a narrow screen. Names come safe for Plotly.
    """
    return {
        "yaxis": {"visible": False, "range": [len(names) - 1 + THICKNESS / 2 + 0.02, THICKNESS / 2 - 1]},
        "annotations": [
            {
                "text": name, "x": 0, "xref": "paper", "xanchor": "left", "y": place - THICKNESS / 2,
                "yanchor": "bottom", "showarrow": False, "borderpad": 0,
            }
            for place, name in enumerate(names)
        ],
    }  # fmt: skip


def shortened(name: str) -> str:
    """A name of at most LONGEST characters."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def stacked_middles(totals: list[int]) -> list[float]:
    """Position of each node's middle from the top (0–1), which keeps the given order on the screen."""
    whole = max(1, sum(totals))
    middles, above = [], 0
    for total in totals:
        middles.append(min(0.999, max(0.001, (above + total / 2) / whole)))
        above += total
    return middles
