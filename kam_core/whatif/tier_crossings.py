"""Count accounts and revenue that cross each line between two tiers under a draft.

An account that falls from S to B crosses two lines, S | A and A | B, and is counted at both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.whatif.comparison import WhatIf

KEY_LINE = len(KEY_TIERS) - 1
"""The line between A and B: S and A are above it."""


@dataclass(frozen=True)
class Crossing:
    """One line between two tiers: `above` and `below`; accounts and revenue (ten-thousandths) of those that fall below
    it and of those that rise above it."""

    above: str
    below: str
    falling: int
    falling_revenue: int
    rising: int
    rising_revenue: int


def tier_crossings(result: WhatIf) -> tuple[Crossing, ...]:
    """The lines S | A, A | B and B | C."""
    rows = result.changed
    before, after = result.published.tiers.tier[rows], result.tiers.tier[rows]
    revenue = result.published.inputs.revenue[rows]
    found = []
    for line, (above, below) in enumerate(pairwise(TIERS)):
        falls, rises = (before <= line) & (after > line), (before > line) & (after <= line)
        found.append(
            Crossing(
                above, below, int(falls.sum()), int(revenue[falls].sum()), int(rises.sum()), int(revenue[rises].sum())
            )
        )
    return tuple(found)
