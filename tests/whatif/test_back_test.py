"""Who left, and which model had them in S and A."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.whatif.back_test import DRAWS, back_test, back_test_sentence, wilson
from tests.whatif.points_portfolios import portfolio

BY_REVENUE = "By revenue alone"
CUT = QuotaCut(s=0.1, a=0.2, b=0.3)


def twenty(points: list[float], revenue: list[int] | None = None) -> Portfolio:
    """Twenty accounts of this many points; six of them are S or A."""
    return portfolio([[value] for value in points], [10], CUT, revenue=revenue or list(range(20, 0, -1)))


RISING = [float(place) for place in range(20)]
"""The last has the most points, and the least revenue."""


def stays(*leaving: int) -> np.ndarray:
    return np.array([place not in leaving for place in range(20)])


def test_shares_are_taken_of_those_who_left() -> None:
    # Rows 8 … 19 leave; their revenue is 12, 11, … 1, in all 78. S and A are rows 14 … 19 with 6 + … + 1 = 21.
    test = back_test({"mine": twenty(RISING)}, stays(*range(8, 20)), BY_REVENUE)
    mine, by_revenue = test.results
    assert (test.buyers, test.leavers, test.leaving_revenue, test.too_few) == (20, 12, 78, False)
    assert (mine.key_accounts, mine.accounts, mine.revenue) == (6, 6, 21)
    assert mine.of_accounts == 0.5
    assert mine.of_revenue == pytest.approx(21 / 78)
    # Everybody's revenue is 210.
    assert mine.base == pytest.approx(21 / 210)
    # The six largest are rows 0 … 5, and none of them left.
    assert (by_revenue.model, by_revenue.key_accounts, by_revenue.accounts) == (BY_REVENUE, 6, 0)
    # Draws of nobody are all nobody: that is no interval.
    assert (by_revenue.of_revenue, by_revenue.revenue_between) == (0, None)
    assert by_revenue.accounts_between == pytest.approx((0, 0.2425), abs=5e-5)  # 3.8415 / 15.8415
    assert by_revenue.base == pytest.approx((20 + 19 + 18 + 17 + 16 + 15) / 210)


def test_several_models_stand_side_by_side() -> None:
    test = back_test({"up": twenty(RISING), "down": twenty(RISING[::-1])}, stays(*range(8, 20)), BY_REVENUE)
    assert [result.model for result in test.results] == ["up", "down", BY_REVENUE]
    assert [result.accounts for result in test.results] == [6, 0, 0]


def test_fewer_than_ten_are_too_few_for_a_number() -> None:
    test = back_test({"mine": twenty(RISING)}, stays(*range(11, 20)), BY_REVENUE)
    assert (test.leavers, test.too_few) == (9, True)
    assert {result.of_revenue for result in test.results} == {None}
    assert {result.revenue_between for result in test.results} == {None}
    assert (
        str(back_test_sentence(test, "mine"))
        == "Not enough data: 9 of 20 active customers left; at least 10 are needed."
    )
    assert not back_test({"mine": twenty(RISING)}, stays(*range(10, 20)), BY_REVENUE).too_few


def test_who_did_not_buy_before_cannot_leave() -> None:
    revenue = [5] * 15 + [0] * 5
    test = back_test({"mine": twenty(RISING, revenue)}, stays(*range(20)), BY_REVENUE)
    assert (test.buyers, test.leavers) == (15, 15)


def test_the_sentence_names_the_share_its_interval_and_what_chance_would_give() -> None:
    test = back_test({"mine": twenty(RISING)}, stays(*range(8, 20)), BY_REVENUE)
    sentence = str(back_test_sentence(test, "mine"))
    assert sentence.startswith("12 of 20 active customers left since. S and A held 26.9% (")
    assert sentence.endswith(") of their revenue, compared with 10.0% of total revenue.")


def test_where_none_of_them_was_in_s_and_a_the_interval_of_the_count_is_reported_instead() -> None:
    test = back_test({"mine": twenty(RISING[::-1])}, stays(*range(8, 20)), BY_REVENUE)
    assert str(back_test_sentence(test, "mine")) == (
        "12 of 20 active customers left since. 0 of them were S or A (95% interval up to 24.2%), with 0.0% of "
        "their revenue. S and A had 50.0% of total revenue."
    )
    # 20 + 19 + 18 + 17 + 16 + 15 is 105 of 210.


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # 3.8415 / 13.8415
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_count_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_of_the_money_is_where_redrawn_shares_lie() -> None:
    # Of n equal amounts half is caught: the redrawn share is binomial, 95 % lie within 1.96 · sqrt(0.25 / n).
    n = 400
    equal = portfolio([[float(place)] for place in range(n)], [10], QuotaCut(s=0.5, a=0.0, b=0.1), revenue=[7] * n)
    (low, high) = back_test({"mine": equal}, np.zeros(n, bool), BY_REVENUE).results[0].revenue_between or (0, 0)
    half = 1.96 * math.sqrt(0.25 / n)
    assert (low, high) == pytest.approx((0.5 - half, 0.5 + half), abs=0.2 * half)


def test_the_same_seed_gives_the_same_interval_and_another_a_near_one() -> None:
    given = {"mine": twenty(RISING)}
    one, same = (back_test(given, stays(*range(8, 20)), BY_REVENUE, seed=4) for _ in range(2))
    other = back_test(given, stays(*range(8, 20)), BY_REVENUE, seed=5)
    assert one == same
    assert (one.draws, one.seed) == (DRAWS, 4)
    assert one.results[0].revenue_between != other.results[0].revenue_between
    assert one.results[0].revenue_between == pytest.approx(other.results[0].revenue_between, abs=0.05)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share_and_mirrors(count: tuple[int, int]) -> None:
    hits, of = count
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1
    assert wilson(of - hits, of) == pytest.approx((1 - high, 1 - low), abs=1e-12)
