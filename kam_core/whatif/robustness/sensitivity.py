"""One-at-a-time sensitivity (tornado): each weight is halved and doubled, each cut shifted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kam_core.scoring.model.cuts import Cut, ScoreCut, parse_cut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import weighted_sum
from kam_core.scoring.tiering import tier as tiering
from kam_core.scoring.tiering.tier import NONE, Codes
from kam_core.scoring.tiering.tier_totals import tier_totals
from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.one_weight import Numbers, weight_base

LESS, MORE = 0.5, 2.0
STEPS = {"score": 2.0, "quota": 0.02, "pareto": 0.05}
"""Step of a cut: points of score, share of accounts, share of revenue."""
TornadoMetric = Literal["key_share", "movers", "score"]


@dataclass(frozen=True)
class LeverEffect:
    """One lever: a criterion (its place in the model) or the cut of a tier (S, A or B), and the effect of either
    change.

    low, high: the number asked for with the weight halved and doubled, or the cut a step down and up; None where that
    cannot be. low_tier, high_tier: the tier of the account then, where one was asked about.
    """

    criterion: int | None
    cut: str | None
    low: float | None
    high: float | None
    low_tier: str | None = None
    high_tier: str | None = None

    @property
    def width(self) -> float:
        """Range of the two results."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return max(ends) - min(ends) if len(ends) > 1 else 0.0


@dataclass(frozen=True)
class Tornado:
    """present: the number as it is; swings: the widest first, weights before cuts where they are as wide."""

    asked: TornadoMetric
    present: float
    swings: tuple[LeverEffect, ...]


def tornado(
    portfolio: Portfolio, asked: TornadoMetric, row: int | None = None, progress: Callable[[float], None] | None = None
) -> Tornado:
    """Change each lever alone. `key_share`: share of positive revenue in S and A; `movers`: accounts that change
    tier; `score`: that of the account of `row`, with its tier. Refuses a score without an account that has one."""
    if asked == "score" and (row is None or np.isnan(portfolio.scores.score[row])):
        raise UserError("This account has no score.")
    turns = _lever_changes(portfolio)
    results: list[tuple[float, str | None] | None] = []
    for done, turn in enumerate(turns):
        results.append(None if turn.cut is None else _after(portfolio, asked, row, turn.weights, turn.cut))
        if progress is not None:
            progress((done + 1) / len(turns))
    swings = []
    for turn, low, high in zip(turns[::2], results[::2], results[1::2], strict=True):
        ends = [(None, None) if end is None else end for end in (low, high)]
        swings.append(LeverEffect(turn.criterion, turn.tier, ends[0][0], ends[1][0], ends[0][1], ends[1][1]))
    present = _number(portfolio, asked, row, portfolio.scores.score, portfolio.tiers.tier)
    return Tornado(asked, present, tuple(sorted(swings, key=lambda swing: -swing.width)))


@dataclass(frozen=True)
class _LeverChange:
    """One lever changed in one direction; no weights where only the cut moves, no cut where it cannot."""

    criterion: int | None
    tier: str | None
    weights: Numbers | None
    cut: Cut | None


def _lever_changes(portfolio: Portfolio) -> list[_LeverChange]:
    """Every lever twice: down, then up."""
    base, cut = weight_base(portfolio), portfolio.model.cut
    turns = []
    for k in base.movable:
        for factor in (LESS, MORE):
            weights = base.weights.copy()
            weights[k] *= factor
            if base.weights[k] > 0:
                turns.append(_LeverChange(k, None, weights, cut))
    for tier in TIERS[:-1]:
        turns += [_LeverChange(None, tier, None, moved) for moved in _moved_cuts(cut, tier)]
    return turns


def _moved_cuts(cut: Cut, tier: str) -> list[Cut | None]:
    """The cut with one limit a step down and a step up; None where the order of the limits would break."""
    name = tier.lower()
    moved: list[Cut | None] = []
    for way in (-1, 1):
        value = getattr(cut, name) + way * STEPS[cut.kind]
        most = 100.0 if isinstance(cut, ScoreCut) else 1.0
        try:
            moved.append(parse_cut({**cut.model_dump(), name: min(most, max(0.0, value))}))
        except UserError:
            moved.append(None)
    return moved


def _after(
    portfolio: Portfolio, asked: TornadoMetric, row: int | None, weights: Numbers | None, cut: Cut
) -> tuple[float, str | None]:
    score, matrix = portfolio.scores.score, portfolio.matrix
    if weights is not None:
        score = weighted_sum(matrix.points, weights, portfolio.model.missing, matrix.points_matrix).score
    tiers = tiering.assign_tiers(score, portfolio.inputs, portfolio.model.model_copy(update={"cut": cut})).tier
    code = NONE if row is None else int(tiers[row])
    return _number(portfolio, asked, row, score, tiers), None if code == NONE else TIERS[code]


def _number(portfolio: Portfolio, asked: TornadoMetric, row: int | None, score: Numbers, tiers: Codes) -> float:
    if asked == "score":
        assert row is not None
        return float(score[row])
    if asked == "movers":
        return float((tiers != portfolio.tiers.tier).sum())
    return tier_totals(tiers, portfolio.inputs).share_of(len(KEY_TIERS))
