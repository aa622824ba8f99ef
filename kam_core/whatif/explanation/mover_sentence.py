"""One sentence on why an account has another tier."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.labels import CUT_LABELS
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.reason import gate_reason
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Money, Points, PointsChange, Term
from kam_core.whatif.explanation.steps import Explanation, Way

TOGETHER = 1e-9
"""Points within which scores are equal."""
HARDLY_POINTS = 0.05
"""A change below what the screen shows."""


def mover_sentence(found: Explanation, before: Portfolio, after: Portfolio, then: int | None, row: int) -> Message:
    """The sentence for an explanation; `then` and `row` are the account's rows before and after."""
    if found.tier_before is None or then is None:
        if found.tier_after is None:
            return Message("No tier before and none after.")
        return Message("New in {after}: it had no tier before.", after=found.tier_after)
    if found.tier_after is None:
        return Message("{before} → no tier: nothing was ever bought.", before=found.tier_before)
    if after.inputs.overridden[row] >= 0:
        return _told(found, Message("set to {after} by hand", after=found.tier_after))
    if before.inputs.overridden[then] >= 0:
        return _told(found, Message("a tier set by hand came to its end"))
    sentence = _moved(found, before, after)
    if _tied(found, after, row):
        sentence = Message(
            "{first} {then}",
            first=sentence,
            then=Message("Others with this very score are on the other side: only the order of the accounts decides."),
        )
    for step in _later_steps(found, before, after, then, row):
        sentence = Message("{first} {then}", first=sentence, then=step)
    return sentence


def _told(found: Explanation, why: Message) -> Message:
    if found.tier_before == found.tier_after:
        return Message("{tier} as before: {why}.", tier=found.tier_after, why=why)
    return Message("{before} → {after}: {why}.", before=found.tier_before, after=found.tier_after, why=why)


def _moved(found: Explanation, before: Portfolio, after: Portfolio) -> Message:
    if found.way is not None and found.way.unit == "money":
        return _told(
            found,
            Message(
                "revenue {before} → {after}, {line}",
                before=Money(round(found.way.before + found.way.line_before)),
                after=Money(round(found.way.after + found.way.line_after)),
                line=_revenue_line(found.way),
            ),
        )
    if found.score_before is None or found.score_after is None:
        return _told(found, _unscored(found))
    if found.way is None:
        old, new = (Term(CUT_LABELS[portfolio.model.cut.kind]) for portfolio in (before, after))
        return _told(
            found, Message("the cut is by {new} instead of {old}; {score}", old=old, new=new, score=_score(found))
        )
    return _told(found, Message("{score}, {line}", score=_score(found), line=_line(found.way)))


def _unscored(found: Explanation) -> Message:
    """Why there is no score before, after or at all: of a score nothing else can be missing."""
    if found.score_before is None and found.score_after is None:
        return Message("neither before nor now is any measure known of it that has a weight")
    if found.score_before is None:
        return Message("before, no measure was known of it that had a weight")
    return Message("it has no score any more, because no measure is known of it that still has a weight")


def _tied(found: Explanation, after: Portfolio, row: int) -> bool:
    """Whether the account now stands at the cut of a quota with equals on its other side."""
    way, tiers = found.way, after.tiers
    if way is None or abs(way.after) > TOGETHER or not isinstance(after.model.cut, QuotaCut):
        return False
    if found.score_after is None or not after.inputs.competes[row]:
        return False
    near = after.scores.approximate.candidates(found.score_after - TOGETHER, found.score_after + TOGETHER)
    near = near[after.inputs.competes[near]]
    equals = near[np.abs(after.scores.at(near) - found.score_after) <= TOGETHER]
    inside = tiers.cut[equals] <= TIERS.index(way.boundary)
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
    """What changed the score, the largest first; None where it hardly changed and nothing cancels out."""
    if found.parts is None:
        return None
    data, weights, ranges = found.parts
    named = [
        (data, Message("data {change}", change=PointsChange(data))),
        (weights, Message("weights {change}", change=PointsChange(weights))),
        (ranges, Message("ranges and peers {change}", change=PointsChange(ranges))),
    ]
    shown = [text for part, text in sorted(named, key=lambda one: -abs(one[0])) if abs(part) >= HARDLY_POINTS]
    if not shown:
        return None
    listed = shown[0]
    for text in shown[1:]:
        listed = Message("{first}, {second}", first=listed, second=text)
    if found.main is None or abs(data + weights + ranges) < HARDLY_POINTS:
        return listed
    return Message("{parts}; most by {criterion}", parts=listed, criterion=Term(MEASURES[found.main].label))


def _line(way: Way) -> Message:
    rose = way.line_after - way.line_before
    if abs(rose) < HARDLY_POINTS:
        return Message("the cut of {tier} stayed at {line}", tier=way.boundary, line=Points(way.line_after))
    if rose > 0:
        return Message("the cut of {tier} rose by {by}", tier=way.boundary, by=Points(rose))
    return Message("the cut of {tier} fell by {by}", tier=way.boundary, by=Points(-rose))


def _revenue_line(way: Way) -> Message:
    rose = round(way.line_after - way.line_before)
    if rose == 0:
        return Message("{tier} still begins at {line}", tier=way.boundary, line=Money(round(way.line_after)))
    return Message(
        "{tier} begins at {after} instead of {before}",
        tier=way.boundary, before=Money(round(way.line_before)), after=Money(round(way.line_after)),
    )  # fmt: skip


def _later_steps(found: Explanation, before: Portfolio, after: Portfolio, then: int, row: int) -> list[Message]:
    """What the published tier, gates and seats did otherwise than before.

    What worked with the move is told as its cause; what worked against it as a "but", and only while it still works: a
    gate that no longer matters to an account because it fell explains nothing.
    """
    moves, old, new = found.moves, found.steps_before, found.steps_after
    assert moves is not None
    assert old is not None
    fell, rose = new.tier > old.tier, new.tier < old.tier
    steps = []
    if moves.cut and after.model.cut.kind != "score" and not after.inputs.buys[row]:
        steps.append(Message("It has no revenue in this window."))
    if moves.kept and new.kept != new.cut:
        if (fell and moves.kept < 0) or (rose and moves.kept > 0):
            steps.append(
                Message(
                    "It would be {cut}, but keeps {tier}, the tier last published.",
                    cut=TIERS[new.cut], tier=TIERS[new.kept],
                )
            )  # fmt: skip
        else:
            steps.append(Message("It keeps {tier}, the tier last published.", tier=TIERS[new.kept]))
    elif (moves.kept > 0 and not rose) or (moves.kept < 0 and not fell):
        steps.append(Message("It no longer keeps {tier}, the tier last published.", tier=TIERS[old.kept]))
    if new.gated < new.kept:
        steps.append(Message("It takes a place of {tier} that a gate left free.", tier=TIERS[new.gated]))
    elif moves.gates > 0:
        gate = after.inputs.gates.first_failed(row, TIERS[new.kept])
        if gate is not None and rose:
            steps.append(
                Message(
                    "It would be {cut}, but a gate holds it at {tier}: {why}.",
                    cut=TIERS[new.kept], tier=TIERS[new.gated], why=gate_reason(after, gate),
                )
            )  # fmt: skip
        elif gate is not None:
            steps.append(Message("A gate holds it down: {why}.", why=gate_reason(after, gate)))
    elif moves.gates < 0 and not fell:
        gate = before.inputs.gates.first_failed(then, TIERS[old.kept])
        if gate is not None and after.inputs.gates.first_failed(row, TIERS[old.kept]) != gate:
            steps.append(Message("The gate that held it down is gone: {why}.", why=gate_reason(before, gate)))
    if moves.seats > 0 and rose:
        steps.append(Message("It would be {cut}, but the seats of {cut} are full.", cut=TIERS[new.gated]))
    elif moves.seats > 0:
        steps.append(Message("The seats of {tier} are full.", tier=TIERS[new.gated]))
    elif moves.seats < 0 and not fell:
        steps.append(Message("Before, the seats of {tier} were full.", tier=TIERS[old.gated]))
    return steps
