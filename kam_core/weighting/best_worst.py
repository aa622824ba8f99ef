"""Best–worst method: weights from 2n − 3 comparisons instead of n(n − 1)/2.

Linear model of Rezaei (2016), Omega 64; consistency against the index of Rezaei (2015), Omega 53; consistency of the
answers themselves after Liang, Brunelli & Rezaei (2020), Omega 96.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.vocabulary.message import UserError

Weights = npt.NDArray[np.float64]
MOST = 9
CONSISTENCY_INDEX = {1: 0.0, 2: 0.44, 3: 1.0, 4: 1.63, 5: 2.3, 6: 3.0, 7: 3.73, 8: 4.47, 9: 5.23}
"""The largest possible ξ by how many times the best counts more than the worst (Rezaei 2015, table 1)."""
_HALVINGS = 60
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Comparison:
    """How many times (1–9) does `more` count as much as `less`?"""

    more: str
    less: str


@dataclass(frozen=True)
class BestWorst:
    """Weights that sum to 1, and how well the answers agree.

    xi: ξ of the linear model, in weight (0 where all answers agree); xi_free: ξ* of the original model, in points of
    the 1–9 scale; consistency_ratio: ξ* over the index of the answer best against worst, 0 best, None where that
    answer is no whole number; input_ratio: the largest |best→j · j→worst − best→worst| over its largest possible
    value, from the answers alone; least_fit: the criterion with that largest difference, None where all agree.
    """

    names: tuple[str, ...]
    weights: Weights
    xi: float
    xi_free: float
    consistency_ratio: float | None
    input_ratio: float
    least_fit: str | None


def questions(best: str, worst: str, names: Sequence[str]) -> tuple[Comparison, ...]:
    """The 2n − 3 questions: best against every other, every other but the best against worst. Refuses unknown names."""
    _known(best, worst, names)
    if len(names) == 1:
        return ()
    from_best = [Comparison(best, name) for name in names if name != best]
    to_worst = [Comparison(name, worst) for name in names if name not in (best, worst)]
    return (*from_best, *to_worst)


def best_worst(best: str, worst: str, names: Sequence[str], answers: Mapping[Comparison, float]) -> BestWorst:
    """Weights from the answers to all `questions`. Refuses missing answers and those outside 1 … 9, by name."""
    asked = questions(best, worst, names)
    for question in asked:
        value = answers.get(question)
        if value is None:
            raise UserError(
                "{more} compared with {less} is not answered yet. The best–worst method needs all answers.",
                more=question.more, less=question.less,
            )  # fmt: skip
        if not (math.isfinite(value) and 1 <= value <= MOST):
            raise UserError(
                "{more} compared with {less} is {value}. Enter a number from 1 to 9.",
                more=question.more, less=question.less, value=value,
            )  # fmt: skip
    if len(names) == 1:
        return BestWorst(tuple(names), np.ones(1), 0.0, 0.0, 0.0, 0.0, None)
    span = float(answers[Comparison(best, worst)])
    from_best = np.array([1.0 if n == best else float(answers[Comparison(best, n)]) for n in names])
    to_worst = np.array(
        [span if n == best else 1.0 if n == worst else float(answers[Comparison(n, worst)]) for n in names]
    )
    deviation = np.abs(from_best * to_worst - span)
    if span == 1 and deviation.max() > 0:
        raise UserError(
            "{best} and {worst} are rated equally important, but the answers on {other} contradict this. Correct "
            "one of them.",
            best=best, worst=worst, other=names[int(deviation.argmax())],
        )  # fmt: skip
    xi, weights = _linear(names.index(best), names.index(worst), from_best, to_worst)
    free = _free_xi(from_best, to_worst, span)
    index = CONSISTENCY_INDEX.get(round(span)) if span == round(span) else None
    return BestWorst(
        names=tuple(names),
        weights=weights,
        xi=xi,
        xi_free=free,
        consistency_ratio=None if index is None else free / index if index > 0 else 0.0,
        input_ratio=float(deviation.max()) / (span * span - span) if span > 1 else 0.0,
        least_fit=names[int(deviation.argmax())] if deviation.max() > 0 else None,
    )


def _known(best: str, worst: str, names: Sequence[str]) -> None:
    for name in (best, worst):
        if name not in names:
            raise UserError("{name} is compared but not in the list. Remove or add it.", name=name)
    if best == worst and len(names) > 1:
        raise UserError("{name} cannot be both the most and the least important. Choose another one.", name=best)


def _linear(best: int, worst: int, from_best: Weights, to_worst: Weights) -> tuple[float, Weights]:
    """The least ξ with |w_best − a·w_j| ≤ ξ and |w_j − a·w_worst| ≤ ξ, and its weights: a linear program."""
    # scipy.optimize takes 0.4 s to import, so it is imported on use.
    from scipy.optimize import linprog

    n = len(from_best)
    rows = []
    for j in range(n):
        for one, other, times in ((best, j, from_best[j]), (j, worst, to_worst[j])):
            if one == other:
                continue
            for sign in (1.0, -1.0):
                row = np.zeros(n + 1)
                row[one] += sign
                row[other] -= sign * times
                row[n] = -1.0
                rows.append(row)
    solution = linprog(
        c=np.eye(1, n + 1, n)[0],
        A_ub=np.array(rows),
        b_ub=np.zeros(len(rows)),
        A_eq=np.append(np.ones(n), 0.0)[None, :],
        b_eq=[1.0],
        method="highs",
    )
    # Equal weights with a large enough ξ always fit, so there is always a solution.
    assert solution.success, solution.message
    weights = np.maximum(solution.x[:n], 0.0)
    return max(0.0, float(solution.x[n])), weights / weights.sum()


def _free_xi(from_best: Weights, to_worst: Weights, span: float) -> float:
    """The least ξ with |w_best/w_j − a| ≤ ξ and |w_j/w_worst − a| ≤ ξ for all j, by halving.

    For a given ξ, best over worst must lie within ξ of its answer and, by way of each j, between
    (a_bj − ξ)(a_jw − ξ) and (a_bj + ξ)(a_jw + ξ); weights exist exactly where these intervals share a point.
    """

    def fits(xi: float) -> bool:
        low = np.append(np.maximum(from_best - xi, 0.0) * np.maximum(to_worst - xi, 0.0), span - xi)
        high = np.append((from_best + xi) * (to_worst + xi), span + xi)
        return bool(low.max() <= high.min())

    least, most = 0.0, float(MOST)
    if fits(least):
        return 0.0
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        least, most = (least, middle) if fits(middle) else (middle, most)
    return most


def weight_intervals(best: str, worst: str, names: Sequence[str], answers: Mapping[Comparison, float]) -> Weights:
    """n × 2: least and largest weight of each criterion that the original model allows at its ξ*, where the best
    solution is not the only one. Refuses as `best_worst` does."""
    from scipy.optimize import linprog

    free = best_worst(best, worst, names, answers).xi_free + _TOLERANCE
    n = len(names)
    rows = []
    for question, value in answers.items():
        one, other = names.index(question.more), names.index(question.less)
        for sign in (1.0, -1.0):
            row = np.zeros(n)
            row[one] = sign
            row[other] = -sign * value - free
            rows.append(row)
    ends = []
    for j, sign in itertools.product(range(n), (1.0, -1.0)):
        solution = linprog(
            c=sign * np.eye(1, n, j)[0],
            A_ub=np.array(rows),
            b_ub=np.zeros(len(rows)),
            A_eq=np.ones((1, n)),
            b_eq=[1.0],
            method="highs",
        )
        assert solution.success, solution.message
        ends.append(float(solution.x[j]))
    return np.array(ends).reshape(n, 2)
