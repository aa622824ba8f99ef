"""Portfolios made from a matrix of points."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import Cut
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import Utilities, weighted_sum
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import NONE, TierInputs, assign_tiers, tier_labels
from kam_core.vocabulary.measures import MEASURES

Points = Sequence[Sequence[float | None]]


def portfolio(
    points: Points | npt.NDArray[np.float64],
    weights: Sequence[float],
    cut: Cut,
    missing: str = "share_out",
    revenue: Sequence[int] | None = None,
    overridden: dict[int, int] | None = None,
    fails_s: Sequence[int] = (),
    fails_key: Sequence[int] = (),
) -> Portfolio:
    """Accounts by points (None = missing). Everybody buys for 1 unless `revenue` says otherwise."""
    matrix = np.array([[np.nan if value is None else value for value in row] for row in points], dtype=np.float64)
    n = len(matrix)
    measures = list(MEASURES)[: len(weights)]
    model = Model.from_dict(
        {
            "version": 1,
            "name": "a matrix",
            "missing": missing,
            "cut": cut.model_dump(),
            "criteria": [
                {"name": f"c{k}", "group": "realised", "measure": measure, "weight": float(weight),
                 "utility": {"kind": "linear", "lo": 0.0, "hi": 100.0}}
                for k, (measure, weight) in enumerate(zip(measures, weights, strict=True))
            ],
        }
    )  # fmt: skip
    active = ~np.isnan(matrix).all(axis=0)
    known = np.array(weights, dtype=float) * active
    scores = weighted_sum(matrix, known, missing)
    bought = np.ones(n, bool) if revenue is None else np.array(revenue) >= 0
    by_hand = np.full(n, NONE, np.int8)
    for row, tier in (overridden or {}).items():
        by_hand[row] = tier
    inputs = TierInputs(
        bought=bought,
        revenue=np.maximum(1 if revenue is None else np.array(revenue), 0) * np.ones(n, np.int64),
        gates=GateFlags({"mutual_dependence": _flags(n, fails_s)}, {"recurring": _flags(n, fails_key)}),
        overridden=by_hand,
    )
    tiers = assign_tiers(scores.score, inputs, model)
    accounts = pl.DataFrame(
        {
            "account_id": [f"{row:03d}" for row in range(n)],
            "name": [f"Account {row}" for row in range(n)],
            "revenue": inputs.revenue,
            "owner": [None] * n,
        },
        schema_overrides={"owner": pl.String},
    ).with_columns(
        pl.Series("score", scores.score, nan_to_null=True), tier_labels(tiers.tier), tier_labels(tiers.cut, "cut_tier")
    )
    return Portfolio(
        View(datetime.date(2024, 12, 31)),
        model,
        accounts,
        Utilities(model.criteria, matrix, active),
        scores,
        inputs,
        tiers,
    )


def _flags(n: int, rows: Sequence[int]) -> npt.NDArray[np.bool_]:
    flags = np.zeros(n, bool)
    flags[list(rows)] = True
    return flags


def exact_score(row: Sequence[float | None], weights: Sequence[Fraction]) -> Fraction | None:
    """The weighted mean of what is known, in whole numbers' own arithmetic; None where nothing weighs."""
    known = [(Fraction(value), weight) for value, weight in zip(row, weights, strict=True) if value is not None]
    base = sum((weight for _, weight in known), Fraction(0))
    return sum((value * weight for value, weight in known), Fraction(0)) / base if base else None


def moved(weights: Sequence[float], k: int, t: Fraction) -> list[Fraction]:
    """The weights when criterion k has the share t and the others keep their ratios."""
    others = sum((Fraction(weight) for place, weight in enumerate(weights) if place != k), Fraction(0))
    return [t if place == k else (1 - t) * Fraction(weight) / others for place, weight in enumerate(weights)]
