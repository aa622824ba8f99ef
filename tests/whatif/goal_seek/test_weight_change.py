"""The least change of weights with which one account comes before another."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.score import score
from kam_core.whatif.goal_seek.weight_change import MARGIN, outrank
from tests.whatif.points_portfolios import portfolio


def lead(found: object, weights: dict[str, float]) -> float:
    """By how much the first account is ahead under these weights."""
    scores = score(found.matrix, found.model.with_weights(weights)).score  # type: ignore[attr-defined]
    return float(scores[0] - scores[1])


def test_weight_goes_from_where_it_is_most_behind_to_where_it_is_most_ahead() -> None:
    # Leads: +40, 0, −60 under 20, 40, 40: (800 − 2400) / 100 = −16. A point moved from the third to the first brings
    # 100 / 100 = 1: 16 points and a hair.
    found = portfolio([[90, 50, 20], [50, 50, 80]], [20, 40, 40], QuotaCut())
    answer = outrank(found, 0, 1)
    assert answer.exact
    assert answer.weights is not None
    assert answer.moved == pytest.approx(16 + MARGIN, abs=1e-5)
    assert answer.weights == pytest.approx({"c0": 36 + MARGIN, "c1": 40, "c2": 24 - MARGIN}, abs=1e-5)
    assert lead(found, answer.weights) >= MARGIN


def test_an_account_that_is_before_already_needs_no_change() -> None:
    found = portfolio([[90, 50], [50, 50]], [20, 80], QuotaCut())
    answer = outrank(found, 0, 1)
    assert (answer.moved, answer.weights) == (0, {"c0": 20, "c1": 80})


def test_no_weights_help_against_one_that_is_at_least_as_good_everywhere() -> None:
    answer = outrank(portfolio([[40, 50], [50, 50]], [20, 80], QuotaCut()), 0, 1)
    assert answer.weights is None
    assert "at least as good" in str(answer.why_not)
    worse_where_both_are_known = portfolio([[40, None], [50, 50], [1, 1]], [20, 80], QuotaCut())
    assert outrank(worse_where_both_are_known, 0, 1).weights is None


def test_an_account_without_a_score_outranks_nobody() -> None:
    answer = outrank(portfolio([[None, None], [50, 50]], [20, 80], QuotaCut()), 0, 1)
    assert str(answer.why_not) == "One of the two has no score."


def test_the_sum_of_the_weights_stays_and_criteria_without_data_are_left_alone() -> None:
    found = portfolio([[90, 50, None], [50, 80, None]], [20, 60, 20], QuotaCut())
    answer = outrank(found, 0, 1)
    assert answer.weights is not None
    assert answer.weights["c2"] == 20
    assert sum(answer.weights.values()) == pytest.approx(100)
    assert lead(found, answer.weights) >= MARGIN


POINTS = st.integers(0, 20).map(lambda n: 5.0 * n)
WEIGHTS = st.lists(st.integers(1, 30).map(float), min_size=3, max_size=3)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(POINTS, POINTS), min_size=3, max_size=3), WEIGHTS)
def test_no_smaller_move_exists_where_both_know_the_same(
    pairs: list[tuple[float, float]], weights: list[float]
) -> None:
    mine, theirs = (list(column) for column in zip(*pairs, strict=True))
    found = portfolio([mine, theirs], weights, QuotaCut())
    answer = outrank(found, 0, 1)
    ahead = np.array(mine) - np.array(theirs)
    if answer.weights is None:
        assert ahead.max() <= MARGIN
        return
    assert lead(found, answer.weights) >= MARGIN - 1e-9
    assert sum(answer.weights.values()) == pytest.approx(sum(weights))
    # All moves between criteria on a grid of quarter points, in sum at least one step smaller.
    amounts = np.arange(0.0, answer.moved - 0.26, 0.25)
    for give, take in itertools.permutations(range(3), 2):
        for amount in amounts[amounts <= weights[give]]:
            moved = np.array(weights)
            moved[give] -= amount
            moved[take] += amount
            assert float(moved @ ahead) / moved.sum() < MARGIN


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.none() | POINTS, st.none() | POINTS), min_size=4, max_size=4),
    st.lists(st.integers(1, 30).map(float), min_size=4, max_size=4),
)
def test_with_gaps_what_was_found_still_puts_it_before(
    pairs: list[tuple[float | None, float | None]], weights: list[float]
) -> None:
    mine, theirs = (list(column) for column in zip(*pairs, strict=True))
    found = portfolio([mine, theirs, [1, 1, 1, 1]], weights, QuotaCut())
    answer = outrank(found, 0, 1)
    if answer.weights is not None:
        assert lead(found, answer.weights) >= MARGIN - 1e-9
        assert min(answer.weights.values()) >= 0
        assert sum(answer.weights.values()) == pytest.approx(sum(weights))
    else:
        # Nothing helps: then on every criterion that both know the other one is at least as good.
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        known = [any(value is not None for value in side) for side in (mine, theirs)]
        assert not all(known) or all(a <= b for a, b in both)
