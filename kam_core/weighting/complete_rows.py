"""Shared steps of data-based weighting: complete rows, constant columns, weights that sum to 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.vocabulary.message import Message, UserError

Matrix = npt.NDArray[np.float64]
MIN_ROWS = 2
_ROUNDING = 1e-12


@dataclass(frozen=True)
class DataWeights:
    """Weights that sum to 1, one per column; `used` rows they come from, `left_out` rows with a gap."""

    weights: Matrix
    used: int
    left_out: int


def complete_rows(matrix: Matrix) -> tuple[Matrix, int]:
    """The rows without NaN, and the number left out. Refuses fewer than two."""
    values = np.asarray(matrix, dtype=np.float64)
    complete = np.isfinite(values).all(axis=1)
    complete_values = values[complete]
    if len(complete_values) < MIN_ROWS:
        raise UserError(
            "Only {kept} of {rows} has complete data. Weights from data need at least two; leave out the columns with "
            "the most missing data.",
            "Only {kept} of {rows} have complete data. Weights from data need at least two; leave out the columns with "
            "the most missing data.",
            "kept",
            kept=len(complete_values), rows=Message("{count} account", "{count} accounts", "count", count=len(values)),
        )  # fmt: skip
    return complete_values, len(values) - len(complete_values)


def constant(values: Matrix) -> npt.NDArray[np.bool_]:
    """Constant columns, which get weight 0."""
    lowest, highest = values.min(axis=0), values.max(axis=0)
    return np.asarray(highest - lowest <= _ROUNDING * np.maximum(np.abs(lowest), np.abs(highest)))


def normalised(parts: Matrix, flat: npt.NDArray[np.bool_], used: int, left_out: int) -> DataWeights:
    """Normalise shares of information to weights; constant columns get exactly 0. Refuses constant data."""
    parts = np.where(flat, 0.0, np.maximum(parts, 0.0))
    total = float(parts.sum())
    if not total > 0:
        raise UserError("All accounts have the same values, so no weights can be derived.")
    return DataWeights(parts / total, used, left_out)


def check_not_negative(values: Matrix, method: str, columns: Sequence[str] | None) -> None:
    """Refuses a column with a value below 0, by its name (or number from 1)."""
    below = np.flatnonzero((values < 0).any(axis=0))
    if len(below):
        place = int(below[0])
        raise UserError(
            "{method} needs values of 0 or more, but column {column} has {value}. Convert it to points first.",
            method=method,
            column=columns[place] if columns else str(place + 1),
            value=float(values[:, place].min()),
        )
