"""Goal seek: the smallest change of weights with which one account outranks another."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import weighted_sum
from kam_core.vocabulary.message import Message

Weights = npt.NDArray[np.float64]
MARGIN = 0.01
"""Points by which it must come before the other, so that the screen shows it too."""
MAX_WEIGHT = 100.0
ROUNDS = 40
CONVERGED = 1e-9


@dataclass(frozen=True)
class Outranking:
    """Weights by criterion name that put one account before another; their sum is what it was.

    moved: points of weight taken from some criteria and given to others; 0 where it is before already. exact: whether
    no smaller change exists (both accounts lack the same values); else it is the smallest that was found. weights is
    None where `why_not` says that nothing helps.
    """

    weights: dict[str, float] | None
    moved: float
    exact: bool
    why_not: Message | None = None


def outrank(portfolio: Portfolio, row: int, other: int) -> Outranking:
    """Weights that give `row` a score above that of `other` by a margin, moved as little as possible (in sum)."""
    lead = _Lead(portfolio, row, other)
    start = lead.start
    same_gaps = bool((np.isnan(lead.points[0]) == np.isnan(lead.points[1])).all())
    exact = same_gaps or portfolio.model.missing != "share_out"
    if lead.of(start) >= MARGIN:
        return Outranking({**_weights_by_name(portfolio)}, 0.0, True)
    if len(start) == 0 or math.isnan(lead.of(start)):
        return _no_outranking(Message("One of the two has no score."))
    best = lead.best_start()
    if best is None:
        return _no_outranking(
            Message("No weights help: the other account is at least as good on every criterion known for both.")
        )
    found = _refine(lead, start, best)
    weights = _weights_by_name(portfolio)
    names = np.array([criterion.name for criterion in portfolio.model.criteria])[portfolio.matrix.active]
    weights |= dict(zip(names.tolist(), (float(one) for one in found), strict=True))
    return Outranking(weights, float(np.maximum(found - start, 0.0).sum()), exact)


class _Lead:
    """Lead of one account over another in points, as a function of the weights."""

    def __init__(self, portfolio: Portfolio, row: int, other: int) -> None:
        active = portfolio.matrix.active
        self.missing = portfolio.model.missing
        self.points = portfolio.matrix.points[[row, other]][:, active]
        self.start = np.array([criterion.weight for criterion in portfolio.model.criteria])[active]
        self.total = float(self.start.sum())

    def of(self, weights: Weights) -> float:
        """The lead in points; NaN where one of the two has no score."""
        mine, theirs = weighted_sum(self.points, weights, self.missing).score
        return float(mine - theirs)

    def slope(self, weights: Weights) -> Weights:
        """Gradient of the lead."""
        known = ~np.isnan(self.points)
        scores = weighted_sum(self.points, weights, self.missing).score[:, None]
        fill = {"neutral": 50.0}.get(self.missing, 0.0)
        if self.missing == "share_out":
            base = (known * weights).sum(axis=1)[:, None]
            each = np.where(known, (np.where(known, self.points, 0.0) - scores) / base, 0.0)
        else:
            each = (np.where(known, self.points, fill) - scores) / self.total
        return np.asarray(each[0] - each[1])

    def best_start(self) -> Weights | None:
        """The weights with the largest lead, by the values known of both; None where no weights give a lead."""
        if self.missing == "share_out":
            ahead = self.points[0] - self.points[1]
        else:
            fill = {"neutral": 50.0}.get(self.missing, 0.0)
            filled = np.where(np.isnan(self.points), fill, self.points)
            ahead = filled[0] - filled[1]
        ranked = np.argsort(np.where(np.isnan(ahead), np.inf, -ahead), kind="stable")
        weights, left = np.zeros(len(self.start)), self.total
        for place in ranked.tolist():
            weights[place] = min(left, MAX_WEIGHT)
            left -= weights[place]
        return weights if self.of(weights) >= MARGIN else None


def _refine(lead: _Lead, start: Weights, best: Weights) -> Weights:
    """Minimise the moved weight: a linear program, iterated where missing values make the lead non-linear."""
    at = start
    for _ in range(ROUNDS):
        step = _program(lead, start, at)
        if step is None:
            break
        moved = float(np.abs(step - at).max())
        at = step
        if moved < CONVERGED:
            break
    if lead.of(at) < MARGIN:
        at = _between(lead, at, best)
    return _between(lead, start, at)


def _program(lead: _Lead, start: Weights, at: Weights) -> Weights | None:
    """The least sum of moves from `start` with which the lead, linearised at `at`, suffices."""
    from scipy.optimize import linprog  # 0.4 s to import: only where somebody asks for it

    if not math.isfinite(lead.of(at)):
        return None
    k = len(start)
    slope = lead.slope(at)
    # lead(at) + slope · (start + up − down − at) ≥ margin
    least = MARGIN + 1e-7 - lead.of(at) - float(slope @ (start - at))
    answer = linprog(
        c=np.ones(2 * k),
        A_ub=[-np.concatenate([slope, -slope])],
        b_ub=[-least],
        A_eq=[np.concatenate([np.ones(k), -np.ones(k)])],
        b_eq=[0.0],
        bounds=[(0.0, max(0.0, MAX_WEIGHT - weight)) for weight in start] + [(0.0, weight) for weight in start],
        method="highs",
    )
    if not answer.success:
        return None
    return np.asarray(np.clip(start + answer.x[:k] - answer.x[k:], 0.0, MAX_WEIGHT))


def _between(lead: _Lead, low: Weights, high: Weights) -> Weights:
    """The first point between `low` and `high`, which suffices, from which on the lead suffices."""
    inside, outside = 1.0, 0.0
    for _ in range(60):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if lead.of(low + middle * (high - low)) >= MARGIN else (inside, middle)
    return np.asarray(low + inside * (high - low))


def _weights_by_name(portfolio: Portfolio) -> dict[str, float]:
    return {criterion.name: criterion.weight for criterion in portfolio.model.criteria}


def _no_outranking(why: Message) -> Outranking:
    return Outranking(None, 0.0, True, why)
