"""Reason of a tier change between two dates: own score, others, a gate, seats, a published or a manual tier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.cuts import ParetoCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.effective_cut import EffectiveCuts
from kam_core.scoring.tiering.gates import GATE_REASONS
from kam_core.scoring.tiering.tier_inputs import NONE, C
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Money, Points, PointsChange, Term

TIE = 1e-9
"""Difference in points below which the own score moved exactly as far as the cut."""
NAMED = 0.05
"""Points that a criterion must have gained or lost to be named: less reads 0.0."""


class MoveReasons:
    """Reasons for the accounts of two portfolios under one model; the effective cuts are computed once."""

    def __init__(self, then: Portfolio, now: Portfolio) -> None:
        self._then, self._now = then, now
        self._cuts_then, self._cuts_now = EffectiveCuts(then), EffectiveCuts(now)

    def reason(self, row_then: int | None, row_now: int, before: np.ndarray | None, after: np.ndarray) -> Message:
        """The steps that moved the account in the direction of its move, in the order of tiering.

        row_then: None where it was not known; before, after: its contributions by criterion.
        """
        if row_then is None or before is None or int(self._then.tiers.tier[row_then]) == NONE:
            return Message("first purchase")
        steps_then, steps_now = _Steps.of(self._then, row_then), _Steps.of(self._now, row_now)
        if steps_now.tier == NONE:
            return Message("no purchases on record any more")
        sign = 1 if steps_now.tier > steps_then.tier else -1
        found: Message | None = None
        for one in self._causes(steps_then, steps_now, sign, row_then, row_now, before, after):
            found = one if found is None else Message("{first}; {then}", first=found, then=one)
        assert found is not None, "the moves of the steps add up to the move, so one of them has its direction"
        return found

    def _causes(
        self, then: _Steps, now: _Steps, sign: int, row_then: int, row_now: int, before: np.ndarray, after: np.ndarray
    ) -> Iterator[Message]:
        """One message per step whose effect differs between the dates in the direction `sign` (1 is down)."""
        if (now.cut - then.cut) * sign > 0:
            yield self._cut_reason(then.cut, now.cut, row_then, row_now, after - before)
        if (now.hysteresis - then.hysteresis) * sign > 0:
            yield (
                Message("kept in {tier} as published", tier=TIERS[now.after_hysteresis])
                if now.hysteresis * sign > 0
                else Message("no longer kept in {tier} as published", tier=TIERS[then.after_hysteresis])
            )
        if (now.gates - then.gates) * sign > 0:
            yield self._gate_reason(then, now, sign, row_then, row_now)
        if (now.seats - then.seats) * sign > 0:
            yield (
                Message("no free seat in {tier}", tier=TIERS[now.gated])
                if sign > 0
                else Message("a seat in {tier} became free", tier=TIERS[now.after_capacity])
            )
        if (now.override - then.override) * sign > 0:
            yield (
                Message("now has the manual tier {tier}", tier=TIERS[now.tier])
                if now.override * sign > 0
                else Message("the manual tier {tier} has ended", tier=TIERS[then.tier])
            )

    def _cut_reason(self, then: int, now: int, row_then: int, row_now: int, change: np.ndarray) -> Message:
        """Own score or revenue against the cut, whichever moved more in the direction of the change."""
        if not self._now.inputs.buys[row_now] and now == C:
            return Message("no revenue in this period")
        if not self._then.inputs.buys[row_then] and then == C:
            return Message("buys again after a period without revenue")
        rose = now < then
        boundary = now if rose else then
        line_then = self._cuts_then.by_cut(boundary, row_then)
        line_now = self._cuts_now.by_cut(boundary, row_now)
        if isinstance(self._now.model.cut, ParetoCut):
            revenue = (int(self._then.inputs.revenue[row_then]), int(self._now.inputs.revenue[row_now]))
            return _by_revenue(TIERS[boundary], revenue, (round(line_then), round(line_now)), rose)
        score_then, score_now = (
            float(portfolio.scores.score[row]) for portfolio, row in ((self._then, row_then), (self._now, row_now))
        )
        if np.isnan(score_then) or np.isnan(score_now):
            return Message("no score on one of the two dates")
        own, line = score_now - score_then, line_now - line_then
        if self._now.accounts["equal_at_cut"][row_now] or abs(own - line) < TIE:
            return Message("equal to others at the cut of {tier}; decided by account id", tier=TIERS[boundary])
        # Up means own > line, down own < line: what is larger in that direction is the cause.
        if (own >= max(0.0, -line) and own > 0) if rose else (own <= min(0.0, -line) and own < 0):
            return self._own_score(score_then, score_now, change)
        return _line_moved(TIERS[boundary], line_then, line_now, score_now, own)

    def _own_score(self, then: float, now: float, change: np.ndarray) -> Message:
        """Own score with the criterion that gained or lost most in that direction."""
        place = int(np.argmax(change if now > then else -change))
        step = float(change[place])
        if abs(step) < NAMED:
            return Message("own score {then} → {now}", then=Points(then), now=Points(now))
        return Message(
            "own score {then} → {now}, mostly {criterion} ({change})",
            then=Points(then), now=Points(now), change=PointsChange(step),
            criterion=Term(MEASURES[self._now.model.criteria[place].measure].label),
        )  # fmt: skip

    def _gate_reason(self, then: _Steps, now: _Steps, sign: int, row_then: int, row_now: int) -> Message:
        if sign > 0 and now.gates > 0:
            tier = TIERS[now.after_hysteresis]
            names = self._now.inputs.gates.failed(row_now, tier)
            return Message("held back from {tier} by a gate: {why}", tier=tier, why=_gates_text(names))
        if sign > 0:
            return Message("no place freed by a gate any more")
        if now.gates < 0:
            return Message("takes a place in {tier} freed by a gate", tier=TIERS[now.gated])
        tier = TIERS[then.after_hysteresis]
        cured = set(self._now.inputs.gates.failed(row_now, tier))
        names = tuple(name for name in self._then.inputs.gates.failed(row_then, tier) if name not in cured)
        return Message("no longer held back by a gate: {why}", why=_gates_text(names))


@dataclass(frozen=True)
class _Steps:
    """The tier code after the cut, published tier, gates and seats, and in the end; and what each step changed."""

    cut: int
    after_hysteresis: int
    gated: int
    after_capacity: int
    tier: int

    @classmethod
    def of(cls, portfolio: Portfolio, row: int) -> _Steps:
        tiers = portfolio.tiers
        return cls(
            *(
                int(codes[row])
                for codes in (tiers.cut, tiers.after_hysteresis, tiers.gated, tiers.after_capacity, tiers.tier)
            )
        )

    @property
    def hysteresis(self) -> int:
        return self.after_hysteresis - self.cut

    @property
    def gates(self) -> int:
        return self.gated - self.after_hysteresis

    @property
    def seats(self) -> int:
        return self.after_capacity - self.gated

    @property
    def override(self) -> int:
        return self.tier - self.after_capacity


def _by_revenue(tier: str, own: tuple[int, int], line: tuple[int, int], rose: bool) -> Message:
    """A cut by cumulated revenue: own revenue, or the revenue that the tier needs."""
    gained, needed = own[1] - own[0], line[1] - line[0]
    if (gained >= max(0, -needed) and gained > 0) if rose else (gained <= min(0, -needed) and gained < 0):
        return Message("own revenue {then} → {now}", then=Money(own[0]), now=Money(own[1]))
    if needed == 0 or gained == needed:
        return Message("equal to others at the cut of {tier}; decided by account id", tier=tier)
    values = {"tier": tier, "then": Money(line[0]), "now": Money(line[1])}
    if needed > 0:
        return Message("passed by others: {tier} now needs a revenue of {now} instead of {then}", **values)
    return Message("others fell back: {tier} now needs a revenue of {now} instead of {then}", **values)


def _line_moved(tier: str, then: float, now: float, score: float, own: float) -> Message:
    values = {
        "tier": tier, "then": Points(then), "now": Points(now), "score": Points(score), "change": PointsChange(own),
    }  # fmt: skip
    if now > then:
        return Message("passed by others: {tier} now needs {now} instead of {then}, own score {score} ({change})",
                       **values)  # fmt: skip
    return Message("others fell back: {tier} now needs {now} instead of {then}, own score {score} ({change})",
                   **values)  # fmt: skip


def _gates_text(names: tuple[str, ...]) -> Message:
    text: Message | None = None
    for name in names:
        one = Message(GATE_REASONS[name])
        text = one if text is None else Message("{first}, {then}", first=text, then=one)
    return text or Message("the comparison with the other accounts")
