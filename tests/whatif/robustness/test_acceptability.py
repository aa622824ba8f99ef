"""How often an account has a tier under drawn weights, against published shares and plain scoring draw by draw."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.score import weighted_sum
from kam_core.scoring.tiering.tier import assign_tiers
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.acceptability import (
    Acceptability,
    acceptability,
    drawn_weights,
    most_robust_first,
)
from kam_core.whatif.robustness.stability import classes_sentence, stability_answer, stability_sentence, ties_sentence
from tests.datasets import SHARED
from tests.whatif.points_portfolios import portfolio

REFERENCE = SHARED / "reference" / "smaa.json"
referenced = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not here")
MATRICES = 1500


def case(name: str) -> dict[str, Any]:
    cases = json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"]
    return next(one for one in cases if one["name"].startswith(name))


def best_first(points: Any, draws: int, seed: int = 1) -> Acceptability:
    """One seat each of S, A and B, so that their shares are those of ranks 1, 2 and 3."""
    matrix = np.array(points, dtype=float)
    one = 1 / len(matrix)
    return acceptability(portfolio(matrix, [1.0] * matrix.shape[1], QuotaCut(s=one, a=one, b=one)), draws, seed)


def valued(matrix: Any, nominal: Any, types: list[int]) -> Any:
    """Points 0–100 between the worst and the best of the nominal matrix; beyond them where chance leads there."""
    low, high = np.min(nominal, axis=0), np.max(nominal, axis=0)
    points = 100 * (np.array(matrix) - low) / (high - low)
    return np.where(np.array(types) == 1, points, 100 - points)


@referenced
def test_the_municipal_plan_comes_first_as_often_as_published() -> None:
    """Lahdelma, Hokkanen and Salminen 1998, matrix as it stands; exact volumes in smaa.json."""
    reference = case("municipal plan, deterministic")
    found = best_first(valued(reference["matrix"], reference["matrix"], [1] * 4), 100_000)
    assert found.shares[:, 0] == pytest.approx(reference["expected_first_rank"], abs=reference["tolerance"])


@referenced
@pytest.mark.parametrize("name", ["municipal plan, uncertain", "Helsinki harbour"])
def test_plans_with_uncertain_criteria_are_ranked_as_often_as_published(name: str) -> None:
    """The criteria are drawn here, the weights by the core. Tolerance: that of smaa.json and our own chance, in %."""
    reference = case(name)
    nominal = np.array(reference["matrix"])
    spread = np.ptp(nominal, axis=0) / 10
    if name.startswith("municipal"):
        spread = np.column_stack([np.full(6, 0.5), np.abs(nominal[:, 1]) * 0.1, np.full(6, 10.0), np.full(6, 0.5)])
    chance = np.random.default_rng(7)
    total = np.zeros((len(nominal), 4))
    for seed in range(MATRICES):
        matrix = nominal + chance.uniform(-1, 1, nominal.shape) * spread
        total += best_first(valued(matrix, nominal, reference["types"]), 100, seed).shares
    shares = 100 * total / MATRICES
    first = reference.get("expected_first_rank_percent")
    expected = (
        [[one] for one in first] if first else [row[:3] for row in reference["expected_rank_acceptability_percent"]]
    )
    for row, ranks in enumerate(expected):
        assert shares[row, : len(ranks)].tolist() == pytest.approx(ranks, abs=reference["tolerance"] + 0.5)


@referenced
@pytest.mark.parametrize("name", ["analytic: 3", "analytic: 2"])
def test_cases_that_can_be_worked_out_on_paper_are_met_within_chance(name: str) -> None:
    reference = case(name)
    found = best_first(np.array(reference["matrix"]) * 100, 20_000)
    assert found.shares[:, 0] == pytest.approx(reference["expected_first_rank"], abs=2 * found.error())


def test_an_account_between_two_cuts_has_the_tiers_that_the_weight_leaves_it() -> None:
    # 100·w: at least 80 in a fifth of all w, at least 50 in half, at least 30 in seven tenths.
    found = acceptability(portfolio([[100.0, 0.0]], [1.0, 1.0], ScoreCut(s=80.0, a=50.0, b=30.0)), 20_000)
    assert found.shares[0] == pytest.approx([0.2, 0.3, 0.2, 0.3], abs=2 * found.error())


def test_a_spread_of_half_keeps_every_weight_between_half_and_one_and_a_half() -> None:
    drawn = drawn_weights(np.array([30.0, 20.0, 50.0]), np.array([True, True, False]), 5000, 3, 0.5)
    ratio = drawn[:, 0] / drawn[:, 1]
    assert drawn.sum(axis=1) == pytest.approx(np.ones(5000))
    assert (drawn[:, 2] == 0).all()
    assert 30 * 0.5 / (20 * 1.5) <= ratio.min() < 0.6
    assert 4.2 < ratio.max() <= 30 * 1.5 / (20 * 0.5)


@pytest.mark.parametrize("missing", ["share_out", "neutral", "worst"])
@pytest.mark.parametrize("cut", [QuotaCut(s=0.1, a=0.2, b=0.3), ScoreCut(s=60.0, a=50.0, b=40.0), ParetoCut()])
@pytest.mark.parametrize("spread", [None, 0.5])
def test_counting_in_blocks_is_scoring_draw_by_draw(cut: Cut, missing: str, spread: float | None) -> None:
    chance = np.random.default_rng(5)
    points = chance.integers(0, 6, (60, 4)) * 20.0
    points[chance.random(points.shape) < 0.2] = np.nan
    points[50:] = points[:10]
    points[7] = np.nan
    found = portfolio(
        points, [4.0, 3.0, 2.0, 1.0], cut, missing, revenue=[row % 13 - 1 for row in range(60)],
        overridden={3: 0, 20: 3, 21: 2}, fails_s=[1, 5, 30], fails_key=[2, 6, 31, 33],
    )  # fmt: skip
    counts = np.zeros((60, 4), int)
    for weights in drawn_weights(np.array([4.0, 3.0, 2.0, 1.0]), found.matrix.active, 200, 9, spread):
        score = weighted_sum(points, weights, missing).score
        # Sums in another order may differ in the last digit, which would part accounts that are equal.
        tier = assign_tiers(np.round(score, 11), found.inputs, found.model).tier
        np.add.at(counts, (np.flatnonzero(tier >= 0), tier[tier >= 0]), 1)
    assert acceptability(found, 200, 9, spread).counts.tolist() == counts.tolist()


def test_the_badge_says_how_firm_the_present_tier_is() -> None:
    counts = np.array([[950, 50, 0, 0], [599, 401, 0, 0], [0, 700, 300, 0], [900, 100, 0, 0], [0, 0, 0, 0]])
    found = Acceptability(counts, np.array([0, 0, 1, 0, -1], np.int8), 1000, 1, None)
    assert found.firmness == ["solid", "fragile", "leaning", "solid", None]
    # 1.96 · √(0.5 · 0.5 / 1000) = 3.1 %
    assert found.error() == pytest.approx(0.031, abs=5e-5)


def test_s_and_a_accounts_come_first_and_are_counted_in_a_sentence() -> None:
    scored = portfolio([[9.0, 9.0]] * 5, [1.0, 1.0], QuotaCut(), revenue=[5, 9, 7, 1, -1])
    counts = np.array([[500, 500, 0, 0], [0, 950, 50, 0], [0, 700, 300, 0], [0, 0, 0, 1000], [0, 0, 0, 0]])
    found = Acceptability(counts, np.array([0, 1, 1, 3, -1], np.int8), 1000, 1, None)
    assert most_robust_first(scored, found).tolist() == [0, 1, 2, 3]
    assert str(stability_answer(found)) == "1 of 3 accounts in S or A keep their tier under other weights."
    assert str(stability_sentence(found)) == "With any weights at all, 1 of 3 accounts in S or A keep their tier."
    assert str(classes_sentence(found)) == "1 stable, 1 fairly stable, 1 borderline."
    near = replace(found, spread=0.5)
    assert str(stability_sentence(near)) == (
        "With weights up to 50.0% higher or lower, 1 of 3 accounts in S or A keep their tier."
    )


def test_where_nobody_is_s_or_a_the_sentence_says_just_that() -> None:
    found = Acceptability(np.array([[0, 0, 1000, 0]]), np.array([2], np.int8), 1000, 1, None)
    assert str(stability_sentence(found)) == "There are no S or A accounts."


def test_the_same_seed_draws_the_same_and_another_one_nearly() -> None:
    points = np.random.default_rng(2).random((200, 5)) * 100
    found = portfolio(points, [1.0] * 5, QuotaCut())
    first, again, other = (acceptability(found, 2000, seed) for seed in (4, 4, 5))
    assert first.counts.tolist() == again.counts.tolist()
    assert first.counts.tolist() != other.counts.tolist()
    # Both lie within ± of the truth at 95 %; twice that for the difference, and no more than a few beyond it.
    assert np.abs(first.shares - other.shares).max() < 3 * first.error()


matrices = st.lists(
    st.lists(st.sampled_from([None, 0.0, 20.0, 40.0, 60.0, 80.0, 100.0]), min_size=3, max_size=3),
    min_size=4,
    max_size=9,
).filter(lambda rows: all(any(row[k] is not None for row in rows) for k in range(3)))


@settings(max_examples=40, deadline=None)
@given(matrices, st.booleans())
def test_shares_add_up_to_one_and_neither_scale_nor_order_matters(
    points: list[list[float | None]], by_score: bool
) -> None:
    cut: Cut = ScoreCut(s=70.0, a=50.0, b=30.0) if by_score else QuotaCut(s=0.25, a=0.25, b=0.25)
    first = acceptability(portfolio(points, [3.0, 2.0, 1.0], cut), 100, 1, 0.5)
    assert first.counts.sum(axis=1).tolist() == [100] * len(points)
    scaled = acceptability(portfolio(points, [30.0, 20.0, 10.0], cut), 100, 1, 0.5)
    assert scaled.counts.tolist() == first.counts.tolist()
    if by_score:
        turned = acceptability(portfolio(points[::-1], [3.0, 2.0, 1.0], cut), 100, 1, 0.5)
        assert turned.counts[::-1].tolist() == first.counts.tolist()


def test_the_order_of_the_criteria_matters_no_more_than_chance() -> None:
    points = np.random.default_rng(8).random((100, 4)) * 100
    cut = QuotaCut()
    first = acceptability(portfolio(points, [4.0, 3.0, 2.0, 1.0], cut), 4000, 1, 0.5)
    turned = acceptability(portfolio(points[:, ::-1], [1.0, 2.0, 3.0, 4.0], cut), 4000, 1, 0.5)
    assert np.abs(first.shares - turned.shares).max() < 3 * first.error()


@settings(max_examples=40, deadline=None)
@given(matrices, st.integers(0, 3), st.integers(0, 2), st.booleans())
def test_more_points_never_make_a_good_tier_rarer(
    points: list[list[float | None]], row: int, k: int, by_score: bool
) -> None:
    if points[row][k] is None:
        return
    cut: Cut = ScoreCut(s=70.0, a=50.0, b=30.0) if by_score else QuotaCut(s=0.25, a=0.25, b=0.25)
    better = [list(one) for one in points]
    better[row][k] = 100.0
    before = acceptability(portfolio(points, [3.0, 2.0, 1.0], cut), 100, 1).counts[row]
    after = acceptability(portfolio(better, [3.0, 2.0, 1.0], cut), 100, 1).counts[row]
    assert (np.cumsum(after) >= np.cumsum(before)).all()


def test_equals_at_a_cut_are_in_their_tier_by_order_and_never_firmly() -> None:
    # Ten equals: one seat of S, two of A, three of B; nobody is anywhere for a better reason than the order.
    found = acceptability(portfolio([[50.0, 50.0]] * 10, [1.0, 1.0], QuotaCut(s=0.1, a=0.2, b=0.3)), 100)
    assert found.shares[0].tolist() == [1, 0, 0, 0]
    assert found.stays.tolist() == [0.0] * 10
    assert set(found.firmness) == {"fragile"}
    assert str(classes_sentence(found)) == "0 stable, 0 fairly stable, 3 borderline."
    assert str(ties_sentence(found)).startswith(
        "10 tied with an account on the other side of a cut, now or in some draws."
    )


def test_equals_on_one_side_of_every_cut_are_as_firm_as_anybody() -> None:
    # Two seats of S for two equals, then a gap that no weights close.
    points = [[90.0, 90.0], [90.0, 90.0], [50.0, 50.0], [40.0, 40.0]]
    found = acceptability(portfolio(points, [1.0, 1.0], QuotaCut(s=0.5, a=0.25, b=0.25)), 100)
    assert found.firmness == ["solid"] * 4
    assert ties_sentence(found) is None


def test_a_tie_that_the_gates_make_nothing_of_leaves_a_tier_firm() -> None:
    # The equals tie for the seat of S, which neither may have: both are A whoever gets it.
    cut = QuotaCut(s=1 / 3, a=1 / 3, b=1 / 3)
    points = [[90.0, 90.0], [90.0, 90.0], [50.0, 50.0]]
    found = acceptability(portfolio(points, [1.0, 1.0], cut, fails_s=[0, 1]), 100)
    assert found.present.tolist() == [1, 1, 2]
    assert found.firmness == ["solid"] * 3
    # Without the gate one is S and one is A by order alone.
    assert acceptability(portfolio(points, [1.0, 1.0], cut), 100).firmness == ["fragile", "fragile", "solid"]


def test_who_is_tied_under_the_present_weights_is_fragile_whatever_other_weights_say() -> None:
    # Level at 50 only by equal weights: as soon as they differ, one of the two is ahead.
    found = acceptability(portfolio([[100.0, 0.0], [0.0, 100.0]], [1.0, 1.0], QuotaCut(s=0.5, a=0.5, b=0.0)), 100)
    assert found.by_order is None
    assert found.tied == (0, 1)
    assert found.firmness == ["fragile", "fragile"]
    # A tie between the first criterion alone; the second, which weighs nothing now, parts them nearly always.
    found = acceptability(portfolio([[50.0, 90.0], [50.0, 10.0]], [1.0, 0.0], QuotaCut(s=0.5, a=0.5, b=0.0)), 100)
    assert found.stays.tolist() == [1, 1]
    assert found.firmness == ["fragile", "fragile"]
    assert str(ties_sentence(found)).startswith("2 tied with an account on the other side of a cut")


def test_equal_revenue_at_a_cut_by_revenue_is_a_tie_too() -> None:
    # 30 of 90 begin below a half, at 0 and at a third; the third of the equals begins at two thirds and is A.
    found = acceptability(
        portfolio([[1.0, 2.0]] * 3, [1.0, 1.0], ParetoCut(s=0.5, a=0.8, b=0.95), revenue=[30] * 3), 100
    )
    assert found.present.tolist() == [0, 0, 1]
    assert found.firmness == ["fragile"] * 3
    # 60, then 30: nobody is level with anybody.
    apart = portfolio([[1.0, 2.0]] * 2, [1.0, 1.0], ParetoCut(s=0.5, a=0.8, b=0.95), revenue=[60, 30])
    assert acceptability(apart, 100).firmness == ["solid", "solid"]


def test_who_has_no_score_takes_no_seat_that_is_left() -> None:
    found = acceptability(portfolio([[90.0, 90.0], [None, None]], [1.0, 1.0], QuotaCut(s=0.5, a=0.5, b=0.0)), 100)
    assert found.shares.tolist() == [[1, 0, 0, 0], [0, 0, 0, 1]]


def test_too_few_draws_and_impossible_spreads_are_refused() -> None:
    found = portfolio([[1.0, 2.0]], [1.0, 1.0], QuotaCut())
    with pytest.raises(UserError, match="Enter a number of draws from 100 to 100,000"):
        acceptability(found, 10)
    with pytest.raises(UserError, match="above 0%"):
        acceptability(found, 1000, 1, 1.5)
