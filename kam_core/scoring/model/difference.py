"""What differs between two models, in the terms in which people decide: a weight, a bound, a cut, a gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kam_core.measures.view_key import window_and_unit
from kam_core.scoring.model.labels import (
    CUT_LABELS,
    FREED_LABELS,
    GATE_LABELS,
    GROUP_LABELS,
    MISSING_LABELS,
    PLACES_LABELS,
    PROPOSED_LABELS,
)
from kam_core.scoring.model.model import Criterion, Cut, Gates, Model, Override, ScoreCut
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis
from kam_core.scoring.model.view_bounds import ViewBounds, at_home, bounds_of
from kam_core.scoring.utility import AnyUtility, Bounded, Levels, Linear, Log, Percentile, Steps, Target
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, Message, Term

Value = Message | Term | str
"""A sentence, a word of the catalogue, or text that needs no translation: names and exact numbers."""

ABSENT = Term(N_("not in the model"))
OPEN = Term(N_("proposed from the data"))
HOME_BOUNDS = Term(N_("those of the home view"))


@dataclass(frozen=True)
class Changed:
    """One thing that differs: what it is, and how it is in either model."""

    what: Message
    before: Value
    after: Value


def differences(before: Model, after: Model) -> tuple[Changed, ...]:
    """Everything that differs, in the order of the document; nothing for equal models, and only for them."""
    before, after = at_home(before), at_home(after)
    return tuple(
        changed
        for part in (
            _pair(Message("Name"), Term(before.name), Term(after.name)),
            _pair(Message("Home view"), window_and_unit(before.home), window_and_unit(after.home)),
            _criteria(before, after),
            _pair(
                Message("Where a measure is unknown"),
                Term(MISSING_LABELS[before.missing]),
                Term(MISSING_LABELS[after.missing]),
            ),
            _pair(
                Message("S and A are provisional below this share of weight on data"),
                _percent(before.least_coverage),
                _percent(after.least_coverage),
            ),
            _pair(Message("Points from which value counts as high"), _exact(before.class_cut), _exact(after.class_cut)),
            _cut(before.cut, after.cut),
            _hysteresis(before.hysteresis, after.hysteresis),
            _gates(before.gates, after.gates),
            _capacity(before.capacity, after.capacity),
            _overrides(before.overrides, after.overrides),
            _bounds_by_view(before, after),
        )
        for changed in part
    )


def _pair(what: Message, before: Value, after: Value) -> Iterator[Changed]:
    if before != after:
        yield Changed(what, before, after)


def _criteria(before: Model, after: Model) -> Iterator[Changed]:
    then = {criterion.name: criterion for criterion in before.criteria}
    now = {criterion.name: criterion for criterion in after.criteria}
    for name in (*then, *(name for name in now if name not in then)):
        old, new = then.get(name), now.get(name)
        label = _label(before if old else after, name)
        if old is None or new is None:
            yield Changed(Message("Criterion {criterion}", criterion=label), _summary(old), _summary(new))
        else:
            yield from _criterion(label, old, new, before, after)
    kept = [[c.name for c in model.criteria if c.name in then and c.name in now] for model in (before, after)]
    if kept[0] != kept[1]:
        # It decides nobody's score, but two documents that differ must never look the same.
        yield Changed(Message("Order of the criteria"), ", ".join(kept[0]), ", ".join(kept[1]))


def _label(model: Model, name: str) -> Value:
    """The measure's word; with the criterion's own name where two criteria measure the same."""
    measure = model.criterion(name).measure
    word = Term(MEASURES[measure].label)
    alone = sum(criterion.measure == measure for criterion in model.criteria) == 1
    return word if alone else Message("{measure} ({name})", measure=word, name=name)


def _summary(criterion: Criterion | None) -> Value:
    if criterion is None:
        return ABSENT
    return Message("weight {weight}, {points}", weight=_exact(criterion.weight), points=_points(criterion.utility))


def _criterion(label: Value, old: Criterion, new: Criterion, before: Model, after: Model) -> Iterator[Changed]:
    yield from _pair(Message("Weight of {criterion}", criterion=label), _exact(old.weight), _exact(new.weight))
    yield from _pair(
        Message("Measure of {criterion}", criterion=label),
        Term(MEASURES[old.measure].label),
        Term(MEASURES[new.measure].label),
    )
    yield from _pair(
        Message("Group of {criterion}", criterion=label), Term(GROUP_LABELS[old.group]), Term(GROUP_LABELS[new.group])
    )
    yield from _utility(label, old.utility, new.utility)
    if old.unless != new.unless:
        yield Changed(
            Message("{criterion} counts only without", criterion=label),
            Term(N_("nothing")) if old.unless is None else _label(before, old.unless),
            Term(N_("nothing")) if new.unless is None else _label(after, new.unless),
        )


def _utility(label: Value, old: AnyUtility, new: AnyUtility) -> Iterator[Changed]:
    if old == new:
        return
    if type(old) is not type(new) or not (isinstance(old, Bounded) and isinstance(new, Bounded)):
        yield Changed(Message("Points of {criterion}", criterion=label), _points(old), _points(new))
        return
    yield from _pair(Message("Direction of {criterion}", criterion=label), _direction(old), _direction(new))
    yield from _pair(Message("{criterion}: 0 points at", criterion=label), _bound(old.lo), _bound(new.lo))
    yield from _pair(Message("{criterion}: 100 points at", criterion=label), _bound(old.hi), _bound(new.hi))


def _direction(utility: Bounded) -> Term:
    falls = utility.lo is not None and utility.hi is not None and utility.lo > utility.hi
    return Term(N_("less is better") if falls else N_("more is better"))


def _points(utility: AnyUtility) -> Message:
    """How values become points, with every number in it."""
    match utility:
        case Linear():
            return Message("straight from {lo} (0 points) to {hi} (100 points)", **_bounds(utility))
        case Log():
            return Message("by the logarithm from {lo} (0 points) to {hi} (100 points)", **_bounds(utility))
        case Percentile(more_is_better=True):
            return Message("by rank, more is better")
        case Percentile():
            return Message("by rank, less is better")
        case Steps():
            from_each = zip(utility.thresholds, utility.points_from, strict=True)
            steps = [f"≥ {_exact(least)}: {_exact(points)}" for least, points in from_each]
            return Message("in steps ({steps}; below: {below})", steps="; ".join(steps), below=_exact(utility.below))
        case Levels():
            points = " / ".join(_exact(level) for level in utility.points_at)
            return Message("by level from {first}: {points}", first=str(utility.first), points=points)
        case Target():
            return Message(
                "100 points at {at}, 0 points {tolerance} away",
                at=_exact(utility.at),
                tolerance=_exact(utility.tolerance),
            )


def _bounds(utility: Bounded) -> dict[str, Value]:
    return {"lo": _bound(utility.lo), "hi": _bound(utility.hi)}


def _bound(value: float | None) -> Value:
    return OPEN if value is None else _exact(value)


def _cut(before: Cut, after: Cut) -> Iterator[Changed]:
    if before.kind != after.kind:
        yield Changed(Message("Cut between the tiers"), _whole_cut(before), _whole_cut(after))
        return
    if isinstance(before, ScoreCut) and isinstance(after, ScoreCut):
        yield from _pair(
            Message("How score cuts are proposed"),
            Term(PROPOSED_LABELS[before.proposed]),
            Term(PROPOSED_LABELS[after.proposed]),
        )
    for tier, old, new in zip("SAB", _cut_numbers(before), _cut_numbers(after), strict=True):
        yield from _pair(Message("Cut of {tier} ({kind})", tier=tier, kind=Term(CUT_LABELS[after.kind])), old, new)


def _whole_cut(cut: Cut) -> Message:
    s, a, b = _cut_numbers(cut)
    return Message("{kind}: S {s}, A {a}, B {b}", kind=Term(CUT_LABELS[cut.kind]), s=s, a=a, b=b)


def _cut_numbers(cut: Cut) -> tuple[Value, ...]:
    if isinstance(cut, ScoreCut):
        return tuple(_bound(value) for value in (cut.s, cut.a, cut.b))
    return tuple(_percent(value) for value in (cut.s, cut.a, cut.b))


def _hysteresis(before: Hysteresis, after: Hysteresis) -> Iterator[Changed]:
    yield from _pair(
        Message("Points round a cut in which the published tier stays"), _exact(before.points), _exact(after.points)
    )
    yield from _pair(
        Message("Share round a cut in which the published tier stays"), _percent(before.share), _percent(after.share)
    )
    yield from _pair(
        Message("Months that a published tier stays at least"), str(before.stay_months), str(after.stay_months)
    )


def _gates(before: Gates, after: Gates) -> Iterator[Changed]:
    for gate, label in GATE_LABELS.items():
        yield from _pair(Message(label), _switch(getattr(before, gate)), _switch(getattr(after, gate)))
    yield from _pair(
        Message("Gate: least margin rate, as a part of the portfolio's"),
        _percent(before.least_rate_of_portfolio),
        _percent(after.least_rate_of_portfolio),
    )
    yield from _pair(
        Message("Places that gates free"),
        Term(FREED_LABELS[before.freed_places]),
        Term(FREED_LABELS[after.freed_places]),
    )


def _capacity(before: Capacity, after: Capacity) -> Iterator[Changed]:
    for tier, old, new in zip("SAB", before.falling, after.falling, strict=True):
        for name, label in PLACES_LABELS.items():
            yield from _pair(Message(label, tier=tier), _limit(getattr(old, name)), _limit(getattr(new, name)))


def _limit(value: float | None) -> Value:
    return Term(N_("no limit")) if value is None else _exact(value)


def _switch(on: bool) -> Term:
    return Term(N_("on") if on else N_("off"))


def _overrides(before: tuple[Override, ...], after: tuple[Override, ...]) -> Iterator[Changed]:
    ids = dict.fromkeys(one.account_id for one in (*before, *after))
    found = False
    for account_id in ids:
        old, new = ([one for one in model if one.account_id == account_id] for model in (before, after))
        if old != new:
            found = True
            yield Changed(Message("Tier of {account} set by hand", account=account_id), _decided(old), _decided(new))
    if not found and before != after:
        orders = (", ".join(one.account_id for one in model) for model in (before, after))
        yield Changed(Message("Order of the tiers set by hand"), *orders)


def _decided(overrides: list[Override]) -> Value:
    """All that was decided of one account; the last decision counts."""
    said: Value = ABSENT
    for place, one in enumerate(overrides):
        decision = Message(
            "{tier}, {until}: {reason} ({author})",
            tier=one.tier,
            until=Term(N_("without an end")) if one.until is None else Message("until {day}", day=one.until),
            reason=one.reason,
            author=one.author,
        )
        said = decision if place == 0 else Message("{first}; then {last}", first=said, last=decision)
    return said


def _bounds_by_view(before: Model, after: Model) -> Iterator[Changed]:
    for key in sorted({one.view for one in (*before.bounds, *after.bounds)}):
        old, new = bounds_of(before, key), bounds_of(after, key)
        view = window_and_unit(key)
        if old is None or new is None:
            yield Changed(Message("Bounds of {view}", view=view), _owner(old), _owner(new))
            continue
        then = {one.criterion: one.utility for one in old.utilities}
        now = {one.criterion: one.utility for one in new.utilities}
        for name in sorted({*then, *now}):
            label = _label(before if name in then else after, name)
            what = Message("{criterion}, {view}", criterion=label, view=view)
            yield from _pair(what, *(_points(side[name]) if name in side else HOME_BOUNDS for side in (then, now)))
        yield from _pair(Message("Score cuts, {view}", view=view), _view_cut(old), _view_cut(new))


def _owner(bounds: ViewBounds | None) -> Term:
    return HOME_BOUNDS if bounds is None else Term(N_("its own"))


def _view_cut(bounds: ViewBounds) -> Value:
    cut = bounds.cut
    if cut is None:
        return HOME_BOUNDS
    return Message("S {s}, A {a}, B {b}", s=_bound(cut.s), a=_bound(cut.a), b=_bound(cut.b))


def _exact(value: float) -> str:
    """Every digit, so that two numbers that differ never look the same."""
    return f"{value + 0.0:,}".removesuffix(".0")  # adding 0 makes one of the two floating zeros


def _percent(ratio: float) -> str:
    """Per cent with every digit; in decimals, because 100 times a binary 0.07 is not 7."""
    return f"{(Decimal(repr(ratio + 0.0)) * 100).normalize():,f}%"
