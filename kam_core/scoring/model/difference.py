"""Compare two models: every changed weight, bound, cut, gate and limit as a labelled change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kam_core.measures.view_key import view_label
from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.model.cuts import Cut, ScoreCut
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.labels import (
    CUT_LABELS,
    FREED_LABELS,
    GATE_LABELS,
    GROUP_LABELS,
    MISSING_LABELS,
    PLACES_LABELS,
    PROPOSED_LABELS,
)
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_texts import (
    Value,
    bound_text,
    direction_text,
    exact_text,
    percent_text,
    utility_text,
)
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis
from kam_core.scoring.model.view_bounds import ViewBounds, bounds_of, with_home_bounds
from kam_core.scoring.utility import AnyUtility, Bounded
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_, Message, Term

ABSENT = Term(N_("not in the model"))
HOME_BOUNDS = Term(N_("as in the base view"))


@dataclass(frozen=True)
class ModelChange:
    """One difference: its label and its text in either model."""

    what: Message
    before: Value
    after: Value


def differences(before: Model, after: Model) -> tuple[ModelChange, ...]:
    """All differences, in the order of the document; empty exactly for equal models."""
    before, after = with_home_bounds(before), with_home_bounds(after)
    return tuple(
        changed
        for part in (
            _pair(Message("Name"), Term(before.name), Term(after.name)),
            _pair(Message("Base view"), view_label(before.home), view_label(after.home)),
            _criteria(before, after),
            _pair(
                Message("If a measure has no data"),
                Term(MISSING_LABELS[before.missing]),
                Term(MISSING_LABELS[after.missing]),
            ),
            _pair(
                Message("S and A are provisional if less than this share of weight has data"),
                percent_text(before.least_coverage),
                percent_text(after.least_coverage),
            ),
            _pair(
                Message("Points from which value is high"),
                exact_text(before.class_cut),
                exact_text(after.class_cut),
            ),
            _pair(Message("Cuts of the nine boxes"), _box_text(before), _box_text(after)),
            _cut(before.cut, after.cut),
            _hysteresis(before.hysteresis, after.hysteresis),
            _gates(before.gates, after.gates),
            _capacity(before.capacity, after.capacity),
            _overrides(before.overrides, after.overrides),
            _bounds_by_view(before, after),
        )
        for changed in part
    )


def _pair(what: Message, before: Value, after: Value) -> Iterator[ModelChange]:
    if before != after:
        yield ModelChange(what, before, after)


def _box_text(model: Model) -> Value:
    """The two cuts of the nine boxes."""
    if model.box_cuts is None:
        return Term(N_("one third and two thirds of 100 points"))
    low, high = model.box_cuts
    return Message("{low} and {high} points", low=exact_text(low), high=exact_text(high))


def _criteria(before: Model, after: Model) -> Iterator[ModelChange]:
    then = {criterion.name: criterion for criterion in before.criteria}
    now = {criterion.name: criterion for criterion in after.criteria}
    for name in (*then, *(name for name in now if name not in then)):
        old, new = then.get(name), now.get(name)
        label = _label(before if old else after, name)
        if old is None or new is None:
            yield ModelChange(Message("Criterion {criterion}", criterion=label), _summary(old), _summary(new))
        else:
            yield from _criterion(label, old, new, before, after)
    common = [[c.name for c in model.criteria if c.name in then and c.name in now] for model in (before, after)]
    if common[0] != common[1]:
        # It changes no score, but two different documents must never look the same.
        yield ModelChange(Message("Order of the criteria"), ", ".join(common[0]), ", ".join(common[1]))


def _label(model: Model, name: str) -> Value:
    """The measure's label; with the criterion's own name where two criteria have the same measure."""
    measure = model.criterion(name).measure
    word = Term(MEASURES[measure].label)
    alone = sum(criterion.measure == measure for criterion in model.criteria) == 1
    return word if alone else Message("{measure} ({name})", measure=word, name=name)


def _summary(criterion: Criterion | None) -> Value:
    if criterion is None:
        return ABSENT
    return Message(
        "weight {weight}, {points}", weight=exact_text(criterion.weight), points=utility_text(criterion.utility)
    )


def _criterion(label: Value, old: Criterion, new: Criterion, before: Model, after: Model) -> Iterator[ModelChange]:
    yield from _pair(Message("Weight of {criterion}", criterion=label), exact_text(old.weight), exact_text(new.weight))
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
        yield ModelChange(
            Message("{criterion} counts only if these are missing", criterion=label),
            Term(N_("nothing")) if old.unless is None else _label(before, old.unless),
            Term(N_("nothing")) if new.unless is None else _label(after, new.unless),
        )


def _utility(label: Value, old: AnyUtility, new: AnyUtility) -> Iterator[ModelChange]:
    if old == new:
        return
    if type(old) is not type(new) or not (isinstance(old, Bounded) and isinstance(new, Bounded)):
        yield ModelChange(Message("Points of {criterion}", criterion=label), utility_text(old), utility_text(new))
        return
    yield from _pair(Message("Direction of {criterion}", criterion=label), direction_text(old), direction_text(new))
    yield from _pair(Message("{criterion}: 0 points at", criterion=label), bound_text(old.lo), bound_text(new.lo))
    yield from _pair(Message("{criterion}: 100 points at", criterion=label), bound_text(old.hi), bound_text(new.hi))


def _cut(before: Cut, after: Cut) -> Iterator[ModelChange]:
    if before.kind != after.kind:
        yield ModelChange(Message("Cut between the tiers"), _cut_text(before), _cut_text(after))
        return
    if isinstance(before, ScoreCut) and isinstance(after, ScoreCut):
        yield from _pair(
            Message("Method for proposed score cuts"),
            Term(PROPOSED_LABELS[before.proposed]),
            Term(PROPOSED_LABELS[after.proposed]),
        )
    for tier, old, new in zip("SAB", _cut_numbers(before), _cut_numbers(after), strict=True):
        yield from _pair(Message("Cut of {tier} ({kind})", tier=tier, kind=Term(CUT_LABELS[after.kind])), old, new)


def _cut_text(cut: Cut) -> Message:
    s, a, b = _cut_numbers(cut)
    return Message("{kind}: S {s}, A {a}, B {b}", kind=Term(CUT_LABELS[cut.kind]), s=s, a=a, b=b)


def _cut_numbers(cut: Cut) -> tuple[Value, ...]:
    if isinstance(cut, ScoreCut):
        return tuple(bound_text(value) for value in (cut.s, cut.a, cut.b))
    return tuple(percent_text(value) for value in (cut.s, cut.a, cut.b))


def _hysteresis(before: Hysteresis, after: Hysteresis) -> Iterator[ModelChange]:
    yield from _pair(
        Message("Buffer around a score cut (points)"),
        exact_text(before.points),
        exact_text(after.points),
    )
    yield from _pair(
        Message("Buffer around a quota or revenue cut (share)"),
        percent_text(before.share),
        percent_text(after.share),
    )
    yield from _pair(Message("Minimum months at a published tier"), str(before.stay_months), str(after.stay_months))


def _gates(before: Gates, after: Gates) -> Iterator[ModelChange]:
    for gate, label in GATE_LABELS.items():
        yield from _pair(Message(label), _switch_text(getattr(before, gate)), _switch_text(getattr(after, gate)))
    yield from _pair(
        Message("Gate: minimum margin rate, as a share of the portfolio's"),
        percent_text(before.least_rate_of_portfolio),
        percent_text(after.least_rate_of_portfolio),
    )
    yield from _pair(
        Message("Seats freed by gates"),
        Term(FREED_LABELS[before.freed_places]),
        Term(FREED_LABELS[after.freed_places]),
    )


def _capacity(before: Capacity, after: Capacity) -> Iterator[ModelChange]:
    for tier, old, new in zip("SAB", before.by_tier, after.by_tier, strict=True):
        for name, label in PLACES_LABELS.items():
            yield from _pair(
                Message(label, tier=tier), _limit_text(getattr(old, name)), _limit_text(getattr(new, name))
            )


def _limit_text(value: float | None) -> Value:
    return Term(N_("no limit")) if value is None else exact_text(value)


def _switch_text(on: bool) -> Term:
    return Term(N_("on") if on else N_("off"))


def _overrides(before: tuple[Override, ...], after: tuple[Override, ...]) -> Iterator[ModelChange]:
    ids = dict.fromkeys(one.account_id for one in (*before, *after))
    changed = False
    for account_id in ids:
        old, new = ([one for one in model if one.account_id == account_id] for model in (before, after))
        if old != new:
            changed = True
            yield ModelChange(
                Message("Manual tier of {account}", account=account_id), _overrides_text(old), _overrides_text(new)
            )
    if not changed and before != after:
        orders = (", ".join(one.account_id for one in model) for model in (before, after))
        yield ModelChange(Message("Order of manual tiers"), *orders)


def _overrides_text(overrides: list[Override]) -> Value:
    """Text of all overrides of one account; the last one counts."""
    text: Value = ABSENT
    for place, one in enumerate(overrides):
        decision = Message(
            "{tier}, {until}: {reason} ({author})",
            tier=one.tier,
            until=Term(N_("no end date")) if one.until is None else Message("until {day}", day=one.until),
            reason=one.reason,
            author=one.author,
        )
        text = decision if place == 0 else Message("{first}; then {last}", first=text, last=decision)
    return text


def _bounds_by_view(before: Model, after: Model) -> Iterator[ModelChange]:
    for key in sorted({one.view for one in (*before.bounds, *after.bounds)}):
        old, new = bounds_of(before, key), bounds_of(after, key)
        view = view_label(key)
        if old is None or new is None:
            yield ModelChange(Message("Ranges for {view}", view=view), _source_text(old), _source_text(new))
            continue
        then = {one.criterion: one.utility for one in old.utilities}
        now = {one.criterion: one.utility for one in new.utilities}
        for name in sorted({*then, *now}):
            label = _label(before if name in then else after, name)
            what = Message("{criterion}, {view}", criterion=label, view=view)
            yield from _pair(what, *(utility_text(side[name]) if name in side else HOME_BOUNDS for side in (then, now)))
        yield from _pair(Message("Score cuts, {view}", view=view), _view_cut_text(old), _view_cut_text(new))


def _source_text(bounds: ViewBounds | None) -> Term:
    return HOME_BOUNDS if bounds is None else Term(N_("own setting"))


def _view_cut_text(bounds: ViewBounds) -> Value:
    cut = bounds.cut
    if cut is None:
        return HOME_BOUNDS
    return Message("S {s}, A {a}, B {b}", s=bound_text(cut.s), a=bound_text(cut.a), b=bound_text(cut.b))
