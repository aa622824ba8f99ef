"""Goal seek: the smallest change of one measure with which an account reaches a higher tier."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.tiering_limits import FLOOR_TOLERANCE
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import MISSING_POINTS, raw_values
from kam_core.scoring.tiering.cut import last_ranks, score_limits
from kam_core.scoring.tiering.gates import GATE_REASONS, key_minimums
from kam_core.scoring.tiering.tier import NONE, A, Tiers, assign_tiers, ranked_scores
from kam_core.scoring.utility import FULL, Percentile
from kam_core.vocabulary.durations import months_ago, months_text
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import Message, Money, Share, Term
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.whatif.goal_seek.utility_inverse import nearest_value, points_of, step_of

MARGIN = 1e-9
"""Points by which a score must exceed the needed score, so that rounding does not matter."""


@dataclass(frozen=True)
class MeasureChange:
    """Change of one measure that alone would suffice, in its own unit (money in currency units); the others stay.

    now: None where it is unknown; goal: the nearest value in readable steps that suffices, None where none does and
    `why_not` says so; points: the points gained on this criterion, 0–100.
    """

    criterion: str
    measure: str
    now: float | None
    goal: float | None
    points: float
    why_not: Message | None = None


@dataclass(frozen=True)
class Goal:
    """Requirements of a tier: the needed score (None where the cut goes by revenue, cannot be reached or is passed
    already), obstacles besides the score, and changes of measures, the smallest change of points first."""

    tier: str
    score_now: float | None
    score_needed: float | None
    obstacles: tuple[Message, ...]
    measure_changes: tuple[MeasureChange, ...]


def next_tier(portfolio: Portfolio, row: int) -> str | None:
    """The tier above the account's own; None for S and for those without a tier."""
    code = int(portfolio.tiers.tier[row])
    return TIERS[code - 1] if code > 0 else None


def goal(portfolio: Portfolio, row: int, tier: str) -> Goal:
    """The requirements for one row of the portfolio to get this tier or a better one by cut and hysteresis.

    All others stay unchanged. Gates, seats or an override that would still hold it back are obstacles. ValueError for
    an unknown tier.
    """
    target = TIERS.index(tier)
    now = float(portfolio.scores.score[row])
    known = None if math.isnan(now) else now
    cut = portfolio.model.cut
    if NONE < portfolio.tiers.after_hysteresis[row] <= target and portfolio.inputs.overridden[row] == NONE:
        # Its score suffices; only obstacles are left.
        return Goal(tier, known, None, _obstacles(portfolio, row, target, known), ())
    if not portfolio.inputs.bought[row]:
        return Goal(tier, known, None, (Message("A prospect has no tier before its first purchase."),), ())
    if portfolio.inputs.overridden[row] != NONE:
        return Goal(tier, known, None, (Message("Its tier is manual; measures do not change it."),), ())
    if isinstance(cut, QuotaCut | ParetoCut) and not portfolio.inputs.buys[row]:
        return Goal(tier, known, None, (Message("Not ranked: no revenue in the window."),), ())
    stay, months_published = portfolio.model.hysteresis.stay_months, int(portfolio.inputs.published_months[row])
    if portfolio.inputs.published[row] != NONE and months_published < stay:
        why = Message(
            "Its tier was published {ago} and stays for at least {least}.",
            ago=months_ago(months_published),
            least=months_text(stay),
        )
        return Goal(tier, known, None, (why,), ())
    if isinstance(cut, ParetoCut):
        return Goal(
            tier, known, None, _obstacles(portfolio, row, target, None), (_revenue_change(portfolio, row, target),)
        )
    needed = needed_score(portfolio, row, target)
    if needed is None:
        return Goal(tier, known, None, (Message("No score would reach {tier}.", tier=tier),), ())
    measure_changes = [
        _measure_change(portfolio, row, place, needed)
        for place, criterion in enumerate(portfolio.model.criteria)
        if portfolio.matrix.active[place] and criterion.weight > 0
    ]
    measure_changes.sort(key=lambda one: (one.goal is None, one.points))
    return Goal(tier, known, needed, _obstacles(portfolio, row, target, needed), tuple(measure_changes))


def needed_score(portfolio: Portfolio, row: int, target: int) -> float | None:
    """The lowest score with which the row gets this tier (a code) or a better one by cut and hysteresis; None where
    none does. Only the ends of the bands are candidates, and each is tested by tiering."""
    scores = ranked_scores(portfolio.scores.score)
    cut, band = portfolio.model.cut, portfolio.model.hysteresis
    if isinstance(cut, ScoreCut):
        ends = {limit + beside for limit in score_limits(cut) for beside in (-band.points, 0.0, band.points)}
    else:
        assert isinstance(cut, QuotaCut)
        others = portfolio.inputs.competes.copy()
        others[row] = False
        ranked = -np.sort(-scores[others])
        width = math.floor(band.share * portfolio.inputs.buyers + FLOOR_TOLERANCE)
        places = {place + beside for place in last_ranks(cut, portfolio.inputs) for beside in (-width, 0, width)}
        passed = [float(ranked[place - 1]) if place <= len(ranked) else 0.0 for place in places if place > 0]
        ends = {end for score in passed for end in (score, math.nextafter(score, math.inf))}
    for end in sorted({max(0.0, end) for end in ends}):
        if end <= FULL and NONE < _with_score(portfolio, row, end).after_hysteresis[row] <= target:
            return end
    return None


def _with_score(portfolio: Portfolio, row: int, score: float) -> Tiers:
    scores = portfolio.scores.score.copy()
    scores[row] = score
    return assign_tiers(scores, portfolio.inputs, portfolio.model)


def _measure_change(portfolio: Portfolio, row: int, place: int, needed: float) -> MeasureChange:
    criterion = portfolio.model.criteria[place]
    measure, utility = criterion.measure, criterion.utility
    value = float(raw_values(portfolio.accounts[row : row + 1], measure)[0])
    now = None if math.isnan(value) else value
    if isinstance(utility, Percentile):
        why = Message("Points by rank depend on all other accounts.")
        return MeasureChange(criterion.name, measure, now, None, math.inf, why)
    wanted = _needed_points(portfolio, row, place, needed + MARGIN)
    had = 0.0 if now is None else points_of(utility, value)
    if wanted > FULL:
        why = Message("Out of reach: even the best value is not enough.")
        return MeasureChange(criterion.name, measure, now, None, wanted - had, why)
    found = nearest_value(utility, value, wanted, step_of(measure, utility))
    if found is None:
        return MeasureChange(
            criterion.name, measure, now, None, wanted - had, Message("Out of reach: no value gives enough points.")
        )
    return MeasureChange(criterion.name, measure, now, found, points_of(utility, found) - had)


def _needed_points(portfolio: Portfolio, row: int, place: int, score: float) -> float:
    """Points of one criterion with which the row has this score; a value that was unknown then counts."""
    weights = np.array([criterion.weight for criterion in portfolio.model.criteria]) * portfolio.matrix.active
    points = portfolio.matrix.points[row].copy()
    points[place] = 0.0
    known = ~np.isnan(points)
    fill = MISSING_POINTS.get(portfolio.model.missing, 0.0)
    base = float(weights[known].sum() if portfolio.model.missing == "share_out" else weights.sum())
    others = float((np.where(known, points, fill) * weights).sum())
    return (score * base - others) / float(weights[place])


def _revenue_change(portfolio: Portfolio, row: int, target: int) -> MeasureChange:
    """The least revenue, in whole currency units, with which the row reaches the tier under a Pareto cut."""
    now = int(portfolio.inputs.revenue[row])

    def reaches(units: int) -> bool:
        revenue = portfolio.inputs.revenue.copy()
        revenue[row] = units * MONEY_SCALE
        moved = assign_tiers(portfolio.scores.score, replace(portfolio.inputs, revenue=revenue), portfolio.model)
        return bool(moved.after_hysteresis[row] <= target)

    low, high = now // MONEY_SCALE, max(1, now // MONEY_SCALE)
    # The largest revenue of all is the best position; it starts at share 0.
    most = int(portfolio.inputs.revenue.max()) // MONEY_SCALE + 1
    while not reaches(high) and high < most:
        low, high = high, min(2 * high, most)
    if not reaches(high):
        why = Message("Out of reach: even the highest revenue of all accounts is not enough.")
        return MeasureChange("revenue", "revenue", now / MONEY_SCALE, None, 0.0, why)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return MeasureChange("revenue", "revenue", now / MONEY_SCALE, float(high), 0.0)


def _obstacles(portfolio: Portfolio, row: int, target: int, needed: float | None) -> tuple[Message, ...]:
    """Gates and seats that would hold the row back although its score suffices."""
    obstacles = []
    if target <= A and (gate := portfolio.inputs.gates.first_failed(row, TIERS[target])) is not None:
        obstacles.append(_gate(portfolio, row, gate))
    elif needed is not None and _with_score(portfolio, row, needed).after_capacity[row] > target:
        obstacles.append(Message("The {tier} seats would be full even without it.", tier=TIERS[target]))
    return tuple(obstacles)


def _gate(portfolio: Portfolio, row: int, gate: str) -> Message:
    """Message on the gate that holds the row back, with its minimum where the gate has one."""
    account = portfolio.accounts.row(row, named=True)
    rate, revenue = key_minimums(portfolio.accounts, portfolio.model.gates)
    if gate == "margin_rate":
        return Message(
            "A gate would hold it back: margin rate {now}, minimum {least}.",
            now=Share(account["margin_rate"]), least=Share(rate),
        )  # fmt: skip
    if gate == "revenue":
        return Message(
            "A gate would hold it back: revenue {now}, median of active customers {least}.",
            now=Money(account["revenue"]), least=Money(round(revenue)),
        )  # fmt: skip
    return Message("A gate would hold it back: {why}.", why=Term(GATE_REASONS[gate]))
