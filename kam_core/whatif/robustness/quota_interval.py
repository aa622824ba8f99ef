"""How far a weight may move before anybody changes side at a boundary between two tiers of a quota.

Seats are as in scoring: buyers compete, decisions by hand hold theirs, equal scores go by the order of the accounts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.cut import last_ranks
from kam_core.scoring.tiering.tier import A, B, S
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.first_swap import first_swap
from kam_core.whatif.robustness.one_weight import Ground, Ratios, Rows, ground

TOGETHER = 1e-9
"""Points within which scores at a crossing count as one: whoever is that close changes place with them."""


@dataclass(frozen=True)
class End:
    """Where an interval ends, as a share of the active weights, and who changes side just beyond: rows of the accounts.

    Nobody is named where the axis itself ends (share 0 or 1).
    """

    share: float
    leaves: tuple[int, ...] = ()
    enters: tuple[int, ...] = ()


@dataclass(frozen=True)
class QuotaInterval:
    """The interval of one weight in which nobody changes side at one boundary (0 = S|A, 1 = A|B, 2 = B|C)."""

    boundary: int
    criterion: int
    present: float
    low: End
    high: End


@dataclass(frozen=True)
class Race:
    """Accounts competing for the seats of a quota: `order` is rows, best first; `seat_ends` the last rank by tier."""

    order: Rows
    seat_ends: tuple[int, int, int]

    def sides(self, boundary: int) -> tuple[Rows, Rows]:
        """Insiders and outsiders of a boundary, in the order of the accounts."""
        place = self.seat_ends[boundary]
        return np.sort(self.order[:place]), np.sort(self.order[place:])


def race(portfolio: Portfolio) -> Race:
    """The competitors and seats of a quota. Refuses models that do not cut by quota."""
    cut = portfolio.model.cut
    if not isinstance(cut, QuotaCut):
        raise UserError("This range is that of a quota. Choose the cut by quota.")
    free = np.flatnonzero(portfolio.inputs.competes)
    places = [min(len(free), place) for place in last_ranks(cut, portfolio.inputs)]
    score = np.where(np.isnan(portfolio.scores.score), -np.inf, portfolio.scores.score)
    return Race(free[np.argsort(-score[free], kind="stable")], (places[0], places[1], places[2]))


def quota_intervals(portfolio: Portfolio) -> tuple[QuotaInterval, ...]:
    """The interval of every movable weight at every boundary. Refuses models that do not cut by quota."""
    runners, base = race(portfolio), ground(portfolio)
    rows = np.arange(len(base.points))
    found = []
    for k in base.movable:
        lines = base.ratios(k, rows)
        found += [_interval(base, lines, runners, k, boundary) for boundary in (S, A, B)]
    return tuple(found)


def _interval(base: Ground, lines: Ratios, runners: Race, k: int, boundary: int) -> QuotaInterval:
    inside, outside = runners.sides(boundary)
    here = float(base.share[k])
    up = first_swap(lines, inside, outside, here, base.gaps)
    down = first_swap(lines.mirrored(), inside, outside, 1 - here, base.gaps)
    high = End(1.0) if up is None else End(up, *_swapped(lines, inside, outside, up))
    low = End(0.0) if down is None else End(1 - down, *_swapped(lines.mirrored(), inside, outside, down))
    return QuotaInterval(boundary, k, here, low, high)


def _swapped(lines: Ratios, inside: Rows, outside: Rows, t: float) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who leaves and who enters just beyond a crossing: all that meet there, ranked by where they are heading."""
    scores = lines.at(t)
    floor, ceiling = scores[inside].min(), scores[outside].max()
    ins = inside[scores[inside] <= max(floor, ceiling) + TOGETHER]
    outs = outside[scores[outside] >= min(floor, ceiling) - TOGETHER]
    meeting = np.sort(np.concatenate([ins, outs]))
    paths = lines.rows(meeting)
    # Rounded, so that accounts with one and the same curve stay in their order; a second look for those that only bend.
    near, far = (np.round(paths.at(t + step * (1 - t)), 10) for step in (1e-6, 1e-3))
    first = meeting[np.lexsort((meeting, -far, -near))][: len(ins)]
    return tuple(np.setdiff1d(ins, first).tolist()), tuple(np.setdiff1d(first, ins).tolist())
