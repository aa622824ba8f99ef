"""Places that gates free, filled with the next by score (domain: tier, step 3)."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.kernel.approximate_scores import Sight
from kam_core.scoring.tiering.tier_inputs import A, B, Codes, Field, S


def filled(kept: Codes, gated: Codes, sight: Sight, field: Field) -> Codes:
    """The tiers once S, then A, then B have taken the next by score who pass their gates, until each has as many
    accounts again as before its gates (`kept`).

    Accounts set by hand are left out, and so is who has no score or no revenue in the window. Equals go in their order.
    """
    found: Codes = gated.copy()
    others = np.ones(len(kept), np.bool_)
    others[field.by_hand] = False
    for tier, stops in ((S, field.stops_s), (A, field.stops_key), (B, None)):
        free = int(np.count_nonzero((kept == tier) & others)) - int(np.count_nonzero((found == tier) & others))
        if free <= 0:
            continue
        may = field.competes & (found > tier)
        if stops is not None:
            may &= ~stops
        rows = np.flatnonzero(may)
        score = sight.exact(rows)
        rows, score = rows[score > -np.inf], score[score > -np.inf]
        found[rows[np.argsort(-score, kind="stable")[:free]]] = tier
    return found
