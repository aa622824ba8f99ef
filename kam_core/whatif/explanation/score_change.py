"""Decompose a score change exactly (Shapley): own data, weights, utility ranges and peers.

The share of each of the three depends on the order in which they change. So each gets the mean over all six orders
(the Shapley value of a game of three), and the parts add up to the change.

- *data*: the account's own raw values.
- *weights*: the weights, added and removed criteria, and the policy for missing values.
- *ranges and peers*: the measure and utility of a criterion, the other accounts' values where points go by rank, and
  which criteria are inactive because no account has data.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import MISSING_POINTS, raw_values
from kam_core.scoring.utility import FULL, HALF, Percentile
from kam_core.vocabulary.cached_property import cached_property

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]
FACTORS = ("data", "weights", "ranges")
_BEFORE, _AFTER = 0, 1
_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
_SHARE_OF_ORDERS = {0: 1 / 3, 1: 1 / 6, 2: 1 / 3}
"""Share of the six orders in which a factor comes as first, as second after one given other, as last."""


@dataclass(frozen=True)
class ScoreChange:
    """Scores of m accounts before and after, and the parts of their change.

    before, after: m scores, NaN where there is none; then there are no parts either. by_criterion: m × k × 3, the parts
    by criterion and by FACTORS: a criterion's part is the change of its contribution above the score before.
    points_before, points_after: m × k, NaN where the value is missing or the criterion is not in that model;
    weights_before, weights_after: k, 0 likewise; criteria: k, those of the model after first.
    """

    criteria: tuple[Criterion, ...]
    before: Values
    after: Values
    by_criterion: Values
    points_before: Values
    points_after: Values
    weights_before: Values
    weights_after: Values

    @cached_property
    def parts(self) -> Values:
        """m × 3: the change by FACTORS; each row adds up to after − before within 1e-9."""
        return np.asarray(self.by_criterion.sum(axis=1))

    def main(self, nth: int) -> str:
        """The measure of the criterion with the largest part in the direction of the n-th row's change."""
        steps = self.by_criterion[nth].sum(axis=1)
        return self.criteria[int(np.argmax(steps if steps.sum() >= 0 else -steps))].measure


def score_change(before: Portfolio, after: Portfolio, rows_before: Rows, rows_after: Rows) -> ScoreChange:
    """The decomposition for accounts at `rows_before` of the one and at `rows_after` of the other portfolio.

    Where a mixture of before and after gives an account no score, its score before is used.
    """
    criteria = _united(before, after)
    sides = (_Side(before, rows_before, criteria), _Side(after, rows_after, criteria))
    start, end = (side.portfolio.scores.at(side.rows) for side in sides)
    known = ~np.isnan(start) & ~np.isnan(end)
    points = _points(sides, criteria)
    gains = {
        (data, weights, ranges): _gains(
            points[data, ranges], sides[weights].weights * sides[ranges].active, sides[weights].missing, start
        )
        for data, weights, ranges in itertools.product((_BEFORE, _AFTER), repeat=3)
    }
    parts = np.zeros((len(rows_before), len(criteria), len(FACTORS)))
    for factor in range(len(FACTORS)):
        for others in itertools.product((_BEFORE, _AFTER), repeat=2):
            mixture = [*others[:factor], _BEFORE, *others[factor:]]
            changed = [*others[:factor], _AFTER, *others[factor:]]
            step = gains[changed[0], changed[1], changed[2]] - gains[mixture[0], mixture[1], mixture[2]]
            parts[:, :, factor] += _SHARE_OF_ORDERS[sum(others)] * step
    parts[~known] = np.nan
    return ScoreChange(
        criteria=criteria,
        before=start,
        after=end,
        by_criterion=parts,
        points_before=np.where(sides[0].own, points[_BEFORE, _BEFORE], np.nan),
        points_after=np.where(sides[1].own, points[_AFTER, _AFTER], np.nan),
        weights_before=sides[0].weights,
        weights_after=sides[1].weights,
    )


class _Side:
    """One portfolio over the union of criteria: their weights, and which of them are active in it."""

    def __init__(self, portfolio: Portfolio, rows: Rows, criteria: tuple[Criterion, ...]) -> None:
        self.portfolio, self.rows = portfolio, rows
        self.missing = portfolio.model.missing
        self.place = {criterion.name: k for k, criterion in enumerate(portfolio.model.criteria)}
        self.own = np.array([criterion.name in self.place for criterion in criteria])
        # A criterion that is only in the other model is defined by it; here it has no weight.
        self.criteria = tuple(
            portfolio.model.criteria[self.place[c.name]] if c.name in self.place else c for c in criteria
        )
        self.weights = np.array([criterion.weight for criterion in self.criteria]) * self.own
        self._raw: dict[str, Values] = {}
        self._mine: dict[str, Values] = {}
        self._accounts = portfolio.accounts[rows] if len(rows) else portfolio.accounts.clear()
        data = {} if self.own.all() else {c.name: bool(np.any(~np.isnan(self.raw(c.measure)))) for c in self.criteria}
        self.active = np.array(
            [
                bool(portfolio.matrix.active[self.place[c.name]])
                if own
                else data[c.name] and not (c.unless is not None and data.get(c.unless, False))
                for c, own in zip(self.criteria, self.own, strict=True)
            ]
        )

    def raw(self, measure: str) -> Values:
        """A measure of all accounts of this portfolio."""
        if measure not in self._raw:
            self._raw[measure] = raw_values(self.portfolio.accounts, measure)
        return self._raw[measure]

    def mine(self, measure: str) -> Values:
        """The measure of the explained rows."""
        if measure not in self._mine:
            self._mine[measure] = raw_values(self._accounts, measure)
        return self._mine[measure]


def _united(before: Portfolio, after: Portfolio) -> tuple[Criterion, ...]:
    names = {criterion.name for criterion in after.model.criteria}
    return (*after.model.criteria, *(c for c in before.model.criteria if c.name not in names))


def _points(sides: tuple[_Side, _Side], criteria: tuple[Criterion, ...]) -> dict[tuple[int, int], Values]:
    """Points m × k by the side of the data and the side of ranges and peers."""
    points = {}
    for data, ranges in itertools.product((_BEFORE, _AFTER), repeat=2):
        columns = []
        for k in range(len(criteria)):
            scale, owner = sides[ranges], sides[data]
            criterion = scale.criteria[k]
            values, own = owner.mine(criterion.measure), scale.mine(criterion.measure)
            same = data == ranges or np.array_equal(values, own, equal_nan=True)
            if same and scale.own[k]:
                columns.append(scale.portfolio.matrix.points[scale.rows, scale.place[criterion.name]])
            elif isinstance(criterion.utility, Percentile):
                columns.append(_percentile_points(values, scale.raw(criterion.measure), own, criterion.utility))
            else:
                columns.append(criterion.utility.points(values))
        points[data, ranges] = np.column_stack(columns)
    return points


def _percentile_points(values: Values, everybody: Values, own: Values, utility: Percentile) -> Values:
    """Percentile points of values that replace each account's own among all others."""
    ladder = np.sort(everybody[~np.isnan(everybody)])
    lower, upper = (np.searchsorted(ladder, values, side=side) for side in _SIDES)
    below, level = lower - (own < values), upper - lower - (own == values)
    others = len(ladder) - ~np.isnan(own)
    share = np.where(others > 0, (below + level / 2) / np.maximum(others, 1), HALF / FULL)
    points = (share if utility.more_is_better else 1.0 - share) * FULL
    return np.where(np.isnan(values), np.nan, points)


def _gains(points: Values, weights: Values, missing: str, start: Values) -> Values:
    """m × k: gain of each criterion over `start`; a row adds up to score − start.

    All 0 where no value is known.
    """
    known = ~np.isnan(points)
    counted = weights * known if missing == "share_out" else np.broadcast_to(weights, points.shape)
    base = counted.sum(axis=1, keepdims=True)
    shares = counted / np.where(base > 0, base, 1.0)
    filled = np.where(known, points, MISSING_POINTS.get(missing, 0.0))
    return np.asarray(shares * (filled - start[:, None]))
