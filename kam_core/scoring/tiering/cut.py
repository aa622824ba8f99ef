"""Step 1 of tiering: the cut by quota, score or share of revenue, and the accounts in a band around it."""

from __future__ import annotations

import math
from itertools import accumulate

import numpy as np

from kam_core.scoring.kernel.approximate_scores import ApproximateScores, Rows
from kam_core.scoring.kernel.selection import Ranking
from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.tiering_limits import FLOOR_TOLERANCE, Hysteresis
from kam_core.scoring.tiering.tier_inputs import Codes, Flags, TierInputs
from kam_core.vocabulary.message import UserError

SHARE_TOLERANCE = 1e-12
"""Shares of revenue are quotients: 0.48 and 0.50 − 0.02 are equal to people, and not in floating point."""


class AppliedCut:
    """A cut applied to a set of scores (−inf where there is none)."""

    def __init__(self, approximate: ApproximateScores, inputs: TierInputs, cut: Cut) -> None:
        self._scores, self._inputs, self._cut = approximate, inputs, cut
        self._ranking: Ranking | None = None

    @property
    def ranking(self) -> Ranking:
        """Ranking of the accounts that compete for the seats of a quota."""
        if self._ranking is None:
            self._ranking = Ranking(self._scores, self._inputs.buys, without=self._inputs.overridden_rows)
        return self._ranking

    def codes(self) -> Codes:
        """The tier of every account by the cut alone; overridden accounts get the tier of their rank."""
        codes = self._inputs.default_codes.copy()
        if isinstance(self._cut, QuotaCut):
            self.ranking.promote(codes, last_ranks(self._cut, self._inputs))
        for above in self._flags_above():
            codes -= above.view(np.int8)
        if isinstance(self._cut, QuotaCut) and len(self._inputs.overridden_rows):
            rows = self._inputs.overridden_rows
            rows = rows[self._inputs.buys[rows]]
            codes[rows] = self._inputs.default_codes[rows]
            everybody = Ranking(self._scores, self._inputs.buys)
            for end in accumulate(seats(self._cut, self._inputs.buyers)):
                codes[rows] -= everybody.is_best(end, rows).view(np.int8)
        return codes

    @property
    def applies_to(self) -> Flags:
        """Accounts to which the cut applies: a cut by rank or by revenue only to those with revenue in the window."""
        return self._inputs.bought if isinstance(self._cut, ScoreCut) else self._inputs.buys

    def in_band(self, boundary: int, band: Hysteresis, rows: Rows) -> Flags:
        """Which of these rising rows are in the band of a boundary: 0 is between S and A, 2 between B and C."""
        match self._cut:
            case QuotaCut():
                place = last_ranks(self._cut, self._inputs)[boundary]
                width = math.floor(band.share * self._inputs.buyers + FLOOR_TOLERANCE)
                return self.ranking.is_best(place + width, rows) & ~self.ranking.is_best(place - width, rows)
            case ScoreCut():
                at = score_limits(self._cut)[boundary]
                return self._scores.at_least(at - band.points, rows) & ~self._scores.at_least(at + band.points, rows)
            case ParetoCut():
                limit = (self._cut.s, self._cut.a, self._cut.b)[boundary]
                if band.share == 0:
                    return np.zeros(len(rows), np.bool_)
                return np.abs(self._inputs.revenue_before[rows] - limit) <= band.share + SHARE_TOLERANCE

    def _flags_above(self) -> list[Flags]:
        """Accounts above each of the three boundaries of a cut that is not a quota."""
        match self._cut:
            case QuotaCut():
                return []
            case ScoreCut():
                return [self._scores.at_least(limit) & self._inputs.bought for limit in score_limits(self._cut)]
            case ParetoCut():
                # The account that crosses a cut still belongs to the higher tier: what counts is where it starts.
                start = self._inputs.revenue_before
                return [start < limit - SHARE_TOLERANCE for limit in (self._cut.s, self._cut.a, self._cut.b)]


def seats(cut: QuotaCut, buyers: int) -> tuple[int, int, int]:
    """Seats of S, A and B: floor(share × buyers), at least one where the share is above 0."""
    left = buyers
    counts = []
    for share in (cut.s, cut.a, cut.b):
        wanted = max(1, math.floor(share * buyers + FLOOR_TOLERANCE)) if share > 0 else 0
        counts.append(min(wanted, left))
        left -= counts[-1]
    return counts[0], counts[1], counts[2]


def last_ranks(cut: QuotaCut, inputs: TierInputs) -> tuple[int, int, int]:
    """The last rank of S, of A and of B among the competing accounts.

    An override takes one of the seats, so that the tier does not grow.
    """
    wanted = seats(cut, inputs.buyers)
    decided = inputs.overridden[inputs.overridden_rows]
    free = (max(0, want - int((decided == tier).sum())) for tier, want in enumerate(wanted))
    s, a, b = accumulate(free)
    return s, a, b


def score_limits(cut: ScoreCut) -> tuple[float, float, float]:
    """The three cuts. Refuses cuts without numbers."""
    if cut.s is None or cut.a is None or cut.b is None:
        raise UserError("The score cuts have no values yet. Use proposals from the data, or enter s, a and b.")
    return cut.s, cut.a, cut.b
