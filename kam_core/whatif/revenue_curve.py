"""Cumulative revenue share of the buyers in the order of any score, from a histogram."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kam_core.scoring.kernel.approximate_scores import (
    BLOCK,
    CLASSES,
    LAST,
    ApproximateScores,
    Rows,
    ScoreClasses,
    class_of,
)
from kam_core.scoring.kernel.class_histogram import ClassHistogram
from kam_core.scoring.tiering.tier_inputs import TierInputs

Floats = npt.NDArray[np.float64]
MAX_POINTS = 500


def pareto_by_score(scores: ApproximateScores, inputs: TierInputs, most: int = MAX_POINTS) -> tuple[Floats, Floats]:
    """Share of the buyers and share of their revenue at the edges of score classes, the best first.

    Exact at each of its points (≤ `most`): accounts in a higher class come before all in a lower one. From
    (0, 0) to (1, 1); without buyers only the first.
    """
    if inputs.buyers == 0:
        return np.zeros(1), np.zeros(1)
    classes = scores.classes(inputs.buys)
    accounts, money, steps = classes.from_top, _revenue(classes, inputs), _steps(classes, inputs.buyers, most)
    # From here on classes stand in the order of the curve, the best first.
    revenue = money[::-1]
    if scores.tolerance:
        rows, approximate, exact_class = _misplaced(scores, classes, LAST - steps)
        # Row by row out of one class and into another.
        moves = LAST - np.column_stack([approximate, exact_class]).reshape(-1)
        sides = np.column_stack([-np.ones(len(rows)), np.ones(len(rows))]).reshape(-1)
        moved = np.zeros(CLASSES)
        np.add.at(moved, moves, sides)
        accounts = accounts + np.cumsum(moved)
        np.add.at(revenue, moves, sides * np.repeat(inputs.buyer_revenue[rows], 2))
    return _shares_from_zero(accounts[steps], inputs.buyers), _shares_from_zero(np.cumsum(revenue)[steps], money.sum())


def _shares_from_zero(reached: npt.NDArray[np.generic], total: float) -> Floats:
    """Shares of a total, beginning with 0."""
    shares = np.zeros(len(reached) + 1)
    np.divide(reached, total, out=shares[1:])
    return shares


def _revenue(classes: ScoreClasses, inputs: TierInputs) -> Floats:
    """Money per class."""
    # Where doubles cannot hold the sums, these go by the order of the accounts.
    exact = inputs.revenue_float64 is not None
    histogram = ClassHistogram(CLASSES, np.float64, len(classes.of) if exact else 0)
    for start in range(0, len(classes.of), BLOCK):
        block = slice(start, start + BLOCK)
        histogram.add(classes.of[block].astype(np.int32), inputs.buyer_revenue[block])
    histogram.sums[0] = 0.0
    return histogram.sums


def _steps(classes: ScoreClasses, buyers: int, most: int) -> Rows:
    """The classes after which the curve has a point, counted from the best: even steps along the accounts."""
    if np.count_nonzero(classes.counts) <= most - 1:
        return np.flatnonzero(classes.counts[::-1])
    # Each share of the buyers is reached in one class; the last point always.
    steps = np.searchsorted(classes.from_top, _marks(buyers, most))
    first = np.ones(len(steps), np.bool_)
    np.greater(steps[1:], steps[:-1], out=first[1:])
    return np.asarray(steps[first])


@lru_cache(maxsize=16)
def _marks(buyers: int, most: int) -> npt.NDArray[np.int64]:
    """The ranks of the points."""
    marks: npt.NDArray[np.int64] = np.ceil(np.arange(most - 1) * (buyers / (most - 2))).astype(np.int64)
    np.clip(marks, 1, buyers, out=marks)
    marks.setflags(write=False)
    return marks


def _misplaced(scores: ApproximateScores, classes: ScoreClasses, edges: Rows) -> tuple[Rows, Rows, Rows]:
    """Rows whose approximate score is on the wrong side of a point of the curve: row, approximate class, exact
    class."""
    shown = np.zeros(CLASSES + 1, np.bool_)
    shown[edges] = True
    rows = classes.close[shown[classes.edge]]
    approximate = classes.of[rows].astype(np.intp)
    rows, approximate = rows[approximate > 0], approximate[approximate > 0]
    exact_class = class_of(scores.exact(rows))
    wrong = approximate != exact_class
    return rows[wrong], approximate[wrong], exact_class[wrong]
