"""The hash of a model: the same for what decides the same, another for everything else."""

import datetime

import pytest

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import HASH_DIGITS, model_hash
from kam_core.scoring.model.overrides import Override, with_overrides
from kam_core.scoring.model.presets import PRESETS, built_in_preset

MODEL = built_in_preset("standard")
DECISION = Override(account_id="A1", tier="S", reason="flagship", author="Kim", until=datetime.date(2026, 12, 31))


def test_the_name_of_a_model_does_not_count() -> None:
    assert model_hash(rebuilt(MODEL, name="Another name")) == model_hash(MODEL)


def test_a_model_that_was_saved_and_read_again_keeps_its_hash() -> None:
    assert model_hash(Model.from_toml(MODEL.to_toml())) == model_hash(MODEL)


def test_decisions_kept_elsewhere_do_not_count_but_those_of_the_document_do() -> None:
    decided = with_overrides(MODEL, (DECISION,))
    assert model_hash(decided, (DECISION,)) == model_hash(MODEL)
    assert model_hash(decided) != model_hash(MODEL)


@pytest.mark.parametrize(
    "other",
    [
        MODEL.with_weights({"revenue": 15.000000000000002}),
        MODEL.with_cut(QuotaCut(s=0.06)),
        MODEL.with_cut(ParetoCut()),
        rebuilt(MODEL, gates={**MODEL.gates.model_dump(), "recurring": False}),
        rebuilt(MODEL, missing="neutral"),
        rebuilt(MODEL, least_coverage=0.5),
        rebuilt(MODEL, class_cut=50.0),
        rebuilt(MODEL, criteria=MODEL.model_dump()["criteria"][:-1]),
    ],
)
def test_whatever_else_changes_gives_another_hash(other: Model) -> None:
    assert model_hash(other) != model_hash(MODEL)


def test_a_straight_and_a_logarithmic_scale_of_the_same_bounds_are_two_models() -> None:
    def scaled(kind: str) -> Model:
        criterion = {**MODEL.criteria[0].model_dump(), "utility": {"kind": kind, "lo": 1.0, "hi": 9.0}}
        return rebuilt(MODEL, criteria=(criterion,))

    assert model_hash(scaled("linear")) != model_hash(scaled("log"))


def test_a_weight_of_minus_nothing_is_a_weight_of_nothing() -> None:
    assert model_hash(MODEL.with_weights({"revenue": -0.0})) == model_hash(MODEL.with_weights({"revenue": 0.0}))


def test_the_built_in_models_have_hashes_of_their_own_that_can_be_read_out() -> None:
    found = {model_hash(built_in_preset(name)) for name in PRESETS}
    assert len(found) == len(PRESETS)
    assert all(len(one) == HASH_DIGITS and set(one) <= set("0123456789abcdef") for one in found)
