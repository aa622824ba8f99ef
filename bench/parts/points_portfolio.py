"""Portfolio made from a matrix of points, for robustness benchmarks."""

from __future__ import annotations

import datetime

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import Cut
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import Utilities, score
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import NONE, TierInputs, assign_tiers
from kam_core.vocabulary.measures import MEASURES

SEED = 20260131


def made_points(accounts: int, criteria: int, gaps: float = 0.0) -> npt.NDArray[np.float64]:
    """Points 0–100, drawn evenly; this share of them missing."""
    chance = np.random.default_rng(SEED)
    points = chance.random((accounts, criteria)) * 100
    if gaps:
        points[chance.random(points.shape) < gaps] = np.nan
    return points


def made_portfolio(points: npt.NDArray[np.float64], cut: Cut) -> Portfolio:
    """Everybody buys, no gate fails, weights 1, 2, 3 …; the account frame is left empty."""
    n, k = points.shape
    model = Model.from_dict(
        {
            "version": 1, "name": "bench", "cut": cut.model_dump(),
            "criteria": [
                {"name": f"c{place}", "group": "realised", "measure": measure, "weight": float(place + 1),
                 "utility": {"kind": "linear", "lo": 0.0, "hi": 100.0}}
                for place, measure in enumerate(list(MEASURES)[:k])
            ],
        }
    )  # fmt: skip
    matrix = Utilities(model.criteria, points, np.ones(k, bool))
    inputs = TierInputs(np.ones(n, bool), np.ones(n, np.int64), GateFlags({}, {}), np.full(n, NONE, np.int8))
    scores = score(matrix, model)
    view = View(datetime.date(2025, 12, 31))
    return Portfolio(view, model, pl.DataFrame(), matrix, scores, inputs, assign_tiers(scores.score, inputs, model))
