"""Accounts with the same score on either side of a cut: only their order decided between them."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.model.model import Cut, ParetoCut, ScoreCut
from kam_core.scoring.score import Scores
from kam_core.scoring.tiering.tier_inputs import A, B, Codes, Field, Flags, S


def equals_at_a_cut(scores: Scores, field: Field, cut: Cut, codes: Codes) -> Flags:
    """Who has the score (under a Pareto cut the revenue) of somebody on the other side of a cut. `codes`: the tiers by
    the cut alone. A score cut never parts equals."""
    found = np.zeros(len(codes), np.bool_)
    if isinstance(cut, ScoreCut):
        return found
    by_revenue = isinstance(cut, ParetoCut)
    among = field.buys if by_revenue else field.competes & ~np.isnan(scores.score)
    values = field.revenue if by_revenue else scores.score
    for boundary in (S, A, B):
        inside, outside = among & (codes <= boundary), among & (codes > boundary)
        if inside.any() and outside.any() and (last := values[inside].min()) == values[outside].max():
            found |= among & (values == last)
    return found
