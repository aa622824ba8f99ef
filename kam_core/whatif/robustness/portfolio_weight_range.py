"""Range of each weight within which no account crosses a cut, and the first accounts beyond it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.cut import score_limits
from kam_core.scoring.tiering.tier import NONE
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Term
from kam_core.whatif.robustness.one_weight import LEVER_END, Numbers, Rows, WeightBase, weight_base
from kam_core.whatif.robustness.quota_interval import IntervalEnd, QuotaInterval, quota_intervals
from kam_core.whatif.robustness.score_cut_weight_range import safe_ranges

SAME_SHARE = 1e-9
"""Shares this close are equal."""
BEYOND = 1e-7
"""Distance beyond an end at which the new tier is evaluated, as a share of the rest of the axis."""


@dataclass(frozen=True)
class TierCrossing:
    """One account that changes side: its row and its tiers by cut before and after, as codes."""

    row: int
    tier: int
    then: int


@dataclass(frozen=True)
class LeverRange:
    """One weight in points of the sum of all active weights, which stays as it is; never beyond LEVER_END.

    criterion: its place in the model; below, above: accounts that change side just beyond either end; none where the
    range ends with the axis: at no weight, at all of it, or at the end of the lever.
    """

    criterion: int
    low: float
    present: float
    high: float
    below: tuple[TierCrossing, ...]
    above: tuple[TierCrossing, ...]


def lever_ranges(portfolio: Portfolio, intervals: tuple[QuotaInterval, ...] | None = None) -> tuple[LeverRange, ...]:
    """The range of every movable weight; none for a cut by revenue.

    Overridden accounts change no side. intervals: those of a quota, if already computed.
    """
    match portfolio.model.cut:
        case QuotaCut():
            return _of_quota(portfolio, quota_intervals(portfolio) if intervals is None else intervals)
        case ScoreCut():
            return _of_score_cuts(portfolio)
        case ParetoCut():
            return ()


def no_ranges_reason(portfolio: Portfolio) -> Message | None:
    """The reason for having no range; None where there are some."""
    if isinstance(portfolio.model.cut, ParetoCut):
        return Message("This cut is based on revenue, so weights do not change tiers.")
    if not weight_base(portfolio).movable:
        return Message("Only one weighted criterion has data, so weights cannot be shifted.")
    return None


def tightest_lever_sentence(portfolio: Portfolio, ranges: tuple[LeverRange, ...]) -> Message | None:
    """The lever with the smallest change that moves an account, in a sentence; None where none does."""
    turns = [
        (end, abs(end - one.present), one, changes)
        for one in ranges
        for end, changes in ((one.low, one.below), (one.high, one.above))
        if changes
    ]
    if not turns:
        return None
    _, _, one, changes = min(turns, key=lambda turn: turn[1])
    if round(one.low, 2) == round(one.high, 2):
        return Message(
            "{criterion} has the narrowest range: any change from {present} changes a tier; the first to change "
            "is {who}.",
            criterion=Term(MEASURES[portfolio.model.criteria[one.criterion].measure].label),
            present=round(one.present, 2), who=change_text(portfolio, changes[0]),
        )  # fmt: skip
    return Message(
        "{criterion} has the narrowest range: its weight can be {low} to {high} (now {present}) without a tier "
        "change; the first to change is {who}.",
        criterion=Term(MEASURES[portfolio.model.criteria[one.criterion].measure].label),
        low=round(one.low, 2), high=round(one.high, 2), present=round(one.present, 2),
        who=change_text(portfolio, changes[0]),
    )  # fmt: skip


def _of_quota(portfolio: Portfolio, found: tuple[QuotaInterval, ...]) -> tuple[LeverRange, ...]:
    base = weight_base(portfolio)
    ranges = []
    for k in base.movable:
        own = [one for one in found if one.criterion == k]
        low, high = max(one.low.share for one in own), min(one.high.share for one in own)
        below = [_swap(one.boundary, one.low) for one in own if one.low.share >= low - SAME_SHARE]
        above = [_swap(one.boundary, one.high) for one in own if one.high.share <= high + SAME_SHARE]
        ranges.append(_range(base, k, low, high, sum(below, ()), sum(above, ())))
    return tuple(ranges)


def _swap(boundary: int, end: IntervalEnd) -> tuple[TierCrossing, ...]:
    leave = tuple(TierCrossing(row, boundary, boundary + 1) for row in end.leaves)
    return leave + tuple(TierCrossing(row, boundary + 1, boundary) for row in end.enters)


def _of_score_cuts(portfolio: Portfolio) -> tuple[LeverRange, ...]:
    base, safe = weight_base(portfolio), safe_ranges(portfolio)
    rows = np.flatnonzero((portfolio.inputs.overridden == NONE) & ~np.isnan(safe.low).all(axis=1))
    ranges = []
    for k in base.movable:
        lows, highs = safe.low[rows, k], safe.high[rows, k]
        low, high = float(lows.max(initial=0.0)), float(highs.min(initial=1.0))
        below = rows[lows >= low - SAME_SHARE] if low > 0 else rows[:0]
        above = rows[highs <= high + SAME_SHARE] if high < 1 else rows[:0]
        ranges.append(
            _range(
                base, k, low, high,
                tier_crossings(portfolio, base, k, low * (1 - BEYOND), below),
                tier_crossings(portfolio, base, k, high + (1 - high) * BEYOND, above),
            )
        )  # fmt: skip
    return tuple(ranges)


def tier_crossings(
    portfolio: Portfolio, base: WeightBase, k: int, share: float, rows: Rows
) -> tuple[TierCrossing, ...]:
    """Changes of the rows whose tier by score cut differs at this share of weight k."""
    assert isinstance(portfolio.model.cut, ScoreCut)
    score = base.ratios(k, rows).at(share)
    limits: Numbers = np.array(score_limits(portfolio.model.cut))
    then = (score[:, None] < limits).sum(axis=1)
    return tuple(
        TierCrossing(int(row), int(tier), int(after))
        for row, tier, after in zip(rows, portfolio.tiers.cut[rows], then, strict=True)
        if tier != after
    )


def _range(
    base: WeightBase, k: int, low: float, high: float, below: tuple[TierCrossing, ...], above: tuple[TierCrossing, ...]
) -> LeverRange:
    points = base.total
    if high * points > LEVER_END:
        high, above = LEVER_END / points, ()
    return LeverRange(k, low * points, float(base.weights[k]), high * points, below, above)


def change_text(portfolio: Portfolio, change: TierCrossing) -> Message:
    """Text of a change: name, tier before and after."""
    return Message(
        "{name} {before} → {after}",
        name=portfolio.accounts["name"][change.row], before=TIERS[change.tier], after=TIERS[change.then],
    )  # fmt: skip
