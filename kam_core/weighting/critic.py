"""CRITIC weights: a column counts by its spread, and by how little the other columns say the same.

Diakoulaki, Mavrotas & Papayannakis (1995), Computers & OR 22(7): each column on 0 … 1, C_j = std_j · Σ (1 − r_jk).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from kam_core.weighting.complete_rows import DataWeights, Matrix, constant, shared, whole_rows
from kam_core.weighting.rank_correlation import mean_ranks

_REPEATED = 1e-12


def critic_weights(
    matrix: Matrix,
    more_is_better: Sequence[bool] | None = None,
    correlation: Literal["pearson", "spearman"] = "pearson",
) -> DataWeights:
    """Weights of the columns of an n × k matrix; `more_is_better` per column (default: all), as a cost column counts
    reversed. Rows with NaN are left out and counted; constant columns get 0 and correlate with nothing. Refuses fewer
    than two whole rows, and data in which nothing differs."""
    values, left_out = whole_rows(matrix)
    flat = constant(values)
    live = values[:, ~flat]
    width = live.max(axis=0) - live.min(axis=0) if live.size else np.ones(live.shape[1])
    scaled = (live - live.min(axis=0)) / width
    if more_is_better is not None:
        scaled = np.where(np.asarray(more_is_better, dtype=bool)[~flat], scaled, 1.0 - scaled)
    compared = np.column_stack([mean_ranks(column) for column in scaled.T]) if correlation == "spearman" else scaled
    alike = np.atleast_2d(np.corrcoef(compared, rowvar=False)) if live.shape[1] > 1 else np.zeros((1, 1))
    # A column that repeats another correlates with it by 1 − 1e-16, which must not become information.
    unlike = np.where(alike > 1.0 - _REPEATED, 0.0, 1.0 - alike)
    parts = np.zeros(values.shape[1])
    parts[~flat] = scaled.std(axis=0) * unlike.sum(axis=1)
    return shared(parts, flat, len(values), left_out)
