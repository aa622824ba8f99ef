"""Maximum likelihood of positive parameters by their logarithms, with an analytic gradient."""

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
TOLERANCE = 1e-8


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


def maximise(likelihood: Likelihood, start: Sequence[float]) -> Maximum:
    """The parameters of the largest likelihood.

    likelihood: all parameters above 0; scale the data so that they lie near 1.
    """
    # scipy.optimize takes 0.4 s to import, so it is imported on use.
    from scipy.optimize import minimize

    def negative(logs: Floats) -> tuple[float, Floats]:
        values = np.exp(logs)
        level, gradient = likelihood(values)
        return -level, -gradient * values

    edge = math.log(FARTHEST) + 1
    found = minimize(
        negative,
        np.log(np.asarray(start, dtype=np.float64)),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-edge, edge)] * len(start),
        options={"ftol": 1e-15, "gtol": TOLERANCE, "maxiter": 500},
    )
    values: Floats = np.exp(found.x)
    flat = bool(np.isfinite(found.fun)) and float(np.abs(found.jac).max()) <= math.sqrt(TOLERANCE)
    return Maximum(values, (values > FARTHEST) | (values < 1 / FARTHEST), flat)
