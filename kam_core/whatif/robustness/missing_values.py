"""What an account's blanks could make of it: its tier if they were worst or best, and which one to ask for first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.cut import score_limits
from kam_core.scoring.tiering.tier import NONE, Codes
from kam_core.whatif.robustness.gated_tiers import after_gates
from kam_core.whatif.robustness.one_weight import Numbers, ground
from kam_core.whatif.robustness.quota_interval import race

WORST, BEST = 0.0, 100.0
NONE_MISSING = -1


@dataclass(frozen=True)
class Blanks:
    """One entry per account; the others stay as they are while its blanks are filled.

    low_score, high_score: with all its blanks at 0 and at 100 points; low, high: the tiers behind the gates that these
    bring (−1 without a tier); missing: how many criteria with a weight it lacks; ask: the criterion to ask for first,
    −1 where nothing is missing; decides: whether that one alone may change the tier; swing: points of score between its
    worst and its best.
    """

    low_score: Numbers
    high_score: Numbers
    low: Codes
    high: Codes
    missing: np.ndarray
    ask: np.ndarray
    decides: np.ndarray
    swing: Numbers


def blanks(portfolio: Portfolio) -> Blanks:
    """Fill every blank at its worst and its best. First to be asked for: what can change the tier, then what moves the
    score most, then what stands first in the model."""
    base = ground(portfolio)
    lacks = np.isnan(portfolio.matrix.points) & (base.weights > 0)
    have = np.where(lacks, 0.0, base.points) @ base.weights
    known = (~lacks).astype(np.float64) @ base.weights
    gap = lacks.astype(np.float64) @ base.weights
    total = base.total if base.total > 0 else np.nan
    low_score, high_score = (have + WORST * gap) / total, (have + BEST * gap) / total
    n, k = lacks.shape
    best_swing, ask = np.full(n, -1.0), np.full(n, NONE_MISSING)
    decides = np.zeros(n, bool)
    for column in range(k):
        rows = np.flatnonzero(lacks[:, column])
        if not len(rows):
            continue
        weight = base.weights[column]
        # Other blanks stay as the policy has them: shared out, or at its points.
        others = base.points[rows] @ base.weights - base.points[rows, column] * weight
        below = known[rows] + weight if portfolio.model.missing == "share_out" else np.full(len(rows), total)
        worst, best = ((others + weight * points) / below for points in (WORST, BEST))
        turns = tiers_at(portfolio, rows, worst) != tiers_at(portfolio, rows, best)
        better = (turns & ~decides[rows]) | ((turns == decides[rows]) & (best - worst > best_swing[rows] + 1e-12))
        chosen = rows[better]
        ask[chosen], decides[chosen], best_swing[chosen] = column, turns[better], (best - worst)[better]
    everybody = np.arange(n)
    return Blanks(
        low_score=low_score,
        high_score=high_score,
        low=tiers_at(portfolio, everybody, low_score),
        high=tiers_at(portfolio, everybody, high_score),
        missing=lacks.sum(axis=1),
        ask=ask,
        decides=decides,
        swing=np.maximum(best_swing, 0.0),
    )


def worth_asking(portfolio: Portfolio, found: Blanks) -> np.ndarray:
    """Rows whose blanks may change the tier, the largest revenue first."""
    rows = np.flatnonzero((found.ask != NONE_MISSING) & (found.low != found.high) & (found.low != NONE))
    return rows[np.argsort(-portfolio.inputs.revenue[rows], kind="stable")]


def tiers_at(portfolio: Portfolio, rows: np.ndarray, scores: Numbers) -> Codes:
    """The tier behind the gates of each row if its own score were another one and all others stayed.

    Under a Pareto cut a score changes nothing; −1 for accounts without a tier.
    """
    cut, inputs, codes = portfolio.model.cut, portfolio.inputs, portfolio.tiers.cut[rows].copy()
    scores = np.where(np.isnan(scores), -np.inf, scores)
    match cut:
        case ScoreCut():
            reached = scores[:, None] < np.array(score_limits(cut)) - 1e-9
            codes = np.where(codes == NONE, NONE, reached.sum(axis=1)).astype(np.int8)
        case QuotaCut():
            runs = inputs.competes[rows]
            place = _places(portfolio, rows[runs], scores[runs])
            codes[runs] = np.searchsorted(np.array(race(portfolio).seat_ends), place, side="right")
    return after_gates(codes, rows, inputs)


def _places(portfolio: Portfolio, rows: np.ndarray, scores: Numbers) -> np.ndarray:
    """How many of the other competitors would stand before each row: more points, or as many and earlier."""
    order = race(portfolio).order
    own = np.where(np.isnan(portfolio.scores.score), -np.inf, portfolio.scores.score)
    rising = own[order][::-1]
    above = len(rising) - np.searchsorted(rising, scores, side="right")
    ties = np.flatnonzero(np.searchsorted(rising, scores, side="left") < len(rising) - above)
    place = above - (own[rows] > scores)
    for one in ties.tolist():
        equal = order[own[order] == scores[one]]
        place[one] += int((equal < rows[one]).sum())
    return np.asarray(place)
