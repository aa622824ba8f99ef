"""The Pareto curve of revenue with the buyers in the order of any score, without sorting them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kam_core.scoring.standing import Field

Floats = npt.NDArray[np.float64]
CLASSES = 4096
MOST_POINTS = 500


def curve_by_score(score: Floats, field: Field, most: int = MOST_POINTS) -> tuple[Floats, Floats]:
    """Share of the buyers and share of their revenue at the edges of score classes, the best first.

    Exact at each of its points (≤ `most`): whoever is in a higher class stands before everybody in a lower one. From
    (0, 0) to (1, 1); without buyers only the first.
    """
    if field.buyers == 0:
        return np.zeros(1), np.zeros(1)
    # A score of NaN stands last: it compares as false, and its class becomes the lowest.
    place = np.where(score > 0, score, 0.0) * ((CLASSES - 1) / 100.0)
    classes = place.astype(np.intp)
    accounts = np.bincount(classes, weights=field.buys, minlength=CLASSES)[::-1]
    revenue = np.bincount(classes, weights=field.income, minlength=CLASSES)[::-1]
    filled = np.flatnonzero(accounts)
    x = np.cumsum(accounts)[filled] / field.buyers
    y = np.cumsum(revenue)[filled] / revenue.sum()
    if len(filled) > most - 1:
        # Even steps along the accounts; the last point always.
        keep = np.unique(np.searchsorted(x, np.linspace(0, 1, most - 1)).clip(max=len(x) - 1))
        x, y = x[keep], y[keep]
    return np.concatenate([[0.0], x]), np.concatenate([[0.0], y])
