"""Explain in one sentence why an account changed tier."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.labels import CUT_LABELS
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.reason import gate_reason
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Money, Points, PointsChange, Term
from kam_core.whatif.explanation.steps import CutDistance, Explanation

EQUAL_POINTS = 1e-9
"""Points within which scores are equal."""
NEGLIGIBLE_POINTS = 0.05
"""A change smaller than the screen shows."""


def mover_sentence(found: Explanation, before: Portfolio, after: Portfolio, then: int | None, row: int) -> Message:
    """The sentence of an explanation; `then` and `row` are the account's rows before and after."""
    if found.tier_before is None or then is None:
        if found.tier_after is None:
            return Message("No tier before or after.")
        return Message("New in {after}: no tier before.", after=found.tier_after)
    if found.tier_after is None:
        return Message("{before} → no tier: no purchases.", before=found.tier_before)
    if after.inputs.overridden[row] >= 0:
        return _with_reason(found, Message("manual tier {after}", after=found.tier_after))
    if before.inputs.overridden[then] >= 0:
        return _with_reason(found, Message("a manual tier ended"))
    sentence = _moved(found, before, after)
    if _tied(found, after, row):
        sentence = Message(
            "{first} {then}",
            first=sentence,
            then=Message("Tied with accounts on the other side of the cut; decided by account id."),
        )
    for step in _later_steps(found, before, after, then, row):
        sentence = Message("{first} {then}", first=sentence, then=step)
    return sentence


def _with_reason(found: Explanation, why: Message) -> Message:
    if found.tier_before == found.tier_after:
        return Message("{tier} unchanged: {why}.", tier=found.tier_after, why=why)
    return Message("{before} → {after}: {why}.", before=found.tier_before, after=found.tier_after, why=why)


def _moved(found: Explanation, before: Portfolio, after: Portfolio) -> Message:
    if found.distance is not None and found.distance.unit == "money":
        return _with_reason(
            found,
            Message(
                "revenue {before} → {after}, {line}",
                before=Money(round(found.distance.before + found.distance.line_before)),
                after=Money(round(found.distance.after + found.distance.line_after)),
                line=_revenue_line(found.distance),
            ),
        )
    if found.score_before is None or found.score_after is None:
        return _with_reason(found, _unscored(found))
    if found.distance is None:
        old, new = (Term(CUT_LABELS[portfolio.model.cut.kind]) for portfolio in (before, after))
        return _with_reason(
            found, Message("cut method changed from {old} to {new}; {score}", old=old, new=new, score=_score(found))
        )
    return _with_reason(found, Message("{score}, {line}", score=_score(found), line=_line(found.distance)))


def _unscored(found: Explanation) -> Message:
    """Reason for a missing score before, after or in both."""
    if found.score_before is None and found.score_after is None:
        return Message("no score before or after, because no weighted criterion has data")
    if found.score_before is None:
        return Message("no score before, because no weighted criterion had data")
    return Message("no score any more, because no weighted criterion has data")


def _tied(found: Explanation, after: Portfolio, row: int) -> bool:
    """Whether the account is now tied at the cut of a quota with an account on its other side."""
    distance, tiers = found.distance, after.tiers
    if distance is None or abs(distance.after) > EQUAL_POINTS or not isinstance(after.model.cut, QuotaCut):
        return False
    if found.score_after is None or not after.inputs.competes[row]:
        return False
    near = after.scores.approximate.candidates(found.score_after - EQUAL_POINTS, found.score_after + EQUAL_POINTS)
    near = near[after.inputs.competes[near]]
    equals = near[np.abs(after.scores.at(near) - found.score_after) <= EQUAL_POINTS]
    inside = tiers.cut[equals] <= TIERS.index(distance.boundary)
    return bool(inside.any() and not inside.all())


def _score(found: Explanation) -> Message:
    assert found.score_before is not None
    assert found.score_after is not None
    parts = _parts(found)
    if parts is None:
        return Message("score {after}", after=Points(found.score_after))
    return Message(
        "score {before} → {after} ({parts})",
        before=Points(found.score_before), after=Points(found.score_after), parts=parts,
    )  # fmt: skip


def _parts(found: Explanation) -> Message | None:
    """The causes of the score change, the largest first; None where all are negligible."""
    if found.parts is None:
        return None
    data, weights, ranges = found.parts
    named = [
        (data, Message("data {change}", change=PointsChange(data))),
        (weights, Message("weights {change}", change=PointsChange(weights))),
        (ranges, Message("ranges and other accounts {change}", change=PointsChange(ranges))),
    ]
    shown = [text for part, text in sorted(named, key=lambda one: -abs(one[0])) if abs(part) >= NEGLIGIBLE_POINTS]
    if not shown:
        return None
    listed = shown[0]
    for text in shown[1:]:
        listed = Message("{first}, {second}", first=listed, second=text)
    if found.main is None or abs(data + weights + ranges) < NEGLIGIBLE_POINTS:
        return listed
    return Message("{parts}; mainly {criterion}", parts=listed, criterion=Term(MEASURES[found.main].label))


def _line(distance: CutDistance) -> Message:
    rose = distance.line_after - distance.line_before
    if abs(rose) < NEGLIGIBLE_POINTS:
        return Message("the cut of {tier} stayed at {line}", tier=distance.boundary, line=Points(distance.line_after))
    if rose > 0:
        return Message("the cut of {tier} rose by {by}", tier=distance.boundary, by=Points(rose))
    return Message("the cut of {tier} fell by {by}", tier=distance.boundary, by=Points(-rose))


def _revenue_line(distance: CutDistance) -> Message:
    rose = round(distance.line_after - distance.line_before)
    if rose == 0:
        return Message("{tier} still starts at {line}", tier=distance.boundary, line=Money(round(distance.line_after)))
    return Message(
        "{tier} starts at {after} instead of {before}",
        tier=distance.boundary, before=Money(round(distance.line_before)), after=Money(round(distance.line_after)),
    )  # fmt: skip


def _later_steps(found: Explanation, before: Portfolio, after: Portfolio, then: int, row: int) -> list[Message]:
    """Sentences on changed effects of the published tier, gates and seats.

    Effects in the direction of the move are given as its cause; effects against it as a "but", and only while they
    still apply: a gate that no longer matters to an account because it fell explains nothing.
    """
    moves, old, new = found.moves, found.steps_before, found.steps_after
    assert moves is not None
    assert old is not None
    fell, rose = new.tier > old.tier, new.tier < old.tier
    steps = []
    if moves.cut and after.model.cut.kind != "score" and not after.inputs.buys[row]:
        steps.append(Message("No revenue in this window."))
    if moves.hysteresis and new.after_hysteresis != new.cut:
        if (fell and moves.hysteresis < 0) or (rose and moves.hysteresis > 0):
            steps.append(
                Message(
                    "Qualified for {cut}, but stays {tier} as last published.",
                    cut=TIERS[new.cut], tier=TIERS[new.after_hysteresis],
                )
            )  # fmt: skip
        else:
            steps.append(Message("Stays {tier} as last published.", tier=TIERS[new.after_hysteresis]))
    elif (moves.hysteresis > 0 and not rose) or (moves.hysteresis < 0 and not fell):
        steps.append(Message("No longer stays {tier} as last published.", tier=TIERS[old.after_hysteresis]))
    if new.gated < new.after_hysteresis:
        steps.append(Message("Takes a {tier} seat freed by a gate.", tier=TIERS[new.gated]))
    elif moves.gates > 0:
        gate = after.inputs.gates.first_failed(row, TIERS[new.after_hysteresis])
        if gate is not None and rose:
            steps.append(
                Message(
                    "Qualified for {cut}, but held back at {tier} by a gate: {why}.",
                    cut=TIERS[new.after_hysteresis], tier=TIERS[new.gated], why=gate_reason(after, gate),
                )
            )  # fmt: skip
        elif gate is not None:
            steps.append(Message("Held back by a gate: {why}.", why=gate_reason(after, gate)))
    elif moves.gates < 0 and not fell:
        gate = before.inputs.gates.first_failed(then, TIERS[old.after_hysteresis])
        if gate is not None and after.inputs.gates.first_failed(row, TIERS[old.after_hysteresis]) != gate:
            steps.append(Message("No longer held back by a gate: {why}.", why=gate_reason(before, gate)))
    if moves.seats > 0 and rose:
        steps.append(Message("Qualified for {cut}, but the {cut} seats are full.", cut=TIERS[new.gated]))
    elif moves.seats > 0:
        steps.append(Message("All {tier} seats are full.", tier=TIERS[new.gated]))
    elif moves.seats < 0 and not fell:
        steps.append(Message("Previously, the {tier} seats were full.", tier=TIERS[old.gated]))
    return steps
