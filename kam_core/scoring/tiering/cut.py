"""Step 1 of a tier: the cut, by quota, by score or by share of revenue – and how far an account lies from it."""

from __future__ import annotations

import math
from itertools import accumulate

import numpy as np

from kam_core.scoring.kernel.approximate_scores import Rows, Sight
from kam_core.scoring.kernel.selection import Ranking
from kam_core.scoring.model.model import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.tiering_limits import FLOOR_SLACK, Hysteresis
from kam_core.scoring.tiering.tier_inputs import Codes, Field, Flags
from kam_core.vocabulary.message import UserError

SHARE_SLACK = 1e-12
"""Shares of revenue are quotients: 0.48 and 0.50 − 0.02 are the same to people, and not in floating point."""


class Cutting:
    """One cut laid through one set of scores (−inf where there is none)."""

    def __init__(self, sight: Sight, field: Field, cut: Cut) -> None:
        self._sight, self._field, self._cut = sight, field, cut
        self._ranking: Ranking | None = None

    @property
    def ranking(self) -> Ranking:
        """The order of those who compete for the seats of a quota."""
        if self._ranking is None:
            self._ranking = Ranking(self._sight, self._field.buys, without=self._field.by_hand)
        return self._ranking

    def codes(self) -> Codes:
        """The tier of every account by the cut alone; overridden ones get what their rank would have brought."""
        codes = self._field.lowest.copy()
        if isinstance(self._cut, QuotaCut):
            self.ranking.lift(codes, free_places(self._cut, self._field))
        for above in self._above():
            codes -= above.view(np.int8)
        if isinstance(self._cut, QuotaCut) and len(self._field.by_hand):
            rows = self._field.by_hand
            rows = rows[self._field.buys[rows]]
            codes[rows] = self._field.lowest[rows]
            everybody = Ranking(self._sight, self._field.buys)
            for end in accumulate(seats(self._cut, self._field.buyers)):
                codes[rows] -= everybody.inside(end, rows).view(np.int8)
        return codes

    @property
    def concerns(self) -> Flags:
        """Who can lie near this cut: a cut by rank or by revenue knows only those with revenue in the window."""
        return self._field.bought if isinstance(self._cut, ScoreCut) else self._field.buys

    def near(self, boundary: int, band: Hysteresis, rows: Rows) -> Flags:
        """Which of these rows, which rise, lie in the band of a boundary: 0 is between S and A, 2 between B and C."""
        match self._cut:
            case QuotaCut():
                place = free_places(self._cut, self._field)[boundary]
                width = math.floor(band.share * self._field.buyers + FLOOR_SLACK)
                return self.ranking.inside(place + width, rows) & ~self.ranking.inside(place - width, rows)
            case ScoreCut():
                at = score_limits(self._cut)[boundary]
                return self._sight.at_least(at - band.points, rows) & ~self._sight.at_least(at + band.points, rows)
            case ParetoCut():
                limit = (self._cut.s, self._cut.a, self._cut.b)[boundary]
                if band.share == 0:
                    return np.zeros(len(rows), np.bool_)
                return np.abs(self._field.revenue_before[rows] - limit) <= band.share + SHARE_SLACK

    def _above(self) -> list[Flags]:
        """Who lies above each of the three boundaries of a cut that is not by quota."""
        match self._cut:
            case QuotaCut():
                return []
            case ScoreCut():
                return [self._sight.at_least(limit) & self._field.bought for limit in score_limits(self._cut)]
            case ParetoCut():
                # The account that crosses a cut still belongs to the higher tier: what counts is where it starts.
                start = self._field.revenue_before
                return [start < limit - SHARE_SLACK for limit in (self._cut.s, self._cut.a, self._cut.b)]


def seats(cut: QuotaCut, buyers: int) -> tuple[int, int, int]:
    """Accounts that S, A and B take: floor(share × buyers), at least one where the share is above 0."""
    left = buyers
    counts = []
    for share in (cut.s, cut.a, cut.b):
        wanted = max(1, math.floor(share * buyers + FLOOR_SLACK)) if share > 0 else 0
        counts.append(min(wanted, left))
        left -= counts[-1]
    return counts[0], counts[1], counts[2]


def free_places(cut: QuotaCut, field: Field) -> tuple[int, int, int]:
    """The last place of S, of A and of B among those who compete.

    A manager's decision takes one of the seats, so that a tier does not grow by it.
    """
    wanted = seats(cut, field.buyers)
    decided = field.overridden[field.by_hand]
    free = (max(0, want - int((decided == tier).sum())) for tier, want in enumerate(wanted))
    s, a, b = accumulate(free)
    return s, a, b


def score_limits(cut: ScoreCut) -> tuple[float, float, float]:
    """The three cuts. Refuses those that were never proposed."""
    if cut.s is None or cut.a is None or cut.b is None:
        raise UserError("The score cuts have no numbers yet. Let the data propose them, or give s, a and b.")
    return cut.s, cut.a, cut.b
