"""Find ties at a cut: accounts with equal scores on both sides of it."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.model.cuts import Cut, ParetoCut, ScoreCut
from kam_core.scoring.score import Scores
from kam_core.scoring.tiering.tier_inputs import A, B, Codes, Flags, S, TierInputs


def equals_at_a_cut(scores: Scores, inputs: TierInputs, cut: Cut, codes: Codes) -> Flags:
    """Accounts with the score (under a Pareto cut the revenue) of an account on the other side of a cut. `codes`: the
    tiers by the cut alone. A score cut never separates equals."""
    ties = np.zeros(len(codes), np.bool_)
    if isinstance(cut, ScoreCut):
        return ties
    by_revenue = isinstance(cut, ParetoCut)
    among = inputs.buys if by_revenue else inputs.competes & ~np.isnan(scores.score)
    values = inputs.revenue if by_revenue else scores.score
    for boundary in (S, A, B):
        inside, outside = among & (codes <= boundary), among & (codes > boundary)
        if inside.any() and outside.any() and (last := values[inside].min()) == values[outside].max():
            ties |= among & (values == last)
    return ties
