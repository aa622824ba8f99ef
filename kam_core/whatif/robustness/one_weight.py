"""Scores as functions of one weight; the other weights keep their ratios.

t is the moved weight's share of the sum of the active weights. At t = 0 it counts for nothing, at t = 1 it has all the
weight. With gaps shared out, score(t) = ((1−t)·n0 + t·n1) / ((1−t)·d0 + t·d1); without gaps both d are 1 and it is
a line. Either way the score is monotone in t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import MISSING_POINTS

LEVER_END = 100.0
"""Points at which a lever ends, however much all weights add up to."""
Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
ALONE = 1e-12
"""Where the others weigh less than this share, a criterion cannot trade weight."""


@dataclass(frozen=True)
class ScoreRatios:
    """Scores of some accounts while one weight moves: numerators and denominators at t = 0 and t = 1."""

    n0: Numbers
    d0: Numbers
    n1: Numbers
    d1: Numbers

    def at(self, t: float) -> Numbers:
        """Scores at a share; at the ends the limit, −∞ for accounts without any known value."""
        above = (1 - t) * self.n0 + t * self.n1
        below = (1 - t) * self.d0 + t * self.d1
        with np.errstate(divide="ignore", invalid="ignore"):
            score = above / below
            bare = below <= 0
            if bare.any():
                # Only one end is undefined for these: near it their score is that of the other end.
                limit = np.where(self.d0 > 0, self.n0 / self.d0, self.n1 / self.d1)
                score = np.where(bare, limit, score)
        return np.where(np.isnan(score), -np.inf, score)

    def rows(self, which: Rows) -> ScoreRatios:
        """The curves of some accounts."""
        return ScoreRatios(self.n0[which], self.d0[which], self.n1[which], self.d1[which])

    def mirrored(self) -> ScoreRatios:
        """The curves with t counted from the other end."""
        return ScoreRatios(self.n1, self.d1, self.n0, self.d0)


@dataclass(frozen=True)
class WeightBase:
    """Points and weights from which one weight is moved.

    points: n × k, 0–100, gaps filled as the policy says (0 and `known` false where they are shared out);
    weights: k points, 0 for criteria without data; total: their sum; share: the same, adding up to 1;
    movable: criteria with data, with others of a weight above 0.
    """

    points: Numbers
    known: npt.NDArray[np.bool_]
    weights: Numbers
    share: Numbers
    total: float
    movable: tuple[int, ...]
    gaps: bool

    def ratios(self, k: int, rows: Rows) -> ScoreRatios:
        """The accounts' scores while criterion k moves."""
        others = self.share.copy()
        others[k] = 0.0
        others /= others.sum()
        points = self.points[rows]
        ones = np.ones(len(rows))
        if not self.gaps:
            return ScoreRatios(_sums(points, others), ones, points[:, k], ones)
        known = self.known[rows].astype(np.float64)
        return ScoreRatios(_sums(points, others), _sums(known, others), points[:, k], known[:, k])

    def moved(self, k: int, t: float) -> Numbers:
        """The weights in points with criterion k at share t: their sum stays, the others keep their ratios."""
        moved: Numbers = self.share * (self.total * (1 - t) / (1 - self.share[k]))
        moved[k] = t * self.total
        return moved


def _sums(points: Numbers, weights: Numbers) -> Numbers:
    """Weighted sums of rows, bit-equal for equal rows, on one thread."""
    sums: Numbers = np.einsum("ij,j->i", points, weights)
    return sums


def weight_base(portfolio: Portfolio) -> WeightBase:
    """The points and shares of a portfolio for one-weight analyses."""
    active = portfolio.matrix.active
    weights = np.array([criterion.weight for criterion in portfolio.model.criteria]) * active
    total = float(weights.sum())
    share = weights / total if total > 0 else weights
    known = ~np.isnan(portfolio.matrix.points)
    missing = portfolio.model.missing
    points = np.where(known, portfolio.matrix.points, MISSING_POINTS.get(missing, 0.0))
    if missing != "share_out":
        known = np.ones_like(known)
    movable = tuple(k for k in range(len(weights)) if active[k] and total > 0 and 1 - share[k] > ALONE)
    counted = [k for k in range(len(weights)) if active[k]]
    return WeightBase(points, known, weights, share, total, movable, gaps=not bool(known[:, counted].all()))
