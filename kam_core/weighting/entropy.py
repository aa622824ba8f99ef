"""Entropy weights: a column counts by how unevenly it is spread over the rows (Shannon entropy).

P = x / Σx, E = −Σ P·ln P / ln m, w = (1 − E) / Σ(1 − E), as in Xu (2004), EJOR 156(2); 0·ln 0 is 0. Directions do not
matter and nothing is inverted.
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


def entropy_weights(matrix: Matrix, columns: Sequence[str] | None = None) -> DataWeights:
    """Weights of the columns of an n × k matrix of values ≥ 0. Rows with NaN are left out and counted; constant
    columns get 0. Refuses negative values, fewer than two complete rows, and data in which nothing differs."""
    values, left_out = complete_rows(matrix)
    check_not_negative(values, "Entropy", columns)
    flat = constant(values)
    share = values / np.where(flat, 1.0, values.sum(axis=0))
    terms = share * np.log(np.where(share > 0, share, 1.0))
    entropy = -terms.sum(axis=0) / np.log(len(values))
    return normalised(1.0 - entropy, flat, len(values), left_out)
