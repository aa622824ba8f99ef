"""Active criteria: those of a model that have data in a portfolio."""

from __future__ import annotations

from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import utilities
from kam_core.whatif.comparison import same_points


def active(portfolio: Portfolio, model: Model) -> dict[str, bool]:
    """Which criteria of a model have data in this portfolio, by name."""
    matrix = portfolio.matrix if same_points(model, portfolio.model) else utilities(portfolio.accounts, model)
    return {c.name: bool(flag) for c, flag in zip(model.criteria, matrix.active, strict=True)}
