"""Range of each weight within which one account keeps its tier before gates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import NONE
from kam_core.whatif.robustness.one_weight import weight_base
from kam_core.whatif.robustness.quota_weight_range import rank_range
from kam_core.whatif.robustness.score_cut_weight_range import safe_ranges


@dataclass(frozen=True)
class AccountRange:
    """One weight in points of the sum of all active weights: where it is and how far it may go; `criterion` is its
    place in the model, `most` the sum. Where the sum is above 100, an end may lie beyond what its lever reaches."""

    criterion: int
    low: float
    present: float
    high: float
    most: float


def account_ranges(portfolio: Portfolio, row: int) -> tuple[AccountRange, ...]:
    """A range per movable weight; none for accounts without a tier by score."""
    base = weight_base(portfolio)
    if portfolio.inputs.overridden[row] != NONE or portfolio.tiers.cut[row] == NONE:
        return ()
    if np.isnan(portfolio.scores.score[row]):
        return ()
    match portfolio.model.cut:
        case ScoreCut():
            safe = safe_ranges(portfolio)
            ends = {k: (float(safe.low[row, k]), float(safe.high[row, k])) for k in base.movable}
        case QuotaCut() if portfolio.inputs.competes[row]:
            ends = {k: rank_range(portfolio, row, k) for k in base.movable}
        case _:
            return ()
    return tuple(
        AccountRange(k, low * base.total, float(base.weights[k]), high * base.total, base.total)
        for k, (low, high) in ends.items()
    )
