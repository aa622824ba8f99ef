"""Intervals of a weight within which no account changes side at a boundary of a quota.

Seats are as in scoring: buyers compete, overrides take seats, equal scores go by the order of the accounts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.cut import last_ranks
from kam_core.scoring.tiering.tier import A, B, S
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.first_rank_reversal import first_swap
from kam_core.whatif.robustness.one_weight import Rows, ScoreRatios, WeightBase, weight_base

EQUAL_POINTS = 1e-9
"""Scores this close at a crossing count as equal: all such accounts change places."""


@dataclass(frozen=True)
class IntervalEnd:
    """End of an interval, as a share of the active weights, and the rows that change side just beyond.

    No rows where the axis itself ends (share 0 or 1).
    """

    share: float
    leaves: tuple[int, ...] = ()
    enters: tuple[int, ...] = ()


@dataclass(frozen=True)
class QuotaInterval:
    """The interval of one weight in which no account changes side at one boundary (0 = S|A, 1 = A|B, 2 = B|C)."""

    boundary: int
    criterion: int
    present: float
    low: IntervalEnd
    high: IntervalEnd


@dataclass(frozen=True)
class SeatCompetition:
    """Accounts competing for the seats of a quota: `order` is rows, best first; `seat_ends` the last rank by tier."""

    order: Rows
    seat_ends: tuple[int, int, int]

    def sides(self, boundary: int) -> tuple[Rows, Rows]:
        """Insiders and outsiders of a boundary, in the order of the accounts."""
        place = self.seat_ends[boundary]
        return np.sort(self.order[:place]), np.sort(self.order[place:])


def seat_competition(portfolio: Portfolio) -> SeatCompetition:
    """The competitors and seats of a quota. Refuses models that do not cut by quota."""
    cut = portfolio.model.cut
    if not isinstance(cut, QuotaCut):
        raise UserError("This range is only available for quota cuts. Choose the cut method Quota.")
    free = np.flatnonzero(portfolio.inputs.competes)
    places = [min(len(free), place) for place in last_ranks(cut, portfolio.inputs)]
    score = np.where(np.isnan(portfolio.scores.score), -np.inf, portfolio.scores.score)
    return SeatCompetition(free[np.argsort(-score[free], kind="stable")], (places[0], places[1], places[2]))


def quota_intervals(portfolio: Portfolio) -> tuple[QuotaInterval, ...]:
    """The interval of every movable weight at every boundary. Refuses models that do not cut by quota."""
    competition, base = seat_competition(portfolio), weight_base(portfolio)
    rows = np.arange(len(base.points))
    found = []
    for k in base.movable:
        lines = base.ratios(k, rows)
        found += [_interval(base, lines, competition, k, boundary) for boundary in (S, A, B)]
    return tuple(found)


def _interval(
    base: WeightBase, lines: ScoreRatios, competition: SeatCompetition, k: int, boundary: int
) -> QuotaInterval:
    inside, outside = competition.sides(boundary)
    here = float(base.share[k])
    up = first_swap(lines, inside, outside, here, base.gaps)
    down = first_swap(lines.mirrored(), inside, outside, 1 - here, base.gaps)
    high = IntervalEnd(1.0) if up is None else IntervalEnd(up, *_swapped(lines, inside, outside, up))
    low = (
        IntervalEnd(0.0) if down is None else IntervalEnd(1 - down, *_swapped(lines.mirrored(), inside, outside, down))
    )
    return QuotaInterval(boundary, k, here, low, high)


def _swapped(lines: ScoreRatios, inside: Rows, outside: Rows, t: float) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Rows that leave and enter just beyond a crossing: all that meet there, ranked by their direction."""
    scores = lines.at(t)
    floor, ceiling = scores[inside].min(), scores[outside].max()
    ins = inside[scores[inside] <= max(floor, ceiling) + EQUAL_POINTS]
    outs = outside[scores[outside] >= min(floor, ceiling) - EQUAL_POINTS]
    meeting = np.sort(np.concatenate([ins, outs]))
    paths = lines.rows(meeting)
    # Rounded, so that accounts with equal curves stay in their order; a second distance for curves that differ in
    # curvature.
    near, far = (np.round(paths.at(t + step * (1 - t)), 10) for step in (1e-6, 1e-3))
    first = meeting[np.lexsort((meeting, -far, -near))][: len(ins)]
    return tuple(np.setdiff1d(ins, first).tolist()), tuple(np.setdiff1d(first, ins).tolist())
