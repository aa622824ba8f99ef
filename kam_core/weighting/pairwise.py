"""AHP: weights from pairwise comparison (principal eigenvector), consistency ratio, least consistent judgements.

Saaty (2008), Int. J. Services Sciences 1(1). Half-filled matrices after Harker (1987): missing judgements are
the ratio of the two weights themselves. `completion="optimal"` takes the values with the least inconsistency instead
(Bozóki, Fülöp & Rónyai 2010, Math. Comput. Modelling 52).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kam_core.vocabulary.message import UserError
from kam_core.weighting.judgement_matrix import Matrix, completed, connected_parts
from kam_core.weighting.random_index import DEFAULT_TABLE, random_index

Completion = Literal["harker", "optimal"]
MAX_CONSISTENCY_RATIO = 0.10
"""Saaty's rule: above this consistency ratio the judgements should be looked at again."""
_STEPS = 500
_CONVERGED = 1e-12


@dataclass(frozen=True)
class JudgementDeviation:
    """Deviation of a judgement from the resulting weights: `one` counts `judged` (≥ 1) times as much as `other`.

    error: how many times the judgement and the ratio of the two weights differ, a_ij·w_j/w_i or its reciprocal, 1 where
    they agree; fits: the ratio by all other judgements without this one (below 1 where they order the two the
    other way round; the judgement itself where nothing else connects the two).
    """

    one: str
    other: str
    judged: float
    fits: float
    error: float


@dataclass(frozen=True)
class Pairwise:
    """Weights that sum to 1, and how well the judgements agree among themselves.

    consistency_index: (λmax − n) / (n − 1); consistency_ratio: that over the random index of `table`, None where the
    table does not reach n; judged of possible: pairs; misfits: all judgements, the worst first; matrix: n × n, with
    missing judgements filled in.
    """

    names: tuple[str, ...]
    weights: Matrix
    lambda_max: float
    consistency_index: float
    consistency_ratio: float | None
    table: str
    judged: int
    possible: int
    deviations: tuple[JudgementDeviation, ...]
    matrix: Matrix

    @property
    def consistent(self) -> bool:
        """Whether the ratio is known and at most 0.10."""
        return self.consistency_ratio is not None and self.consistency_ratio <= MAX_CONSISTENCY_RATIO


def pairwise(
    names: Sequence[str], matrix: Matrix, table: str = DEFAULT_TABLE, completion: Completion = "harker"
) -> Pairwise:
    """Weights from an n × n matrix of judgements (row counts so many times as much as column; NaN = not judged).

    Refuses a matrix that contradicts itself (see `completed`), and judgements that leave parts without any comparison
    between them, naming the parts.
    """
    given = completed(names, matrix)
    apart = connected_parts(names, given)
    if len(apart) > 1:
        raise UserError(
            "{parts} are not connected. Compare at least one criterion of the first group with one of each "
            "other group.",
            parts=" | ".join(", ".join(part) for part in apart),
        )
    full = _harker(given)
    if completion == "optimal":
        full = _optimal(given, full)
    n = len(names)
    largest, weights = _principal(full)
    index = max(0.0, (largest - n) / (n - 1)) if n > 1 else 0.0
    return Pairwise(
        names=tuple(names),
        weights=weights,
        lambda_max=largest,
        consistency_index=index,
        consistency_ratio=_ratio(n, index, table),
        table=table,
        judged=int((~np.isnan(given[np.triu_indices(n, 1)])).sum()),
        possible=n * (n - 1) // 2,
        deviations=_deviations(names, given, weights),
        matrix=full,
    )


def _ratio(n: int, index: float, table: str) -> float | None:
    random = random_index(n, table)
    if random is None:
        return None
    # Two things cannot be inconsistent: the table has 0 there.
    return index / random if random > 0 else 0.0


def _principal(matrix: Matrix) -> tuple[float, Matrix]:
    """The largest eigenvalue and its eigenvector, positive and with sum 1."""
    values, vectors = np.linalg.eig(matrix)
    place = int(np.argmax(values.real))
    vector = np.abs(vectors[:, place].real)
    return float(values[place].real), vector / vector.sum()


def _harker(given: Matrix) -> Matrix:
    """Fill missing judgements by the ratio of the weights, the eigenvector of the resulting matrix."""
    missing = np.isnan(given)
    reduced = np.where(missing, 0.0, given)
    np.fill_diagonal(reduced, 1.0 + missing.sum(axis=1))
    weights = _principal(reduced)[1]
    return np.where(missing, weights[:, None] / weights[None, :], given)


def _optimal(given: Matrix, start: Matrix) -> Matrix:
    """Fill missing judgements to minimise λmax: convex in the logarithms, gradient descent with step halving."""
    rows, columns = np.nonzero(np.triu(np.isnan(given)))
    full = start
    least = _principal(full)[0]
    for _ in range(_STEPS if len(rows) else 0):
        right, left = _principal(full)[1], _principal(full.T)[1]
        best = np.sqrt(left[columns] * right[rows] / (left[rows] * right[columns]))
        towards = np.log(best) - np.log(full[rows, columns])
        step = 1.0
        while step > _CONVERGED:
            tried = full.copy()
            tried[rows, columns] = full[rows, columns] * np.exp(step * towards)
            tried[columns, rows] = 1.0 / tried[rows, columns]
            now = _principal(tried)[0]
            if now < least:
                break
            step /= 2
        else:
            return full
        moved = float(np.abs(step * towards).max())
        full, least = tried, now
        if moved < _CONVERGED:
            break
    return full


def _deviations(names: Sequence[str], given: Matrix, weights: Matrix) -> tuple[JudgementDeviation, ...]:
    deviations = []
    for i in range(len(names)):
        for j in range(i + 1, len(names)):
            if np.isnan(given[i, j]):
                continue
            one, other = (i, j) if given[i, j] >= 1 else (j, i)
            judged, ratio = float(given[one, other]), float(weights[one] / weights[other])
            fits = _by_the_others(names, given, one, other)
            deviations.append(
                JudgementDeviation(names[one], names[other], judged, fits, max(judged / ratio, ratio / judged))
            )
    return tuple(sorted(deviations, key=lambda one: -one.error))


def _by_the_others(names: Sequence[str], given: Matrix, one: int, other: int) -> float:
    """The ratio of two weights without their own judgement, which would bias it."""
    without = given.copy()
    without[one, other] = without[other, one] = np.nan
    if len(connected_parts(names, without)) > 1:
        return float(given[one, other])
    return float(_harker(without)[one, other])
