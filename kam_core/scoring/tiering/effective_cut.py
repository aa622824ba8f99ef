"""Effective cuts: the score or revenue that an account must reach for a tier, by cut and by capacity."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
import numpy.typing as npt

from kam_core.scoring.kernel.selection import Ranking
from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.capacity import apply_capacity
from kam_core.scoring.tiering.cut import last_ranks, score_limits
from kam_core.scoring.tiering.tier import seats
from kam_core.scoring.tiering.tier_inputs import NONE

Flags = npt.NDArray[np.bool_]
OUT_OF_REACH = 100.0
"""The cut of a tier that no account can reach: no score is above it."""
BOUNDARIES = 3


class EffectiveCuts:
    """The effective cuts of one portfolio. Boundary 0 is the cut of S, 2 that of B.

    A score cut is its number. Of a quota it is the lowest score inside (of those who compete; an account whose tier a
    manager set is compared with all buyers), 100 where nobody can come in, 0 where even accounts without a score do. Of
    a Pareto cut it is the lowest revenue inside, in ten-thousandths.
    """

    def __init__(self, portfolio: Portfolio) -> None:
        self._tiers, self._inputs = portfolio.tiers, portfolio.inputs
        self._scores = portfolio.scores.approximate
        self._competing, self._overridden = self._cuts(portfolio)
        # By tier: limits that accounts overflowed, and the accounts that compete under each.
        self._full: list[list[tuple[str, Flags]]] = [[] for _ in range(BOUNDARIES)]
        if portfolio.model.capacity.unlimited:
            return
        self._score = self._scores.exact_all()
        for overflow in apply_capacity(
            self._tiers.gated, self._score, self._inputs, portfolio.model.capacity
        ).overflows:
            competitors = np.ones(len(self._score), np.bool_)
            if overflow.over == "owner":
                competitors = np.isin(self._inputs.owner, self._inputs.owner[overflow.rows])
            self._full[overflow.tier].append((overflow.over, competitors))

    def by_cut(self, boundary: int, row: int) -> float:
        """The number that this row must reach by the cut alone."""
        lines = self._overridden if self._inputs.overridden[row] != NONE else self._competing
        return lines[boundary]

    def by_seats(self, boundary: int, row: int) -> float:
        """The excess over the cut that it must reach because seats are full; 0 where seats are free."""
        if self._inputs.overridden[row] != NONE:
            return 0.0
        lines = [self._lowest(boundary, over, row) for over, competitors in self._full[boundary] if competitors[row]]
        return max([0.0, *(line - self.by_cut(boundary, row) for line in lines)])

    def _lowest(self, boundary: int, over: str, row: int) -> float:
        """The lowest score of the seated accounts that this row competes with."""
        inside = self._inputs.overridden == NONE
        if over == "owner":
            inside = inside & (self._inputs.owner == self._inputs.owner[row])
        for seated in (
            self._tiers.after_capacity == boundary,
            (self._tiers.after_capacity >= 0) & (self._tiers.after_capacity <= boundary),
        ):
            if (inside & seated).any():
                return max(0.0, float(self._score[inside & seated].min()))
        return OUT_OF_REACH

    def _cuts(self, portfolio: Portfolio) -> tuple[list[float], list[float]]:
        cut, inputs = portfolio.model.cut, self._inputs
        match cut:
            case QuotaCut():
                free = self._at(
                    Ranking(self._scores, inputs.buys, without=inputs.overridden_rows), last_ranks(cut, inputs)
                )
                if not len(inputs.overridden_rows):
                    return free, free
                return free, self._at(Ranking(self._scores, inputs.buys), tuple(accumulate(seats(cut, inputs.buyers))))
            case ScoreCut():
                limits = list(score_limits(cut))
                return limits, limits
            case ParetoCut():
                inside = [inputs.buys & (self._tiers.cut <= tier) for tier in range(BOUNDARIES)]
                lowest = [float(inputs.revenue[rows].min()) if rows.any() else 0.0 for rows in inside]
                return lowest, lowest

    def _at(self, ranking: Ranking, places: tuple[int, ...]) -> list[float]:
        """The score at each of these last ranks."""
        return [
            max(0.0, ranking.score_at(min(place, ranking.size))) if place > 0 and ranking.size else OUT_OF_REACH
            for place in places
        ]
