"""Points of the parts of a score: potential, influence, value and health of each account, 0 to 100."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from kam_core.scoring.model.model import Model
from kam_core.scoring.model.presets import built_in_preset
from kam_core.scoring.score import Matrix, Utilities, group_points, weighted_sum

VALUE_GROUPS = ("realised", "potential", "influence", "fit")
HEALTH_GROUPS = ("relationship", "risk")


def part_points(matrix: Utilities, model: Model) -> pl.DataFrame:
    """`potential_part_points`, `influence_points`, `value_points`, `health_points` (0–100), one row per account; null
    where the account has no data for any criterion of the part.

    value: realised, potential, influence and fit by the weights of the model. health: relationship and risk by the
    weights of the model; where it gives them none (domain: value only) by those of the standard model. The two are
    never added.
    """
    parts = {
        "potential_part_points": group_points(matrix, model, ("potential",)),
        "influence_points": group_points(matrix, model, ("influence",)),
        "value_points": group_points(matrix, model, VALUE_GROUPS),
        "health_points": _health(matrix, model),
    }
    return pl.DataFrame([pl.Series(name, points, nan_to_null=True) for name, points in parts.items()])


def _health(matrix: Utilities, model: Model) -> Matrix:
    inside = np.array([criterion.group in HEALTH_GROUPS for criterion in model.criteria])
    weights = np.array([criterion.weight for criterion in model.criteria]) * inside
    if not (weights * matrix.active).any():
        standard = _standard_weights()
        weights = np.array([standard.get(criterion.measure, 1.0) for criterion in model.criteria]) * inside
    return weighted_sum(matrix.points, weights * matrix.active, points_matrix=matrix.points_matrix).score


@cache
def _standard_weights() -> dict[str, float]:
    """Measure → weight of the health criteria in the standard model."""
    return {one.measure: one.weight for one in built_in_preset("standard").criteria if one.group in HEALTH_GROUPS}
