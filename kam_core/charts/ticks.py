"""What stands around a picture: marks of an axis of money in the reader's language, and the legend above."""

from __future__ import annotations

import math
from typing import Any

from kam_core.locale.language import Language
from kam_core.vocabulary.money import MONEY_SCALE

STEPS = (1, 2, 2.5, 5, 10)
MARKS = 4
ABOVE: dict[str, Any] = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
"""A legend above the picture that grows upwards where a narrow screen breaks it into lines."""


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
