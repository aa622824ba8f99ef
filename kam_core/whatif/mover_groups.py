"""Split the accounts that change tier under a draft: all, those that leave S and A, and those that enter."""

from __future__ import annotations

from typing import Literal

import numpy as np

from kam_core.whatif.comparison import MOST_MOVERS, Mover, Rows, WhatIf, largest
from kam_core.whatif.tier_crossings import KEY_LINE

MoverGroup = Literal["all", "leave", "enter"]
MOVER_GROUPS: tuple[MoverGroup, ...] = ("all", "leave", "enter")


def group_rows(result: WhatIf, group: MoverGroup) -> Rows:
    """The rows of a group, in their order."""
    rows = result.changed
    before, after = result.published.tiers.tier[rows], result.tiers.tier[rows]
    match group:
        case "leave":
            chosen = (before <= KEY_LINE) & (after > KEY_LINE)
        case "enter":
            chosen = (before > KEY_LINE) & (after <= KEY_LINE)
        case _:
            chosen = np.ones(len(rows), np.bool_)
    return np.asarray(rows[chosen])


def group_movers(result: WhatIf, group: MoverGroup, most: int | None = MOST_MOVERS) -> tuple[Mover, ...]:
    """The first `most` movers of a group, the largest revenue first; all without a number."""
    if group == "all":
        return result.first_movers(most)
    return result.explained(largest(group_rows(result, group), result.published.inputs.revenue, most))
