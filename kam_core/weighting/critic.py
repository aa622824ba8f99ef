"""CRITIC weights: a column counts by its standard deviation and its low correlation with the others.

Diakoulaki, Mavrotas & Papayannakis (1995), Computers & OR 22(7): each column on 0 … 1, C_j = std_j · Σ (1 − r_jk).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from kam_core.weighting.complete_rows import DataWeights, Matrix, complete_rows, constant, normalised
from kam_core.weighting.rank_correlation import mean_ranks

_REPEATED = 1e-12


def critic_weights(
    matrix: Matrix,
    more_is_better: Sequence[bool] | None = None,
    correlation: Literal["pearson", "spearman"] = "pearson",
) -> DataWeights:
    """Weights of the columns of an n × k matrix; `more_is_better` per column (default: all), as a cost column counts
    reversed. Rows with NaN are left out and counted; constant columns get 0 and correlate with nothing. Refuses fewer
    than two complete rows, and data in which nothing differs."""
    values, left_out = complete_rows(matrix)
    flat = constant(values)
    varying = values[:, ~flat]
    width = varying.max(axis=0) - varying.min(axis=0) if varying.size else np.ones(varying.shape[1])
    scaled = (varying - varying.min(axis=0)) / width
    if more_is_better is not None:
        scaled = np.where(np.asarray(more_is_better, dtype=bool)[~flat], scaled, 1.0 - scaled)
    compared = np.column_stack([mean_ranks(column) for column in scaled.T]) if correlation == "spearman" else scaled
    correlations = np.atleast_2d(np.corrcoef(compared, rowvar=False)) if varying.shape[1] > 1 else np.zeros((1, 1))
    # A column that repeats another correlates with it by 1 − 1e-16, which must not become information.
    conflict = np.where(correlations > 1.0 - _REPEATED, 0.0, 1.0 - correlations)
    parts = np.zeros(values.shape[1])
    parts[~flat] = scaled.std(axis=0) * conflict.sum(axis=1)
    return normalised(parts, flat, len(values), left_out)
