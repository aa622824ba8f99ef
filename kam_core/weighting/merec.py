"""MEREC weights: a column counts by how much the rows' performance changes when it is taken away.

Keshavarz-Ghorabaee et al. (2021), Symmetry 13(4):525.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kam_core.vocabulary.message import UserError
from kam_core.weighting.complete_rows import DataWeights, Matrix, complete_rows, constant, normalised


def merec_weights(
    matrix: Matrix, more_is_better: Sequence[bool] | None = None, columns: Sequence[str] | None = None
) -> DataWeights:
    """Weights of the columns of an n × k matrix of values above 0, `more_is_better` per column (default: all).

    Rows with NaN are left out and counted; constant columns get 0. Refuses values of 0 or below, by column, because
    the method takes logarithms of ratios; also fewer than two complete rows, and data in which nothing differs."""
    values, left_out = complete_rows(matrix)
    below = np.flatnonzero((values <= 0).any(axis=0))
    if len(below):
        place = int(below[0])
        raise UserError(
            "MEREC divides by the values, but column {column} has {value}. Choose another method or leave "
            "the column out.",
            column=columns[place] if columns else str(place + 1),
            value=float(values[:, place].min()),
        )
    rises = np.ones(values.shape[1], dtype=bool) if more_is_better is None else np.asarray(more_is_better, dtype=bool)
    ratio = np.where(rises, values.min(axis=0) / values, values / values.max(axis=0))
    steps = np.abs(np.log(ratio))
    k = values.shape[1]
    overall = np.log1p(steps.sum(axis=1) / k)
    without = np.log1p((steps.sum(axis=1, keepdims=True) - steps) / k)
    removed = np.abs(without - overall[:, None]).sum(axis=0)
    return normalised(removed, constant(values), len(values), left_out)
