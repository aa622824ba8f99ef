"""Pairwise comparison matrix (AHP, Saaty's scale): how much more important one element is than another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kam_core.vocabulary.message import UserError

Matrix = npt.NDArray[np.float64]
MOST = 9.0
"""Nine times as much is the end of Saaty's scale; its reciprocal is the other end."""
_TOLERANCE = 1e-6


def judgement_matrix(names: Sequence[str], judgements: Mapping[tuple[str, str], float]) -> Matrix:
    """A reciprocal n × n matrix from pairs (one, other) → times that one counts more; NaN where there is no judgement.

    Refuses names that are not among `names`, values outside 1/9 … 9, and a pair judged in both directions with values
    that are not each other's reciprocal.
    """
    place = {name: row for row, name in enumerate(names)}
    matrix = np.full((len(names), len(names)), np.nan)
    for (one, other), value in judgements.items():
        for name in (one, other):
            if name not in place:
                raise UserError("{name} is compared but not in the list. Remove or add it.", name=name)
        matrix[place[one], place[other]] = value
    return completed(names, matrix)


def completed(names: Sequence[str], matrix: Matrix) -> Matrix:
    """Complete the matrix with its diagonal at 1 and every one-sided judgement mirrored; NaN where there is no
    judgement.

    Refuses, with the names of the pair: values that are not between 1/9 and 9, a diagonal that is not 1, and pairs of
    which the two values are not each other's reciprocal.
    """
    n = len(names)
    if n == 0:
        raise UserError("There is nothing to compare. Choose at least one criterion.")
    if len(set(names)) != n:
        raise UserError("The list contains a name twice. Use unique names.")
    given = np.asarray(matrix, dtype=np.float64)
    if given.shape != (n, n):
        raise UserError(
            "{n} name needs {n} × {n} rating, but there are {rows} × {columns}.",
            "{n} names need {n} × {n} ratings, but there are {rows} × {columns}.",
            "n",
            n=n, rows=given.shape[0], columns=given.shape[-1],
        )  # fmt: skip
    full = given.copy()
    for i in range(n):
        if not np.isnan(given[i, i]) and abs(given[i, i] - 1.0) > _TOLERANCE:
            raise UserError(
                "{name} is compared with itself as {value}; that is always 1.", name=names[i], value=float(given[i, i])
            )
        full[i, i] = 1.0
        for j in range(i + 1, n):
            full[i, j], full[j, i] = _pair(names[i], names[j], float(given[i, j]), float(given[j, i]))
    return full


def _pair(one: str, other: str, there: float, back: float) -> tuple[float, float]:
    """Both directions of a pair from one or both; NaN for both where neither is given."""
    for first, second, value in ((one, other, there), (other, one, back)):
        if not np.isnan(value) and not 1 / MOST - _TOLERANCE <= value <= MOST + _TOLERANCE:
            raise UserError(
                "{one} compared with {other} is {value}. Enter a rating from 1/9 to 9.",
                one=first, other=second, value=value,
            )  # fmt: skip
    if np.isnan(there) and np.isnan(back):
        return np.nan, np.nan
    if np.isnan(there):
        return 1.0 / back, back
    if np.isnan(back):
        return there, 1.0 / there
    if abs(there * back - 1.0) > _TOLERANCE:
        raise UserError(
            "Contradictory ratings: {one} compared with {other} is {there}, but {other} compared with {one} is "
            "{back} instead of {fits}. Correct one of them or leave it blank.",
            one=one, other=other, there=there, back=back, fits=1.0 / there,
        )  # fmt: skip
    return there, back


def connected_parts(names: Sequence[str], matrix: Matrix) -> list[list[str]]:
    """Names in groups connected by judgements, directly or over others; one group where all are comparable."""
    remaining = list(range(len(names)))
    groups = []
    while remaining:
        reached, edge = {remaining[0]}, [remaining[0]]
        while edge:
            row = edge.pop()
            fresh = {int(other) for other in np.flatnonzero(~np.isnan(matrix[row]))} - reached
            reached |= fresh
            edge.extend(fresh)
        groups.append([names[row] for row in sorted(reached)])
        remaining = [row for row in remaining if row not in reached]
    return groups
