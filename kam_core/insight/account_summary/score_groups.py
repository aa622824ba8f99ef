"""Points of a score by part of the model: earned of the maximum; the parts add up to the score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.criterion import GROUPS
from kam_core.scoring.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """A part of the model: the points that the account earned there, and the most that it could have earned."""

    group: str
    earned: float
    possible: float


def score_groups(portfolio: Portfolio, row: int) -> list[ScoreGroup]:
    """The parts with a weight, in the order of the model's groups; the maxima add up to 100.

    A criterion without a value for the account counts for neither where the model spreads its weight over the others.
    """
    criteria = portfolio.model.criteria
    known = ~np.isnan(portfolio.matrix.points[row])
    counted = portfolio.matrix.active & (known | (portfolio.model.missing != "share_out"))
    weights = np.array([criterion.weight for criterion in criteria]) * counted
    total = float(weights.sum())
    if total <= 0:
        return []
    earned = portfolio.scores.contributions_of(np.array([row]))[0]
    groups = []
    for group in GROUPS:
        inside = np.array([criterion.group == group for criterion in criteria])
        possible = 100 * float(weights[inside].sum()) / total
        if possible > 0:
            groups.append(ScoreGroup(group, float(earned[inside].sum()), possible))
    return groups
