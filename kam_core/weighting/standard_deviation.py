"""Standard-deviation weights: a column counts by its spread, w = std / Σ std, on the values as they are."""

from __future__ import annotations

from kam_core.weighting.complete_rows import DataWeights, Matrix, complete_rows, constant, normalised


def deviation_weights(matrix: Matrix) -> DataWeights:
    """Weights of the columns of an n × k matrix. Columns should have one unit (points): a larger unit weighs more.
    Rows with NaN are left out and counted; constant columns get 0. Refuses fewer than two complete rows, and data in
    which nothing differs."""
    values, left_out = complete_rows(matrix)
    return normalised(values.std(axis=0), constant(values), len(values), left_out)
