"""The change of a score split exactly: by the account's own data, by the weights, by utility ranges and peers.

Which of the three changes first would decide how much each gets. So each gets the mean over all six orders in which
they can change (the Shapley value of a game of three), and the parts add up to the change.

- *data*: the account's own raw values.
- *weights*: the weights, criteria that came or went, and what the model does with missing values.
- *ranges and peers*: the measure and utility of a criterion, the other accounts' values where points go by rank, and
  which criteria drop out because nobody has data.
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
from kam_core.vocabulary.cached_property import once

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
    by criterion and by FACTORS: a criterion's part says by how much more (or less) it lifts the account above the score
    that it had before. points_before, points_after: m × k, NaN where the value is missing or the criterion is not in
    that model; weights_before, weights_after: k, 0 likewise; criteria: k, those of the model after first.
    """

    criteria: tuple[Criterion, ...]
    before: Values
    after: Values
    by_criterion: Values
    points_before: Values
    points_after: Values
    weights_before: Values
    weights_after: Values

    @once
    def parts(self) -> Values:
        """m × 3: the change by FACTORS; each row adds up to after − before within 1e-9."""
        return np.asarray(self.by_criterion.sum(axis=1))

    def main(self, nth: int) -> str:
        """The measure of the criterion that did most in the direction in which the score of the n-th row went."""
        steps = self.by_criterion[nth].sum(axis=1)
        return self.criteria[int(np.argmax(steps if steps.sum() >= 0 else -steps))].measure


def score_change(before: Portfolio, after: Portfolio, rows_before: Rows, rows_after: Rows) -> ScoreChange:
    """The split for accounts that stand at `rows_before` of the one and at `rows_after` of the other portfolio.

    Where a mixture of before and after has nothing to score an account by, it counts as its score before.
    """
    criteria = _united(before, after)
    sides = (_Side(before, rows_before, criteria), _Side(after, rows_after, criteria))
    start, end = (side.portfolio.scores.at(side.rows) for side in sides)
    known = ~np.isnan(start) & ~np.isnan(end)
    points = _points(sides, criteria)
    lifts = {
        (data, weights, ranges): _lifts(
            points[data, ranges], sides[weights].weights * sides[ranges].active, sides[weights].missing, start
        )
        for data, weights, ranges in itertools.product((_BEFORE, _AFTER), repeat=3)
    }
    parts = np.zeros((len(rows_before), len(criteria), len(FACTORS)))
    for factor in range(len(FACTORS)):
        for others in itertools.product((_BEFORE, _AFTER), repeat=2):
            mixture = [*others[:factor], _BEFORE, *others[factor:]]
            changed = [*others[:factor], _AFTER, *others[factor:]]
            step = lifts[changed[0], changed[1], changed[2]] - lifts[mixture[0], mixture[1], mixture[2]]
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
    """One portfolio as seen over the united criteria: what it says of weights, and which criteria count in it."""

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
        """A measure of everybody in this portfolio."""
        if measure not in self._raw:
            self._raw[measure] = raw_values(self.portfolio.accounts, measure)
        return self._raw[measure]

    def mine(self, measure: str) -> Values:
        """The measure of the rows that are explained."""
        if measure not in self._mine:
            self._mine[measure] = raw_values(self._accounts, measure)
        return self._mine[measure]


def _united(before: Portfolio, after: Portfolio) -> tuple[Criterion, ...]:
    names = {criterion.name for criterion in after.model.criteria}
    return (*after.model.criteria, *(c for c in before.model.criteria if c.name not in names))


def _points(sides: tuple[_Side, _Side], criteria: tuple[Criterion, ...]) -> dict[tuple[int, int], Values]:
    """Points m × k by whose data (before, after) are read under whose ranges and peers."""
    found = {}
    for data, ranges in itertools.product((_BEFORE, _AFTER), repeat=2):
        columns = []
        for k in range(len(criteria)):
            ruler, owner = sides[ranges], sides[data]
            criterion = ruler.criteria[k]
            values, own = owner.mine(criterion.measure), ruler.mine(criterion.measure)
            same = data == ranges or np.array_equal(values, own, equal_nan=True)
            if same and ruler.own[k]:
                columns.append(ruler.portfolio.matrix.points[ruler.rows, ruler.place[criterion.name]])
            elif isinstance(criterion.utility, Percentile):
                columns.append(_among(values, ruler.raw(criterion.measure), own, criterion.utility))
            else:
                columns.append(criterion.utility.points(values))
        found[data, ranges] = np.column_stack(columns)
    return found


def _among(values: Values, everybody: Values, own: Values, utility: Percentile) -> Values:
    """Percentile points of values that stand in for each account's own among everybody else."""
    ladder = np.sort(everybody[~np.isnan(everybody)])
    lower, upper = (np.searchsorted(ladder, values, side=side) for side in _SIDES)
    below, level = lower - (own < values), upper - lower - (own == values)
    others = len(ladder) - ~np.isnan(own)
    share = np.where(others > 0, (below + level / 2) / np.maximum(others, 1), HALF / FULL)
    points = (share if utility.more_is_better else 1.0 - share) * FULL
    return np.where(np.isnan(values), np.nan, points)


def _lifts(points: Values, weights: Values, missing: str, start: Values) -> Values:
    """m × k: by how much each criterion lifts the score above `start`; a row adds up to score − start.

    All 0 where nothing is known, which is the score before.
    """
    known = ~np.isnan(points)
    counted = weights * known if missing == "share_out" else np.broadcast_to(weights, points.shape)
    base = counted.sum(axis=1, keepdims=True)
    shares = counted / np.where(base > 0, base, 1.0)
    filled = np.where(known, points, MISSING_POINTS.get(missing, 0.0))
    return np.asarray(shares * (filled - start[:, None]))
