"""The model document: strict, versioned, the same after a round trip."""

import datetime

import pytest

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut, parse_cut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.presets import PRESETS, built_in_preset, choose
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis, SeatLimits
from kam_core.vocabulary.message import UserError

HEAD = 'version = 1\nname = "test"\n'
CRITERION = """
[[criteria]]
name = "revenue"
group = "realised"
measure = "revenue"
weight = 1.0
utility = { kind = "log", lo = 1.0, hi = 10.0 }
"""


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_reads_and_writes_back_the_same(name: str) -> None:
    model = built_in_preset(name)
    assert Model.from_toml(model.to_toml()) == model


def test_the_default_models_weights_are_those_of_the_specification() -> None:
    standard = built_in_preset("standard")
    groups = dict.fromkeys(("realised", "potential", "influence", "fit", "relationship", "risk"), 0.0)
    for criterion in standard.criteria:
        # Judged referrals and referral value are one criterion of the two, whichever has data.
        groups[criterion.group] += 0 if criterion.unless else criterion.weight
    assert groups == {"realised": 35, "potential": 20, "influence": 15, "fit": 15, "relationship": 10, "risk": 5}
    only = {criterion.name: criterion.weight for criterion in built_in_preset("transactions_only").criteria}
    assert only == {
        "revenue": 30, "margin": 20, "revenue_total": 10, "regularity": 10, "growth": 15, "recency": 15,
    }  # fmt: skip


def test_orders_alone_choose_the_model_for_transactions_only() -> None:
    assert choose(frozenset()) == "transactions_only"
    assert choose(frozenset({"targets", "opportunities"})) == "transactions_only"
    assert choose(frozenset({"assessments"})) == "standard"


def test_overrides_survive_the_round_trip() -> None:
    text = (
        HEAD
        + CRITERION
        + """
[[overrides]]
account_id = "7"
tier = "S"
reason = "founding customer"
author = "Li Wei"
until = 2026-12-31
"""
    )
    model = Model.from_toml(text)
    assert model.overrides == (
        Override(
            account_id="7", tier="S", reason="founding customer", author="Li Wei", until=datetime.date(2026, 12, 31)
        ),
    )
    assert Model.from_toml(model.to_toml()) == model


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = 2\nname = 'x'\n" + CRITERION, "model of version 2"),
        ("name = 'x'\n" + CRITERION, "my.toml is a model of version none"),
        ("version = ", "not a TOML file"),
        (HEAD, "criteria"),
        (HEAD + CRITERION.replace("1.0\nu", "0.0\nu"), "all weights are zero"),
        (
            HEAD + CRITERION.replace("1.0\nu", "-1.0\nu"),
            "at criterion revenue, weight: -1 is too small; the minimum is 0.",
        ),
        (HEAD + CRITERION.replace("1.0\nu", "nan\nu"), "at criterion revenue, weight: nan is not a number."),
        (HEAD + CRITERION.replace("1.0\nu", "true\nu"), "at criterion revenue, weight: true is not a number."),
        (HEAD + CRITERION.replace("1.0\nu", "'much'\nu"), "at criterion revenue, weight: “much” is not a number."),
        (HEAD + CRITERION.replace("1.0\nu", "{}\nu"), "at criterion revenue, weight: a table is not a number."),
        (HEAD + CRITERION.replace("1.0\nu", "100.5\nu"), "weight: 100.5 is too large; the maximum is 100."),
        (HEAD + CRITERION.replace("weight = 1.0\n", ""), "at criterion revenue, weight: it is missing."),
        (HEAD + CRITERION.replace('name = "revenue"\n', ""), "at criterion 1, name: it is missing."),
        (HEAD + CRITERION.replace("lo = 1.0", "lo = nan"), "at criterion revenue, utility.lo: nan is not a number."),
        (HEAD + CRITERION.replace('kind = "log", ', ""), "at criterion revenue, utility: its kind is missing."),
        (HEAD + CRITERION.replace('"realised"', '"real"'), "group: “real” is not a valid value; use 'realised', "),
        (HEAD + CRITERION + "surprise = 1\n", "at criterion revenue, surprise: unknown name"),
        (HEAD + CRITERION + CRITERION, "duplicate criteria: revenue"),
        (
            HEAD + CRITERION.replace('measure = "revenue"', 'measure = "charm"'),
            "at criterion revenue: there is no measure named charm.",
        ),
        (
            HEAD + CRITERION.replace("log", "magic"),
            "at criterion revenue, utility: “magic” is not a valid value; use 'lin",
        ),
        (HEAD + CRITERION + 'unless = "nobody"\n', "unless refers to unknown criteria: nobody"),
        (HEAD + "surprise = 1\n" + CRITERION, "surprise"),
        (HEAD + CRITERION + '[cut]\nkind = "score"\ns = 50.0\na = 60.0\nb = 40.0\n', "must decrease from S to A to B"),
        (HEAD + CRITERION + '[cut]\nkind = "score"\ns = 50.0\n', "all three score cuts"),
        (HEAD + CRITERION + '[cut]\nkind = "quota"\ns = 0.5\na = 0.5\nb = 0.5\n', "more than all accounts"),
        (HEAD + CRITERION + '[cut]\nkind = "pareto"\ns = 0.9\na = 0.8\nb = 0.95\n', "must increase from S to A to B"),
        (HEAD + CRITERION + '[cut]\nkind = "astrology"\n', "cut"),
        (HEAD + CRITERION + '[cut]\nkind = "score"\nproposed = "guess"\n', "proposed"),
        (HEAD + CRITERION + "[hysteresis]\npoints = -1.0\n", "hysteresis.points"),
        (HEAD + CRITERION + "[hysteresis]\nshare = 1.5\n", "hysteresis.share"),
        (HEAD + CRITERION + "[hysteresis]\nstay_months = -1\n", "hysteresis.stay_months"),
        (HEAD + CRITERION + "[capacity.s]\nin_all = -1\n", "capacity.s.in_all"),
        (HEAD + CRITERION + "[capacity.s]\nin_all = 2.5\n", "at capacity.s.in_all: 2.5 is not a whole number."),
        (HEAD + CRITERION + "[capacity.c]\nin_all = 2\n", "capacity.c"),
        (
            HEAD + CRITERION + "[capacity.a]\nhours_each = 0.0\n",
            "at capacity.a.hours_each: 0 is too small; it must be above 0.",
        ),
        (
            HEAD + CRITERION + '[cut]\nkind = "score"\ns = 101.0\na = 5.0\nb = 1.0\n',
            "at cut.s: 101 is too large; the maximum is 100.",
        ),
        ("version = 1\nname = ''\n" + CRITERION, "at name: it is empty."),
        (HEAD + "criteria = []\n", "at criteria: it is empty."),
        (HEAD + CRITERION + "[capacity.a]\nhours_in_all = 9.0\n", "enter the hours per account"),
    ],
)
def test_a_document_that_does_not_hold_is_refused_with_the_place(text: str, message: str) -> None:
    with pytest.raises(UserError, match=r"my\.toml") as refused:
        Model.from_toml(text, "my.toml")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"capacity": {"s": {"hours_each": 0.0}}},
            "Hours per S account: 0 is too small; it must be above 0.",
        ),
        ({"capacity": {"a": {"hours_in_all": 9.0}}}, "limits of A: enter the hours per account"),
        ({"hysteresis": {"points": 101.0}}, "Buffer around a score cut (points): 101 is too large"),
        ({"gates": {"recurring": 1}}, "Gate: recurring purchases: 1 is neither true nor false."),
        ({"cut": {"kind": "quota", "a": 1.5}}, "Cut of A: 1.5 is too large; the maximum is 1."),
        ({"cut": {"kind": "score", "s": 1.0, "a": 2.0, "b": 3.0}}, "decrease from S to A to B, but they are 1, 2, 3."),
    ],
)
def test_what_a_form_gets_wrong_is_stated_in_the_words_of_the_form(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UserError) as refused:
        rebuilt(Model.from_toml(HEAD + CRITERION), **changes)
    text = str(refused.value)
    assert message in text
    assert text.endswith(" Your last valid settings were kept.")
    assert not any(name in text for name in ("capacity.", "hysteresis.", "gates.", "Input", "cut."))


def test_a_weight_that_does_not_fit_is_refused_by_the_name_of_its_measure() -> None:
    with pytest.raises(UserError, match=r"criterion Revenue, weight: 101 is too large; the maximum is 100\."):
        Model.from_toml(HEAD + CRITERION).with_weights({"revenue": 101.0})


def test_a_document_from_before_bands_and_seats_reads_with_their_defaults() -> None:
    model = Model.from_toml(HEAD + CRITERION)
    assert model.hysteresis == Hysteresis(points=2.0, share=0.02, stay_months=0)
    assert model.capacity == Capacity()
    assert model.capacity.unlimited


def test_bands_and_seats_survive_the_round_trip_and_no_limit_is_not_written() -> None:
    limits = "[hysteresis]\npoints = 3.0\nstay_months = 6\n[capacity.a]\nper_owner = 8\n"
    model = Model.from_toml(HEAD + CRITERION + limits)
    assert (model.hysteresis.points, model.hysteresis.stay_months, model.capacity.a.per_owner) == (3.0, 6, 8)
    assert Model.from_toml(model.to_toml()) == model
    assert "[capacity.a]" in model.to_toml()
    assert "capacity.s" not in model.to_toml()
    assert "capacity" not in Model.from_toml(HEAD + CRITERION).to_toml()


@pytest.mark.parametrize(
    ("places", "in_all", "per_owner"),
    [
        (SeatLimits(), None, None),
        (SeatLimits(in_all=8, per_owner=2), 8, 2),
        (SeatLimits(in_all=8, hours_in_all=100.0, hours_each=15.0), 6, None),  # 100 / 15 = 6.67
        (SeatLimits(in_all=5, hours_in_all=100.0, hours_each=15.0), 5, None),
        (SeatLimits(hours_per_owner=0.3, hours_each=0.1), None, 3),  # 2.9999999999999996 in floating point
        (SeatLimits(hours_in_all=3.0, hours_each=4.0), 0, None),
        (SeatLimits(hours_each=4.0), None, None),
    ],
)
def test_places_are_the_fewer_of_the_seats_and_of_what_the_hours_reach_for(
    places: SeatLimits, in_all: int | None, per_owner: int | None
) -> None:
    assert (places.most_in_all, places.most_per_owner) == (in_all, per_owner)


def test_other_weights_are_checked_again() -> None:
    model = Model.from_toml(HEAD + CRITERION)
    assert model.with_weights({"revenue": 7.0}).criterion("revenue").weight == 7
    assert model.with_weights({"unheard of": 7.0}) == model
    with pytest.raises(UserError, match="all weights are zero"):
        model.with_weights({"revenue": 0.0})
    with pytest.raises(KeyError):
        model.criterion("growth")


def test_a_cut_from_plain_numbers_is_checked() -> None:
    assert parse_cut({"kind": "score", "s": 80.0, "a": 65.0, "b": 45.0}) == ScoreCut(s=80.0, a=65.0, b=45.0)
    assert parse_cut({"kind": "quota"}) == QuotaCut(s=0.05, a=0.15, b=0.30)
    assert parse_cut({"kind": "pareto"}) == ParetoCut(s=0.5, a=0.8, b=0.95)
    with pytest.raises(UserError, match=r"Invalid cut: S: 101 is too large; the maximum is 100\."):
        parse_cut({"kind": "score", "s": 101.0, "a": 65.0, "b": 45.0})
    with pytest.raises(UserError, match=r"must decrease from S to A to B.*Your last valid settings were kept"):
        parse_cut({"kind": "score", "s": 40.0, "a": 65.0, "b": 45.0})


def test_an_unknown_preset_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        built_in_preset("horoscope")
