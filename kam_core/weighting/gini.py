"""Gini weights: a column counts by its Gini coefficient, w = G / Σ G.

As in Bączkiewicz et al. (2021), DOI 10.1007/978-3-030-98997-2_7.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kam_core.weighting.complete_rows import (
    DataWeights,
    Matrix,
    check_not_negative,
    complete_rows,
    constant,
    normalised,
)


def gini_weights(matrix: Matrix, columns: Sequence[str] | None = None) -> DataWeights:
    """Weights of the columns of an n × k matrix of values ≥ 0. Rows with NaN are left out and counted; constant
    columns get 0. Refuses negative values, fewer than two complete rows, and data in which nothing differs."""
    values, left_out = complete_rows(matrix)
    check_not_negative(values, "Gini", columns)
    flat = constant(values)
    n = len(values)
    # Σ|xi − xj| over all pairs from the sorted values: n·log n instead of n².
    place = 2.0 * np.arange(1, n + 1) - n - 1
    between = (place[:, None] * np.sort(values, axis=0)).sum(axis=0)
    total = np.where(flat, 1.0, values.sum(axis=0))
    return normalised(between / (n * total), flat, n, left_out)
