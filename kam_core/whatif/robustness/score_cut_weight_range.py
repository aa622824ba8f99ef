"""Range of each weight within which each account stays on its side of every score cut, in closed form.

An account reaches a cut c where (1−t)·A + t·g ≥ 0, with g = u − c for the moved criterion and A the same for the others
by their own shares. Gaps that are shared out change A and g, not the form: the flip is A / (A − g) all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.cut import score_limits
from kam_core.scoring.tiering.tier import NONE, C, S
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.one_weight import Numbers, WeightBase, weight_base

BLOCK = 4096
"""Rows in one step, so that they fit into the processor's cache."""
OUT_OF_REACH, ALWAYS_REACHED = 101.0, -1.0
"""Cuts above S and below C, which no score from 0 to 100 crosses."""

ROUNDING = 1e-12
"""Distances up to this are rounding errors."""


@dataclass(frozen=True)
class SafeRanges:
    """The range of each weight in which an account's tier by cut stays, as shares of the active weights.

    low, high: n × k; NaN for criteria that cannot move and accounts without a tier. Inside the range the tier stays;
    at an end the score equals the cut, which earns the higher tier. 0 and 1 are the ends of the axis, not flips: an
    account that lacks the value of a criterion with all the weight has no score any more.
    present: k shares; total: the sum of the active weights, so that share × total is in points of weight.
    """

    low: Numbers
    high: Numbers
    present: Numbers
    total: float


@dataclass(frozen=True)
class CutCrossings:
    """Shares at which each account crosses each cut while one weight runs from 0 to all.

    share: n × k × 3 (cuts of S, A, B), strictly between 0 and 1, NaN where it never
    crosses; up: whether a growing weight lifts it over the cut.
    """

    share: Numbers
    up: npt.NDArray[np.bool_]
    present: Numbers
    total: float


def score_cuts(portfolio: Portfolio) -> Numbers:
    """The three cuts. Refuses models that do not cut by score."""
    if not isinstance(portfolio.model.cut, ScoreCut):
        raise UserError("Ranges for one account are only available for score cuts. Choose the cut method Score.")
    return np.array(score_limits(portfolio.model.cut))


def flips(portfolio: Portfolio) -> CutCrossings:
    """Every flip of every account at every weight and cut. Refuses models that do not cut by score."""
    cuts = score_cuts(portfolio)
    base = weight_base(portfolio)
    share = np.full((*base.points.shape, len(cuts)), np.nan)
    up = np.zeros(share.shape, dtype=bool)
    columns = np.array(base.movable, dtype=np.intp)
    for place, cut in enumerate(cuts):
        for rows in _blocks(len(base.points)):
            others, own, crossing = _sides(base, rows, columns, np.full(rows.stop - rows.start, cut))
            crosses = (others > 0) & (own < 0) | (others < 0) & (own > 0)
            share[rows, columns, place] = np.where(crosses, crossing, np.nan)
            up[rows, columns, place] = crosses & (own > 0)
    unscored = np.isnan(portfolio.scores.score)
    share[unscored], up[unscored] = np.nan, False
    return CutCrossings(share, up, base.share, base.total)


def safe_ranges(portfolio: Portfolio) -> SafeRanges:
    """The safe range of every weight for every account. Refuses models that do not cut by score."""
    cuts = score_cuts(portfolio)
    base = weight_base(portfolio)
    tier = portfolio.tiers.cut
    least = np.append(cuts, ALWAYS_REACHED)[np.where(tier == NONE, C, tier)]
    most = np.insert(cuts, 0, OUT_OF_REACH)[np.where(tier == NONE, S, tier)]
    low, high = (np.full(base.points.shape, np.nan) for _ in range(2))
    columns = np.array(base.movable, dtype=np.intp)
    here = base.share[columns]
    for rows in _blocks(len(tier)):
        others, own, crossing = _sides(base, rows, columns, least[rows])
        bound_low = np.where((others < 0) & (own >= 0), crossing, 0.0)
        bound_high = np.where((others >= 0) & (own < 0), crossing, 1.0)
        others, own, crossing = _sides(base, rows, columns, most[rows])
        np.copyto(bound_low, np.maximum(bound_low, crossing), where=(others >= 0) & (own < 0))
        np.copyto(bound_high, np.minimum(bound_high, crossing), where=(others < 0) & (own >= 0))
        # A score on the cut may round to either side of it: the present weight is always in the range.
        low[rows, columns] = np.minimum(bound_low, here)
        high[rows, columns] = np.maximum(bound_high, here)
    without = (tier == NONE) | np.isnan(portfolio.scores.score)
    low[without], high[without] = np.nan, np.nan
    return SafeRanges(low, high, base.share, base.total)


def _blocks(rows: int) -> list[slice]:
    return [slice(start, min(start + BLOCK, rows)) for start in range(0, rows, BLOCK)]


def _sides(
    base: WeightBase, rows: slice, columns: npt.NDArray[np.intp], cuts: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Distance to the cut of the others and of the moved criterion, and the share at which they balance."""
    above = base.points[rows] - cuts[:, None]
    if base.gaps:
        above *= base.known[rows]
    # Whole weights, not shares of them: sums of round numbers are exact, and a score on the cut stays on it.
    weights = base.weights
    excess = np.einsum("ij,j->i", above, weights)[:, None]
    own = above if len(columns) == above.shape[1] else above[:, columns]
    others = excess - own * weights[columns]
    others[np.abs(others) <= ROUNDING * base.total] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = others / (excess - base.total * own)
    return others, own, crossing
