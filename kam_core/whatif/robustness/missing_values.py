"""Effect of missing values: the tier if they were worst or best, and the value to ask for first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.cut import score_limits
from kam_core.scoring.tiering.tier import NONE, Codes
from kam_core.vocabulary.measures import MEASURES
from kam_core.whatif.robustness.gated_tiers import after_gates
from kam_core.whatif.robustness.one_weight import Numbers, weight_base
from kam_core.whatif.robustness.quota_interval import seat_competition

Flags = npt.NDArray[np.bool_]
WORST, BEST = 0.0, 100.0
ORDER_LINES = "transactions"
NONE_MISSING = -1


@dataclass(frozen=True)
class MissingValueEffects:
    """One entry per account; the others stay unchanged while its missing values are filled.

    low_score, high_score: with all missing values at 0 and at 100 points; low, high: the tiers after gates that these
    give (−1 without a tier); missing: how many criteria with a weight it lacks; ask: the criterion to ask for first,
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


def enterable(model: Model) -> Flags:
    """The criteria whose values people can enter; those computed from order lines alone stay missing until they buy."""
    return np.array([MEASURES[criterion.measure].needs != ORDER_LINES for criterion in model.criteria])


def missing_value_effects(portfolio: Portfolio, asked: Flags | None = None) -> MissingValueEffects:
    """Fill missing values at their worst and best. First to ask for: a value that can change the tier, then the one
    that moves the score most, then the first in the model.

    asked: the criteria whose values are filled; all without it. Others that are missing follow the model's policy.
    """
    base = weight_base(portfolio)
    missing = np.isnan(portfolio.matrix.points) & (base.weights > 0)
    lacks = missing if asked is None else missing & asked
    have = np.where(lacks, 0.0, base.points) @ base.weights
    known = (~missing).astype(np.float64) @ base.weights
    gap = lacks.astype(np.float64) @ base.weights
    whole = base.total if base.total > 0 else np.nan
    total = np.full(len(lacks), whole)
    if portfolio.model.missing == "share_out":
        total = np.where(known + gap > 0, known + gap, np.nan)
    low_score, high_score = (have + WORST * gap) / total, (have + BEST * gap) / total
    n, k = lacks.shape
    ranking = _ranking(portfolio)
    best_swing, ask = np.full(n, -1.0), np.full(n, NONE_MISSING)
    decides = np.zeros(n, bool)
    for column in range(k):
        rows = np.flatnonzero(lacks[:, column])
        if not len(rows):
            continue
        weight = base.weights[column]
        # Other missing values follow the policy: shared out, or at its points.
        others = base.points[rows] @ base.weights - base.points[rows, column] * weight
        below = known[rows] + weight if portfolio.model.missing == "share_out" else total[rows]
        worst, best = ((others + weight * points) / below for points in (WORST, BEST))
        turns = tiers_at(portfolio, rows, worst, ranking) != tiers_at(portfolio, rows, best, ranking)
        better = (turns & ~decides[rows]) | ((turns == decides[rows]) & (best - worst > best_swing[rows] + 1e-12))
        chosen = rows[better]
        ask[chosen], decides[chosen], best_swing[chosen] = column, turns[better], (best - worst)[better]
    everybody = np.arange(n)
    return MissingValueEffects(
        low_score=low_score,
        high_score=high_score,
        low=tiers_at(portfolio, everybody, low_score, ranking),
        high=tiers_at(portfolio, everybody, high_score, ranking),
        missing=lacks.sum(axis=1),
        ask=ask,
        decides=decides,
        swing=np.maximum(best_swing, 0.0),
    )


def rows_worth_asking(portfolio: Portfolio, found: MissingValueEffects) -> np.ndarray:
    """Rows whose missing values may change the tier, the largest revenue first."""
    rows = np.flatnonzero((found.ask != NONE_MISSING) & (found.low != found.high) & (found.low != NONE))
    return rows[np.argsort(-portfolio.inputs.revenue[rows], kind="stable")]


@dataclass(frozen=True)
class Competitors:
    """Those who compete for the seats of a quota: rows, best first; all scores (−inf where there is none); the scores
    of the competitors, rising; the last rank by tier."""

    order: np.ndarray
    own: Numbers
    rising: Numbers
    seat_ends: tuple[int, int, int]


def _ranking(portfolio: Portfolio) -> Competitors | None:
    """The competitors under a quota; None under another cut."""
    if not isinstance(portfolio.model.cut, QuotaCut):
        return None
    competition = seat_competition(portfolio)
    own = np.where(np.isnan(portfolio.scores.score), -np.inf, portfolio.scores.score)
    return Competitors(competition.order, own, own[competition.order][::-1], competition.seat_ends)


def tiers_at(portfolio: Portfolio, rows: np.ndarray, scores: Numbers, ranking: Competitors | None = None) -> Codes:
    """The tier after gates of each row with another score, all others unchanged.

    Under a Pareto cut a score changes nothing; −1 for accounts without a tier. `ranking`: the competitors of the
    portfolio, where they are known.
    """
    cut, inputs, codes = portfolio.model.cut, portfolio.inputs, portfolio.tiers.cut[rows].copy()
    scores = np.where(np.isnan(scores), -np.inf, scores)
    match cut:
        case ScoreCut():
            reached = scores[:, None] < np.array(score_limits(cut)) - 1e-9
            codes = np.where(codes == NONE, NONE, reached.sum(axis=1)).astype(np.int8)
        case QuotaCut():
            runs = inputs.competes[rows]
            known = ranking or _ranking(portfolio)
            assert known is not None
            place = _places(known, rows[runs], scores[runs])
            codes[runs] = np.searchsorted(np.array(known.seat_ends), place, side="right")
    return after_gates(codes, rows, inputs)


def _places(ranking: Competitors, rows: np.ndarray, scores: Numbers) -> np.ndarray:
    """Number of other competitors before each row: more points, or equal points and an earlier row."""
    order, own, rising = ranking.order, ranking.own, ranking.rising
    above = len(rising) - np.searchsorted(rising, scores, side="right")
    ties = np.flatnonzero(np.searchsorted(rising, scores, side="left") < len(rising) - above)
    place = above - (own[rows] > scores)
    for one in ties.tolist():
        equal = order[own[order] == scores[one]]
        place[one] += int((equal < rows[one]).sum())
    return np.asarray(place)
