"""What differs between two models is said in a manager's terms, and nothing that differs is left out."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.difference import ModelChange, differences
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.presets import PRESETS, built_in_preset
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import UserError, plain
from tests.scoring.former_model import former_model

OVERRIDE = Override(account_id="7", tier="S", reason="founder", author="Li", until=datetime.date(2026, 12, 31))
WORDS = (
    "S", "B", "another", "share_out", "neutral", "worst", "realised", "potential", "linear", "log", "percentile",
    "quota", "revenue", "margin", "growth", "natural", "24/group",
)  # fmt: skip
SEATS = {"in_all": 40, "per_owner": 5, "hours_in_all": 900.0, "hours_per_owner": 120.0, "hours_each": 8.0}
OTHERS: dict[type, tuple[Any, ...]] = {
    bool: (),
    str: (*WORDS, "next"),
    int: (2, 3),
    float: (0.5, 0.25, 0.75, 2.0, -0.5, 20.0, 70.0, 0.01),
    datetime.date: (datetime.date(2027, 1, 31),),
    type(None): (*WORDS, 3, 4.5),
}
"""Other values to try in a place; the model itself refuses those that do not hold there."""


def texts(changes: tuple[ModelChange, ...]) -> list[tuple[str, str, str]]:
    return [(plain(one.what), plain(one.before), plain(one.after)) for one in changes]


def standard(**changes: Any) -> Model:
    return Model.from_dict(former_model("standard").model_dump() | changes)


def full() -> Model:
    """A model that uses every kind of part."""
    document = former_model("standard").model_dump()
    criteria = [*document["criteria"]]
    utilities = [
        {"kind": "linear", "lo": 0.0, "hi": 1.0},
        {"kind": "log", "lo": 1.0, "hi": 10.0},
        {"kind": "percentile", "more_is_better": True},
        {"kind": "steps", "thresholds": (1.0, 2.0), "points_from": (40.0, 80.0), "below": 10.0},
        {"kind": "levels", "first": 1, "points_at": (0.0, 50.0, 100.0)},
        {"kind": "target", "at": 3.0, "tolerance": 1.0},
    ]
    for place, utility in enumerate(utilities):
        criteria[place] = criteria[place] | {"utility": utility}
    criteria[1] = criteria[1] | {"unless": criteria[0]["name"]}
    return Model.from_dict(
        document
        | {
            "criteria": criteria,
            "box_cuts": (30.0, 60.0),
            "capacity": {"s": SEATS, "a": SEATS, "b": SEATS},
            "overrides": [OVERRIDE.model_dump()],
            "bounds": [
                {
                    "view": "3/account",
                    "utilities": [{"criterion": criteria[0]["name"], "utility": utilities[0] | {"hi": 0.25}}],
                }
            ],
        }
    )


def leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value of a document with the way to it."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*place, name))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from leaves(part, (*place, number))
    else:
        yield place, value


def put(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """The document with another value in one place."""
    if not place:
        return new
    first, rest = place[0], place[1:]
    if isinstance(value, dict):
        return {**value, first: put(value[first], rest, new)}
    return [put(part, rest, new) if number == first else part for number, part in enumerate(value)]


def variants(model: Model, place: tuple[Any, ...], value: Any) -> list[Model]:
    """The models that differ in that place alone, as far as the document allows."""
    candidates: tuple[Any, ...] = (None, not value, *OTHERS[type(value)])
    found = []
    for candidate in candidates:
        try:
            other = Model.from_dict(put(model.model_dump(), place, candidate))
        except UserError:
            continue
        if other != model:
            found.append(other)
    return found


def is_bound_to_others(model: Model, place: tuple[Any, ...], value: Any) -> bool:
    """Whether a value cannot change alone: a version, a kind, an open bound, a view's cut of a model that does not cut
    by score, a name that others refer to."""
    named = {criterion.unless for criterion in model.criteria}
    named |= {part.criterion for one in model.bounds for part in one.utilities}
    referred = place[-1] in ("name", "criterion") and value in named
    referred |= place[0] == "bounds" and place[-1] == "cut"
    return place[-1] in ("version", "kind") or referred or (value is None and place[-1] in ("lo", "hi", "s", "a", "b"))


@pytest.mark.parametrize("place", [place for place, _ in leaves(full().model_dump(exclude={"view"}))], ids=str)
def test_a_change_of_any_value_of_the_document_shows(place: tuple[Any, ...]) -> None:
    model = full()
    value = dict(leaves(model.model_dump()))[place]
    others = variants(model, place, value)
    assert others or is_bound_to_others(model, place, value)
    for other in others:
        changes = texts(differences(model, other))
        assert changes
        assert all(before != after for _, before, after in changes)


def test_every_kind_of_points_can_become_every_other() -> None:
    criteria = full().model_dump()["criteria"]
    kinds = [criterion["utility"] for criterion in criteria[:6]]
    assert len({kind["kind"] for kind in kinds}) == 6
    models = [standard(criteria=[criteria[0] | {"utility": kind}]) for kind in kinds]
    for one in models:
        for other in models:
            change_texts = texts(differences(one, other))
            assert [what for what, _, _ in change_texts] == ([] if one is other else ["Points of Revenue"])


@pytest.mark.parametrize("first", PRESETS)
@pytest.mark.parametrize("second", PRESETS)
def test_two_models_without_a_difference_are_one_and_the_same(first: str, second: str) -> None:
    changes = differences(built_in_preset(first), built_in_preset(second))
    assert bool(changes) == (first != second)
    assert len({plain(one.what) for one in changes}) == len(changes)


@settings(deadline=None)
@given(st.floats(0.01, 100), st.floats(0.01, 100))
def test_two_weights_that_differ_never_look_the_same(one: float, other: float) -> None:
    changes = texts(differences(standard().with_weights({"revenue": one}), standard().with_weights({"revenue": other})))
    assert [before != after for _, before, after in changes] == ([] if one == other else [True])


@settings(deadline=None)
@given(st.floats(0.01, 0.3), st.floats(0.01, 0.3))
def test_two_quotas_that_differ_never_look_the_same(one: float, other: float) -> None:
    models = [standard(cut={"kind": "quota", "s": s, "a": 0.2, "b": 0.3}) for s in (one, other)]
    assert [before != after for _, before, after in texts(differences(*models))] == ([] if one == other else [True])


def test_a_weight_is_reported_by_the_name_of_its_measure_with_both_values() -> None:
    heavier = standard().with_weights({"revenue": 20.0})
    assert texts(differences(standard(), heavier)) == [("Weight of Revenue", "15", "20")]
    assert texts(differences(heavier, standard())) == [("Weight of Revenue", "20", "15")]


def test_quotas_are_reported_in_per_cent_to_the_digit() -> None:
    sharper = standard(cut={"kind": "quota", "s": 0.0334, "a": 0.15, "b": 0.3})
    assert texts(differences(standard(), sharper)) == [("Cut of S (Quota)", "5%", "3.34%")]


def test_another_kind_of_cut_is_reported_with_all_its_numbers() -> None:
    by_score = standard().with_cut(ScoreCut(s=80.0, a=65.5, b=45.0))
    assert texts(differences(standard(), by_score)) == [
        ("Cut between the tiers", "Quota: S 5%, A 15%, B 30%", "Score: S 80, A 65.5, B 45")
    ]


def test_another_way_to_propose_score_cuts_is_reported() -> None:
    numbers = {"s": 80.0, "a": 65.5, "b": 45.0}
    by_share, natural = (standard().with_cut(ScoreCut(**numbers, proposed=way)) for way in ("share", "natural"))
    assert texts(differences(by_share, natural)) == [
        ("Method for proposed score cuts", "by share of active customers", "at natural breaks of the scores")
    ]


def test_bands_and_seats_are_reported_with_what_they_were() -> None:
    limited = standard(
        hysteresis={"points": 3.5, "share": 0.02, "stay_months": 6},
        capacity={"s": {"per_owner": 8}, "b": {"hours_in_all": 900.0, "hours_each": 2.5}},
    )
    assert texts(differences(standard(), limited)) == [
        ("Buffer around a score cut (points)", "2", "3.5"),
        ("Minimum months at a published tier", "0", "6"),
        ("Seats for S per owner", "no limit", "8"),
        ("Total hours for B", "no limit", "900"),
        ("Hours per B account", "no limit", "2.5"),
    ]


def test_a_turned_direction_is_stated_beside_the_bounds() -> None:
    document = standard().model_dump()
    place = next(n for n, one in enumerate(document["criteria"]) if one["name"] == "growth")
    turned = Model.from_dict(put(document, ("criteria", place, "utility"), {"kind": "linear", "lo": 0.5, "hi": -0.5}))
    assert texts(differences(standard(), turned)) == [
        ("Direction of Growth", "higher is better", "lower is better"),
        ("Growth: 0 points at", "-0.5", "0.5"),
        ("Growth: 100 points at", "0.5", "-0.5"),
    ]


def test_a_criterion_that_came_or_went_is_reported_with_its_weight() -> None:
    without = standard(criteria=[c for c in standard().model_dump()["criteria"] if c["name"] != "growth"])
    points = "weight 5, linear from -0.5 (0 points) to 0.5 (100 points)"
    assert texts(differences(standard(), without)) == [("Criterion Growth", points, "not in the model")]
    assert texts(differences(without, standard())) == [("Criterion Growth", "not in the model", points)]


def test_two_criteria_of_one_measure_are_distinguished_by_their_names() -> None:
    document = standard().model_dump()
    first = document["criteria"][0]
    both = Model.from_dict(document | {"criteria": [*document["criteria"], first | {"name": "again"}]})
    lighter = both.with_weights({"again": 1.0})
    assert texts(differences(both, lighter)) == [("Weight of Revenue (again)", "15", "1")]


def test_gates_and_what_is_unknown_are_reported_in_words() -> None:
    gates = {"mutual_dependence": True, "recurring": False, "revenue_and_margin": True, "least_rate_of_portfolio": 0.4}
    assert texts(differences(standard(), standard(gates=gates, missing="worst"))) == [
        ("If a measure has no data", "its weight is spread over the others", "it gets 0 points"),
        ("Gate: recurring purchases", "on", "off"),
        ("Gate: minimum margin rate, as a share of the portfolio's", "50%", "40%"),
    ]


def test_a_tier_set_by_hand_is_reported_with_who_why_and_until_when() -> None:
    by_hand = standard(overrides=[OVERRIDE.model_dump()])
    assert texts(differences(standard(), by_hand)) == [
        ("Manual tier of 7", "not in the model", "S, until 2026-12-31: founder (Li)")
    ]


def test_another_order_is_reported_though_it_decides_nothing() -> None:
    criteria = standard().model_dump()["criteria"]
    turned = standard(criteria=[*criteria[1:], criteria[0]])
    assert [what for what, _, _ in texts(differences(standard(), turned))] == ["Order of the criteria"]
    one, two = OVERRIDE.model_dump(), OVERRIDE.model_dump() | {"account_id": "8"}
    changes = texts(differences(standard(overrides=[one, two]), standard(overrides=[two, one])))
    assert changes == [("Order of manual tiers", "7, 8", "8, 7")]


def test_every_measure_has_a_word_of_its_own() -> None:
    assert len({measure.label for measure in MEASURES.values()}) == len(MEASURES)
