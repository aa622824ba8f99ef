"""Effective weights (shares of the scores' variance) and redundant criteria."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import NONE
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Share, Term
from kam_core.whatif.robustness.one_weight import Numbers, weight_base

ALIKE = 0.8
"""Correlation of points from which two criteria are redundant."""
LEAST_ACCOUNTS = 10
"""Minimum of accounts with both values for a correlation."""


@dataclass(frozen=True)
class Pair:
    """Two criteria, by index in the model, with correlated points."""

    first: int
    second: int
    correlation: float
    accounts: int


@dataclass(frozen=True)
class Redundancy:
    """nominal: the share of weight that each criterion has; effective: the share of the scores' differences (variance)
    that it makes, negative where it works against the others; both add up to 1. effective is NaN where all scores are
    equal. accounts: number of accounts with a score and a tier."""

    nominal: Numbers
    effective: Numbers
    pairs: tuple[Pair, ...]
    accounts: int


def redundancy(portfolio: Portfolio) -> Redundancy:
    """Covariance of each contribution with the score over the score's variance, and the redundant pairs."""
    rows = np.flatnonzero((portfolio.tiers.cut != NONE) & ~np.isnan(portfolio.scores.score))
    base = weight_base(portfolio)
    parts = portfolio.scores.contributions[rows]
    centred = parts - parts.mean(axis=0) if len(rows) else parts
    totals = centred.sum(axis=1)
    variance = float(totals @ totals)
    effective = centred.T @ totals / variance if variance > 1e-12 else np.full(len(base.share), np.nan)
    return Redundancy(base.share, effective, _pairs(portfolio, base.weights, rows), len(rows))


def _pairs(portfolio: Portfolio, weights: Numbers, rows: npt.NDArray[np.intp]) -> tuple[Pair, ...]:
    points = portfolio.matrix.points[rows]
    known = ~np.isnan(points)
    used = np.flatnonzero(weights > 0)
    found = []
    for place, first in enumerate(used.tolist()):
        for second in used[place + 1 :].tolist():
            both = known[:, first] & known[:, second]
            if both.sum() < LEAST_ACCOUNTS:
                continue
            one, other = points[both, first], points[both, second]
            one, other = one - one.mean(), other - other.mean()
            size = float(np.sqrt((one @ one) * (other @ other)))
            if size > 1e-9 and abs(correlation := float(one @ other) / size) >= ALIKE:
                found.append(Pair(first, second, correlation, int(both.sum())))
    return tuple(sorted(found, key=lambda pair: -abs(pair.correlation)))


def redundancy_advice(portfolio: Portfolio, found: Redundancy) -> Message | None:
    """Which criteria measure nearly the same thing, what they weigh together, and what to do; None for none."""
    alike: list[int] = []
    for pair in found.pairs:
        if pair.correlation > 0:
            alike += [k for k in (pair.first, pair.second) if k not in alike]
    if not alike:
        return None
    share = Share(float(sum(found.nominal[k] for k in alike)))
    names = [_label(portfolio, k) for k in sorted(alike, key=lambda k: -found.nominal[k])]
    listed: object = names[0]
    for name in names[1:-1]:
        listed = Message("{first}, {second}", first=listed, second=name)
    return Message(
        "{criteria} and {last} overlap and carry {share} of the weight together. To count it once, keep one of those "
        "that measure the same thing, or lower their weights.",
        criteria=listed,
        last=names[-1],
        share=share,
    )


def _label(portfolio: Portfolio, k: int) -> Term:
    return Term(MEASURES[portfolio.model.criteria[k].measure].label)
