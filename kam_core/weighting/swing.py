"""Swing weights: the value of moving a criterion from its worst to its best, in points of 100.

Von Winterfeldt & Edwards (1986), Decision Analysis and Behavioral Research.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from kam_core.vocabulary.message import UserError


def swing(points: Mapping[str, float]) -> dict[str, float]:
    """Weights that sum to 1, by name, in proportion to the points. Refuses points below 0, and all of them 0."""
    for name, value in points.items():
        if not math.isfinite(value) or value < 0:
            raise UserError("The points of {name} are {value}. Enter 0 or more.", name=name, value=value)
    total = math.fsum(points.values())
    if total <= 0:
        raise UserError("Every criterion has 0 points. Give 100 to the one that matters most.")
    return {name: value / total for name, value in points.items()}
