"""Fill seats vacated by gates with the next accounts by score (domain: tier, step 3)."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.kernel.approximate_scores import ApproximateScores
from kam_core.scoring.tiering.tier_inputs import A, B, Codes, S, TierInputs


def refill_places(before_gates: Codes, gated: Codes, approximate: ApproximateScores, inputs: TierInputs) -> Codes:
    """The tiers after S, then A, then B took the next accounts by score that pass their gates, until each has as many
    accounts as before its gates.

    Overridden accounts and those without score or revenue in the window are left out. Ties go to the earlier account.
    """
    result: Codes = gated.copy()
    others = np.ones(len(before_gates), np.bool_)
    others[inputs.overridden_rows] = False
    for tier, fails_gate in ((S, inputs.fails_s_gate), (A, inputs.fails_key_gate), (B, None)):
        free = int(np.count_nonzero((before_gates == tier) & others)) - int(np.count_nonzero((result == tier) & others))
        if free <= 0:
            continue
        eligible = inputs.competes & (result > tier)
        if fails_gate is not None:
            eligible &= ~fails_gate
        rows = np.flatnonzero(eligible)
        score = approximate.exact(rows)
        rows, score = rows[score > -np.inf], score[score > -np.inf]
        result[rows[np.argsort(-score, kind="stable")[:free]]] = tier
    return result
