"""Places that gates free, and what is told of them: hand-made rows of scores, best first."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.model.model import rebuilt
from kam_core.scoring.model.tiering_limits import Hysteresis
from kam_core.scoring.tiering.gate_effects import gate_effect, gate_effect_sentence
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import Tiers, assign_tiers
from tests.scoring.tier_builders import letters, model, tier_inputs

TENTHS = QuotaCut(s=0.2, a=0.2, b=0.2)
"""Of ten accounts two each are S, A and B."""


def placed(fails: str, freed: str = "next", cut: Any = TENTHS, **more: Any) -> Tiers:
    """Ten accounts with falling scores; `fails` as in `field`."""
    score = np.arange(100.0, 0.0, -10.0)
    document = rebuilt(model(cut, Hysteresis(points=0, share=0)), gates={
        "mutual_dependence": True, "recurring": True, "revenue_and_margin": False, "freed_places": freed,
    })  # fmt: skip
    return assign_tiers(score, tier_inputs(len(fails), fails=fails, **more), document)


def test_places_stay_empty_unless_the_model_says_otherwise() -> None:
    assert letters(placed("k---------", freed="empty").tier) == "BSAABBCCCC"


def test_a_freed_place_goes_to_the_next_by_score() -> None:
    # The first fails as a key account: the third takes its place in S, the fifth that one's in A.
    assert letters(placed("k---------").tier) == "BSSAABCCCC"


def test_who_fails_a_gate_of_s_alone_takes_a_place_of_a() -> None:
    assert letters(placed("s---------").tier) == "ASSABBCCCC"


def test_the_next_by_score_must_pass_the_gates_itself() -> None:
    assert letters(placed("k-kk------").tier) == "BSBBSAACCC"


def test_where_nobody_else_passes_places_stay_empty() -> None:
    assert letters(placed("kkkkkkkkkk").tier) == "BBBBBBCCCC"


def test_an_account_set_by_hand_neither_frees_nor_takes_a_place() -> None:
    # The first is S by hand although it fails; the other place of S is the second's.
    assert letters(placed("k---------", by_hand="S---------").tier) == "SSAABBCCCC"
    assert letters(placed("-k--------", by_hand="--C-------").tier) == "SBCSAABCCC"


def test_score_cuts_have_no_places_to_fill() -> None:
    cut = ScoreCut(s=90, a=70, b=50)
    assert letters(placed("k---------", cut=cut).tier) == letters(placed("k---------", freed="empty", cut=cut).tier)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="sk--", min_size=10, max_size=10))
def test_filling_gives_no_tier_more_places_than_the_quota_and_s_and_a_to_nobody_who_fails(fails: str) -> None:
    found = letters(placed(fails).tier)
    left = letters(placed(fails, freed="empty").tier)
    for place, (tier, gate) in enumerate(zip(found, fails, strict=True)):
        assert not (tier == "S" and gate in "sk")
        assert not (tier == "A" and gate == "k")
        assert "SABC".index(tier) <= "SABC".index(left[place])
    assert found.count("S") <= 2
    passing = sum(gate != "k" for gate in fails)
    assert found.count("S") + found.count("A") == min(passing, 4) or "s" in fails


def test_the_page_says_how_many_each_gate_holds_back() -> None:
    """The first and the second are S by score, the next two A; the second and the fourth fail a gate of both tiers."""
    fails = "sk-k------"
    tiers = placed(fails, freed="empty")
    known = tier_inputs(10, fails=fails)
    effect = gate_effect(tiers, known)
    assert (effect.s, effect.a, effect.s_by_score, effect.a_by_score) == (0, 2, 2, 2)
    assert (effect.held_back, dict(effect.gates)) == (3, {"mutual_dependence": 1, "recurring": 2})
    assert str(gate_effect_sentence(tiers, known)) == (
        "0 S and 2 A. By score it would be 2 and 2. "
        "3 accounts are held back: no recurring purchases (2), mutual dependence too low (1)."
    )


def test_an_account_with_two_reasons_is_counted_with_both_and_the_page_says_so() -> None:
    flags = GateFlags({"mutual_dependence": np.array([True, False])}, {"margin_rate": np.array([True, True])})
    known = dataclasses.replace(tier_inputs(2), gates=flags)
    tiers = assign_tiers(np.array([90.0, 10.0]), known, model(QuotaCut(s=0.5, a=0.0, b=0.0)))
    # The second is C by score: what it fails holds nobody back.
    assert str(gate_effect_sentence(tiers, known)) == (
        "0 S and 0 A. By score it would be 1 and 0. "
        "1 account is held back: mutual dependence too low (1), low margin rate (1); 1 for more than one reason."
    )


def test_a_publication_changes_nothing_of_what_the_gates_hold_back() -> None:
    """The second is S by score, near the cut; a gate makes it A. Published as A it stays A, still by that gate."""
    document = model(TENTHS, Hysteresis(points=0, share=0.15))
    score, fails = np.arange(100.0, 0.0, -10.0), "-s--------"
    before = assign_tiers(score, tier_inputs(10, fails=fails), document)
    known = tier_inputs(10, letters(before.tier), fails=fails)
    after = assign_tiers(score, known, document)
    assert letters(after.after_hysteresis) != letters(after.cut), "the published tier is kept near the cut"
    assert gate_effect(after, known).held_back == gate_effect(before, tier_inputs(10, fails=fails)).held_back == 1
    assert str(gate_effect_sentence(after, known)) == str(gate_effect_sentence(before, tier_inputs(10, fails=fails)))


def test_where_no_gate_holds_anybody_back_the_page_says_so() -> None:
    tiers = placed("----------")
    assert str(gate_effect_sentence(tiers, tier_inputs(10, fails="----------"))) == (
        "2 S and 2 A. No gate holds an account back."
    )


def test_a_tier_set_by_hand_is_told_apart_from_the_gates() -> None:
    tiers = placed("----------", by_hand="-----S----")
    known = tier_inputs(10, fails="----------", by_hand="-----S----")
    assert str(gate_effect_sentence(tiers, known)).endswith("1 account has a manual tier.")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="sk--", min_size=10, max_size=10), st.sampled_from(["empty", "next"]))
def test_the_numbers_of_the_sentence_add_up(fails: str, freed: str) -> None:
    effect = gate_effect(placed(fails, freed=freed), tier_inputs(10, fails=fails))
    assert sum(count for _, count in effect.gates) - effect.several == effect.held_back
    if freed == "empty":
        # Nobody comes in from below: S and A together lose just those that fall out of both.
        assert effect.s_by_score + effect.a_by_score - effect.s - effect.a <= effect.held_back


@pytest.mark.parametrize(("freed", "filled"), [("empty", 0), ("next", 2)])
def test_accounts_that_move_up_into_freed_places_are_counted(freed: str, filled: int) -> None:
    # The first falls out of S: the third moves up to S, and the fifth to the place in A that it leaves.
    fails = "k---------"
    effect = gate_effect(placed(fails, freed=freed), tier_inputs(10, fails=fails))
    assert (effect.held_back, effect.filled) == (1, filled)
