"""Portfolios made from points by part of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from kam_core.scoring.model.cuts import Cut
from kam_core.scoring.model.model import rebuilt
from kam_core.scoring.part_points import part_points
from kam_core.scoring.portfolio import Portfolio
from tests.whatif.points_portfolios import portfolio


def parts_portfolio(
    points: Sequence[Sequence[float | None]],
    groups: Sequence[str],
    weights: Sequence[float],
    cut: Cut,
    revenue: Sequence[int] | None = None,
) -> Portfolio:
    """Accounts by points (None = missing), one criterion of each given part; with ranks by score and `part_points`."""
    made = portfolio(points, weights, cut, revenue=revenue)
    criteria = tuple(
        {**one.model_dump(), "group": group} for one, group in zip(made.model.criteria, groups, strict=True)
    )
    model = rebuilt(made.model, criteria=criteria)
    matrix = replace(made.matrix, criteria=model.criteria)
    order = np.argsort(-made.scores.score, kind="stable")
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    accounts = made.accounts.with_columns(pl.Series("rank", ranks), *part_points(matrix, model).get_columns())
    return replace(made, model=model, matrix=matrix, accounts=accounts)
