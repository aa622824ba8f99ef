"""Maximum likelihood of a few positive parameters by their logarithms, with an analytic gradient.

The search is that of Broyden, Fletcher, Goldfarb and Shanno (Nocedal & Wright 2006, Numerical Optimization, algorithm
6.1) with step halving. scipy's own takes 0.4 s to import, and its linear algebra on threads took 300 ms instead of 3
for four parameters when both cores were busy.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Likelihood = Callable[[Floats], tuple[float, Floats]]
"""Parameters → log-likelihood per account and its gradient by the parameters."""

FARTHEST = 1e4
"""Parameters above this, or below its inverse, have run off: the likelihood is flat and names no value."""
FLAT, NEARLY_FLAT = 1e-8, 1e-5
"""Steepness at which the search ends, and up to which an end counts as a maximum: there rounding errors may rule."""
LEAST_FALL = 1e-15
"""Relative fall of the likelihood in a step, below which it is rounding."""
MOST_STEPS, MOST_HALVINGS = 300, 25
LONGEST = 1.0
"""Most change of a logarithm in one step."""
SUFFICIENT = 1e-4


@dataclass(frozen=True)
class Maximum:
    """Where a search ended. ran_off: whether each parameter lies beyond what the data can tell; converged: whether the
    likelihood is flat there."""

    values: Floats
    ran_off: npt.NDArray[np.bool_]
    converged: bool

    @property
    def usable(self) -> bool:
        """Whether the parameters are an estimate."""
        return self.converged and not self.ran_off.any()


@dataclass
class _Place:
    """A point of the search: logarithms, negative log-likelihood, its slope."""

    logs: Floats
    level: float
    slope: Floats


def maximise(likelihood: Likelihood, start: Sequence[float]) -> Maximum:
    """The parameters of the largest likelihood.

    likelihood: all parameters above 0; scale the data so that they lie near 1.
    """

    def at(logs: Floats) -> _Place:
        values = np.exp(logs)
        level, gradient = likelihood(values)
        return _Place(logs, -level, -gradient * values)

    edge = math.log(FARTHEST)
    here, inverse, is_new = at(np.log(np.asarray(start, dtype=np.float64))), np.eye(len(start)), True
    for _ in range(MOST_STEPS):
        steepness = float(np.abs(here.slope).max())
        if steepness <= FLAT or np.abs(here.logs).max() > edge:
            break
        there = _line_search(at, here, -(inverse * here.slope).sum(axis=1))
        if there is None:
            if is_new or steepness <= NEARLY_FLAT:
                break
            inverse, is_new = np.eye(len(start)), True
            continue
        inverse, is_new = _updated(inverse, there.logs - here.logs, there.slope - here.slope, is_new), False
        rounding = here.level - there.level <= LEAST_FALL * abs(here.level)
        here = there
        if rounding and steepness <= NEARLY_FLAT:
            break
    converged = math.isfinite(here.level) and float(np.abs(here.slope).max()) <= NEARLY_FLAT
    values: Floats = np.exp(here.logs)
    return Maximum(values, np.abs(here.logs) > edge, converged)


def _line_search(at: Callable[[Floats], _Place], here: _Place, step: Floats) -> _Place | None:
    """The first point down along a step that is halved until it falls enough; None where there is none."""
    fall = float((step * here.slope).sum())
    if fall >= 0:
        return None
    length = min(1.0, LONGEST / float(np.abs(step).max()))
    for _ in range(MOST_HALVINGS):
        there = at(here.logs + length * step)
        if there.level <= here.level + SUFFICIENT * length * fall:
            return there
        length /= 2
    return None


def _updated(inverse: Floats, moved: Floats, change: Floats, is_new: bool) -> Floats:
    """The estimate of the inverse Hessian after a step; as it was where the step saw no curvature."""
    curvature = float((moved * change).sum())
    if curvature <= 1e-14:
        return inverse
    if is_new:
        inverse = np.eye(len(moved)) * (curvature / float((change * change).sum()))
    # Without matrix products, which would wake the threads of the linear algebra.
    bent = (inverse * change).sum(axis=1)
    size = 1.0 + float((change * bent).sum()) / curvature
    both = np.outer(bent, moved)
    updated: Floats = inverse + (size * np.outer(moved, moved) - both - both.T) / curvature
    return updated
