"""Mean ranks and Spearman's rank correlation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def mean_ranks(values: Values) -> Values:
    """Rank of each value from 1 (lowest); equal values share the mean of their ranks."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    return np.asarray(((2 * ends - count + 1) / 2)[place], dtype=np.float64)


def spearman(one: Values, other: Values) -> float | None:
    """Rank correlation, −1 … 1; None for fewer than two values, or where one side is all ties."""
    if len(one) < 2:
        return None
    ranks = [mean_ranks(side) - (len(side) + 1) / 2 for side in (one, other)]
    length = float(np.sqrt((ranks[0] ** 2).sum() * (ranks[1] ** 2).sum()))
    return None if length == 0 else float((ranks[0] * ranks[1]).sum() / length)
