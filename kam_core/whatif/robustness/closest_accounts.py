"""Find the accounts closest to another tier, by change of one weight or of their score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.cut import score_limits
from kam_core.scoring.tiering.tier import NONE, A, B, S
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Term
from kam_core.whatif.robustness.gated_tiers import after_gates
from kam_core.whatif.robustness.one_weight import LEVER_END, Numbers, weight_base
from kam_core.whatif.robustness.portfolio_weight_range import BEYOND, TierCrossing, tier_crossings
from kam_core.whatif.robustness.quota_interval import EQUAL_POINTS, QuotaInterval, quota_intervals, seat_competition
from kam_core.whatif.robustness.score_cut_weight_range import safe_ranges
from kam_core.whatif.robustness.tie_counts import tied_now

CANDIDATES_PER_ACCOUNT = 20
"""Candidates per requested account: because of gates, some that cross a cut stay in their tier and are skipped."""

MIN_POINTS = 0.01
"""The smallest change in a sentence: no account moves by 0 points."""


@dataclass(frozen=True)
class ClosestAccount:
    """An account close to another tier.

    tier, then: the tiers behind the gates before and after; change: the smallest sufficient change, in points of
    weight (or of score, without a criterion); weight_before, weight_after: the moved weight in points. Money in
    ten-thousandths.
    """

    account_id: str
    name: str
    tier: str
    then: str
    criterion: str | None
    change: float
    weight_before: float | None
    weight_after: float | None
    score: float
    revenue: int
    why: Message

    @property
    def up(self) -> bool:
        """Whether it would rise."""
        return TIERS.index(self.then) < TIERS.index(self.tier)


def closest_by_weight(
    portfolio: Portfolio, n: int, intervals: tuple[QuotaInterval, ...] | None = None
) -> tuple[ClosestAccount, ...]:
    """At most n accounts, the smallest change of a single weight first; the others keep their ratios, the sum stays.

    Under a quota: the first to change side at each boundary, for each weight up and down. None under a Pareto cut, and
    none beyond the end of a lever.
    intervals: those of the quota, if already computed.
    """
    base = weight_base(portfolio)
    found: dict[int, ClosestAccount] = {}
    for k, share, change in _moves(portfolio, n, intervals):
        if len(found) == n:
            break
        if change.row in found or not _changes_final_tier(portfolio, change):
            continue
        if share * base.total > LEVER_END:
            continue
        measure = portfolio.model.criteria[k].measure
        before, after = float(base.weights[k]), share * base.total
        why = Message(
            "With {criterion} at {after} point instead of {before}, it becomes {then}.",
            "With {criterion} at {after} points instead of {before}, it becomes {then}.",
            "after",
            criterion=Term(MEASURES[measure].label), after=round(after, 2), before=round(before, 2),
            then=_behind_gates(portfolio, change.row, change.then),
        )  # fmt: skip
        found[change.row] = _nearby(portfolio, change, measure, abs(after - before), before, after, why)
    return tuple(found.values())


def closest_by_score(portfolio: Portfolio, n: int) -> tuple[ClosestAccount, ...]:
    """At most n accounts, the smallest distance of the score to a cut first; under a quota, to the one beyond it.

    A distance of 0 under a quota is a tie: the score equals that of an account on the other side.
    """
    found: list[ClosestAccount] = []
    for gap, change in _gaps(portfolio, n):
        if len(found) == n:
            break
        if not _changes_final_tier(portfolio, change):
            continue
        then = _behind_gates(portfolio, change.row, change.then)
        points = max(MIN_POINTS, round(abs(gap), 2))
        if abs(gap) <= EQUAL_POINTS and isinstance(portfolio.model.cut, QuotaCut):
            gap, why = 0.0, Message("Tied at the cut with {then}; decided by account id.", then=then)
        elif abs(gap) <= EQUAL_POINTS and change.then > change.tier:
            why = Message("Its score is exactly at the cut; any lower and it becomes {then}.", then=then)
        elif change.then < change.tier:
            why = Message(
                "With {points} more score point, it becomes {then}.",
                "With {points} more score points, it becomes {then}.",
                "points",
                points=points,
                then=then,
            )
        else:
            why = Message(
                "With {points} fewer score point, it becomes {then}.",
                "With {points} fewer score points, it becomes {then}.",
                "points",
                points=points,
                then=then,
            )
        found.append(_nearby(portfolio, change, None, abs(gap), None, None, why))
    return tuple(found)


def tied_sentence(portfolio: Portfolio) -> Message | None:
    """Number of accounts tied at a cut, in a sentence; None for none."""
    tied = len(tied_now(portfolio))
    if not tied:
        return None
    return Message(
        "{count} tied with an account on the other side of a cut; decided by account id.",
        count=tied,
    )


def _nearby(
    portfolio: Portfolio, change: TierCrossing, criterion: str | None, size: float, before: float | None,
    after: float | None, why: Message,
) -> ClosestAccount:  # fmt: skip
    row = change.row
    return ClosestAccount(
        account_id=portfolio.accounts["account_id"][row],
        name=portfolio.accounts["name"][row],
        tier=_behind_gates(portfolio, row, change.tier),
        then=_behind_gates(portfolio, row, change.then),
        criterion=criterion,
        change=size,
        weight_before=before,
        weight_after=after,
        score=float(portfolio.scores.score[row]),
        revenue=int(portfolio.inputs.revenue[row]),
        why=why,
    )


def _behind_gates(portfolio: Portfolio, row: int, tier: int) -> str:
    return TIERS[int(after_gates(np.array([tier], np.int8), np.array([row]), portfolio.inputs)[0])]


def _changes_final_tier(portfolio: Portfolio, change: TierCrossing) -> bool:
    """Whether the account's final tier changes: gates and overrides may keep it."""
    return _behind_gates(portfolio, change.row, change.tier) != _behind_gates(portfolio, change.row, change.then)


def _moves(
    portfolio: Portfolio, n: int, intervals: tuple[QuotaInterval, ...] | None
) -> Iterator[tuple[int, float, TierCrossing]]:
    """Criterion, the share at which a change happens, and the change: the smallest move first."""
    match portfolio.model.cut:
        case ScoreCut():
            yield from _flips(portfolio, n)
        case QuotaCut():
            moves = []
            for one in quota_intervals(portfolio) if intervals is None else intervals:
                for end in (one.low, one.high):
                    moves += [
                        (one.criterion, end.share, TierCrossing(r, one.boundary, one.boundary + 1)) for r in end.leaves
                    ]
                    moves += [
                        (one.criterion, end.share, TierCrossing(r, one.boundary + 1, one.boundary)) for r in end.enters
                    ]
            share = weight_base(portfolio).share
            yield from sorted(moves, key=lambda move: (abs(move[1] - share[move[0]]), move[2].row))


def _flips(portfolio: Portfolio, n: int) -> Iterator[tuple[int, float, TierCrossing]]:
    safe, base = safe_ranges(portfolio), weight_base(portfolio)
    down = np.where(safe.low > 0, safe.present - safe.low, np.inf)
    up = np.where((safe.high < 1) & (safe.high * safe.total <= LEVER_END), safe.high - safe.present, np.inf)
    move = np.fmin(down, up)
    move[portfolio.inputs.overridden != NONE] = np.inf
    nearest = np.argmin(move, axis=1)
    size = move[np.arange(len(move)), nearest]
    for row in np.argsort(size, kind="stable")[: n * CANDIDATES_PER_ACCOUNT].tolist():
        if np.isinf(size[row]):
            return
        k = int(nearest[row])
        falls = down[row, k] <= up[row, k]
        share = float(safe.low[row, k] if falls else safe.high[row, k])
        beyond = share * (1 - BEYOND) if falls else share + (1 - share) * BEYOND
        for change in tier_crossings(portfolio, base, k, beyond, np.array([row])):
            yield k, share, change


def _gaps(portfolio: Portfolio, n: int) -> list[tuple[float, TierCrossing]]:
    """Distance of each account from a cut in points of score, and the change beyond it; the nearest first."""
    score: Numbers = portfolio.scores.score
    gaps: list[tuple[float, TierCrossing]] = []
    match portfolio.model.cut:
        case ScoreCut() as cut:
            free = (portfolio.inputs.overridden == NONE) & (portfolio.tiers.cut != NONE) & ~np.isnan(score)
            for boundary, limit in enumerate(score_limits(cut)):
                for tier, then in ((boundary, boundary + 1), (boundary + 1, boundary)):
                    rows = np.flatnonzero(free & (portfolio.tiers.cut == tier))
                    nearest = rows[np.argsort(np.abs(score[rows] - limit), kind="stable")][: n * CANDIDATES_PER_ACCOUNT]
                    gaps += [(float(limit - score[row]), TierCrossing(row, tier, then)) for row in nearest.tolist()]
        case QuotaCut():
            competition = seat_competition(portfolio)
            for boundary in (S, A, B):
                place = competition.seat_ends[boundary]
                ins, outs = competition.order[:place], competition.order[place:]
                if not len(ins) or not len(outs) or np.isnan(score[[ins[-1], outs[0]]]).any():
                    continue
                first = 0 if boundary == S else competition.seat_ends[boundary - 1]
                last = len(competition.order) if boundary == B else competition.seat_ends[boundary + 1]
                for row in competition.order[first:place].tolist()[::-1][: n * CANDIDATES_PER_ACCOUNT]:
                    gaps.append((float(score[outs[0]] - score[row]), TierCrossing(row, boundary, boundary + 1)))
                for row in competition.order[place:last].tolist()[: n * CANDIDATES_PER_ACCOUNT]:
                    gaps.append((float(score[ins[-1]] - score[row]), TierCrossing(row, boundary + 1, boundary)))
    known = [one for one in gaps if not np.isnan(one[0])]
    return sorted(known, key=lambda one: (abs(one[0]), one[1].row))
