"""The Pareto curve of revenue with the buyers in the order of any score, without sorting them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kam_core.scoring.sight import BLOCK, CLASSES, Rows, ScoreClasses, Sight, class_of
from kam_core.scoring.standing import Field
from kam_core.scoring.tally import Tally

Floats = npt.NDArray[np.float64]
MOST_POINTS = 500


def curve_by_score(sight: Sight, field: Field, most: int = MOST_POINTS) -> tuple[Floats, Floats]:
    """Share of the buyers and share of their revenue at the edges of score classes, the best first.

    Exact at each of its points (≤ `most`): whoever is in a higher class stands before everybody in a lower one. From
    (0, 0) to (1, 1); without buyers only the first.
    """
    if field.buyers == 0:
        return np.zeros(1), np.zeros(1)
    classes = sight.classes(field.buys)
    accounts, revenue = classes.counts.astype(np.float64), _revenue(classes, field)
    edges = _edges(accounts, field.buyers, most)
    if sight.slack:
        rows, told, true = _misplaced(sight, classes, edges)
        # Row by row out of one class and into another.
        steps = np.column_stack([told, true]).reshape(-1)
        for sums, one in ((accounts, np.ones(len(rows))), (revenue, field.income[rows])):
            np.add.at(sums, steps, np.column_stack([-one, one]).reshape(-1))
    x = np.cumsum(accounts[::-1])[::-1][edges] / field.buyers
    y = np.cumsum(revenue[::-1])[::-1][edges] / revenue.sum()
    return np.concatenate([[0.0], x]), np.concatenate([[0.0], y])


def _revenue(classes: ScoreClasses, field: Field) -> Floats:
    """Money per class."""
    # Where doubles cannot hold the sums, these go by the order of the accounts.
    exact = field.revenue_in_doubles is not None
    tally = Tally(CLASSES, np.float64, len(classes.of) if exact else 0)
    for start in range(0, len(classes.of), BLOCK):
        block = slice(start, start + BLOCK)
        tally.add(classes.of[block].astype(np.int32), field.income[block])
    tally.sums[0] = 0.0
    return tally.sums


def _edges(accounts: Floats, buyers: int, most: int) -> Rows:
    """The classes at whose lower end the curve has a point, the best first: even steps along the accounts."""
    filled = np.flatnonzero(accounts)[::-1]
    if len(filled) <= most - 1:
        return filled
    # Each share of the buyers is reached in one class; the last point always.
    steps = np.searchsorted(np.cumsum(accounts[filled]), np.arange(most - 1) * (buyers / (most - 2)))
    np.minimum(steps, len(filled) - 1, out=steps)
    first = np.concatenate([[True], steps[1:] > steps[:-1]])
    return np.asarray(filled[steps[first]])


def _misplaced(sight: Sight, classes: ScoreClasses, edges: Rows) -> tuple[Rows, Rows, Rows]:
    """Rows that a first look puts on the wrong side of a point of the curve: row, class as told, true class."""
    shown = np.zeros(CLASSES + 1, np.bool_)
    shown[edges] = True
    rows = classes.close[shown[classes.edge]]
    told = classes.of[rows].astype(np.intp)
    rows, told = rows[told > 0], told[told > 0]
    true = class_of(sight.exact(rows))
    wrong = told != true
    return rows[wrong], told[wrong], true[wrong]
