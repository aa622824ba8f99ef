"""Effective weights and redundant criteria."""

import numpy as np
import pytest

from kam_core.scoring.model.cuts import ScoreCut
from kam_core.whatif.robustness.redundancy import redundancy, redundancy_advice
from tests.whatif.points_portfolios import portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)


def test_effective_weights_are_shares_of_the_scores_variance() -> None:
    # Independent criteria of the same spread: variances go with the squares of the weights, 9 : 1.
    points = [[x, y] for x in range(0, 101, 10) for y in range(0, 101, 10)]
    found = redundancy(portfolio(points, [75.0, 25.0], CUT))
    assert found.nominal.tolist() == [0.75, 0.25]
    assert found.effective.tolist() == pytest.approx([0.9, 0.1])
    assert found.pairs == ()
    assert found.accounts == 121


def test_effective_weights_add_up_to_one_with_gaps_too() -> None:
    chance = np.random.default_rng(2)
    points = chance.random((200, 5)) * 100
    points[chance.random(points.shape) < 0.2] = np.nan
    assert redundancy(portfolio(points, [30.0, 25.0, 20.0, 15.0, 10.0], CUT)).effective.sum() == pytest.approx(1)


def test_two_criteria_that_say_the_same_are_named_in_a_sentence() -> None:
    chance = np.random.default_rng(3)
    first = chance.random(50) * 80
    points = np.column_stack([first, first + 10, chance.random(50) * 100, 100 - first])
    scored = portfolio(points, [40.0, 30.0, 20.0, 10.0], CUT)
    found = redundancy(scored)
    assert {(pair.first, pair.second, round(pair.correlation, 9)) for pair in found.pairs} == {
        (0, 1, 1),
        (0, 3, -1),
        (1, 3, -1),
    }
    assert str(redundancy_advice(scored, found)).startswith(
        "Revenue and Revenue, previous window overlap and carry 70.0% of the weight together."
    )


def test_a_weight_on_what_is_the_same_for_everybody_decides_nothing() -> None:
    points = [[50.0, float(y)] for y in range(0, 100, 5)]
    scored = portfolio(points, [60.0, 40.0], CUT)
    found = redundancy(scored)
    assert found.effective.tolist() == pytest.approx([0, 1])
    assert redundancy_advice(scored, found) is None


def test_few_accounts_or_equal_scores_show_nothing() -> None:
    few = redundancy(portfolio([[1.0, 1.0], [2.0, 2.0]], [1.0, 1.0], CUT))
    assert few.pairs == ()
    equal = portfolio([[50.0, 50.0]] * 12, [1.0, 1.0], CUT)
    assert np.isnan(redundancy(equal).effective).all()
    assert redundancy_advice(equal, redundancy(equal)) is None
