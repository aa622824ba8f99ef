"""Effective weights (shares of the scores' variance) and redundant criteria."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import NONE
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, Message, Share, Term
from kam_core.whatif.robustness.one_weight import Numbers, weight_base

ALIKE = 0.8
"""Correlation of points from which two criteria are redundant."""
LEAST_ACCOUNTS = 10
"""Minimum of accounts with both values for a correlation."""
FAR_APART = 2.0
"""Ratio of effective to nominal weight (or its inverse) that is worth a sentence."""
MIN_SHARE = 0.05
"""Weights below this share are not worth one."""

TOGETHER = N_(
    "{first} and {second} measure nearly the same thing (correlation {r}) and together carry {share} of the weight."
)
AGAINST = N_("{first} and {second} offset each other (correlation {r}) and together carry {share} of the weight.")


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


def warnings(portfolio: Portfolio, found: Redundancy) -> tuple[Message, ...]:
    """A sentence per redundant pair, and per criterion with an effective weight far from the nominal one."""
    messages = []
    for pair in found.pairs:
        together = float(found.nominal[pair.first] + found.nominal[pair.second])
        messages.append(
            Message(
                TOGETHER if pair.correlation > 0 else AGAINST,
                first=_label(portfolio, pair.first),
                second=_label(portfolio, pair.second),
                r=round(pair.correlation, 2),
                share=Share(together),
            )
        )
    for k, (nominal, effective) in enumerate(zip(found.nominal.tolist(), found.effective.tolist(), strict=True)):
        if nominal <= 0 or np.isnan(effective) or max(nominal, effective) < MIN_SHARE:
            continue
        if effective >= FAR_APART * nominal or effective <= nominal / FAR_APART:
            messages.append(
                Message(
                    "{criterion} carries {nominal} of the weight but explains {effective} of the score differences.",
                    criterion=_label(portfolio, k), nominal=Share(nominal), effective=Share(effective),
                )
            )  # fmt: skip
    return tuple(messages)


def _label(portfolio: Portfolio, k: int) -> Term:
    return Term(MEASURES[portfolio.model.criteria[k].measure].label)
