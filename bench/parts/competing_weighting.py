"""Other libraries for weighting criteria, called as their manuals recommend (installed by `make bench`)."""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).resolve().parents[2] / ".venv" / "peers"
Floats = npt.NDArray[np.float64]
Weigh = Callable[[Floats], object]
"""Weights → whatever the program answers: its scores and its ranks."""


def weighing_peers(points: Floats) -> dict[str, Weigh]:
    """A weighted sum with ranks by each program, the matrix given once; only what is installed."""
    if str(FOLDER) not in sys.path:
        # Behind our own packages, so that what both need is what the app runs on.
        sys.path.append(str(FOLDER))
    found: dict[str, Weigh] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, make in (("scikit-criteria", _scikit_criteria), ("pymcdm", _pymcdm)):
            try:
                found[name] = make(points)
            except ImportError as missing:
                print(f"{name} is not there ({missing}): `make bench` installs it.")
    return found


def _scikit_criteria(points: Floats) -> Weigh:
    skcriteria = importlib.import_module("skcriteria")
    simple = importlib.import_module("skcriteria.agg.simple")
    model, senses = simple.WeightedSumModel(), [max] * points.shape[1]

    def weigh(weights: Floats) -> object:
        return model.evaluate(skcriteria.mkdm(points, senses, weights=weights))

    return weigh


def _pymcdm(points: Floats) -> Weigh:
    methods = importlib.import_module("pymcdm.methods")
    ranks = importlib.import_module("pymcdm.helpers")
    types = np.ones(points.shape[1])
    # Points are on one scale already: with nothing to normalise it does the same sum as the others.
    body = methods.WSM(normalization_function=_as_it_is)

    def weigh(weights: Floats) -> object:
        return ranks.rankdata(body(points, weights / weights.sum(), types), reverse=True)

    return weigh


def _as_it_is(column: Floats, cost: bool = False) -> Floats:
    return column
