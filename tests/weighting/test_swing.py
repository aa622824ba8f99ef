"""Swing weights by hand calculation."""

import pytest

from kam_core.vocabulary.message import UserError
from kam_core.weighting.swing import swing


def test_points_become_weights_in_their_proportion() -> None:
    assert swing({"price": 100, "fit": 60, "age": 40}) == pytest.approx({"price": 0.5, "fit": 0.3, "age": 0.2})


def test_a_criterion_without_a_swing_gets_no_weight() -> None:
    assert swing({"price": 80, "fit": 0}) == {"price": 1.0, "fit": 0.0}


@pytest.mark.parametrize("points", [-1.0, float("nan"), float("inf")])
def test_points_that_are_no_points_are_refused_by_name(points: float) -> None:
    with pytest.raises(UserError, match="The points of fit are"):
        swing({"price": 100, "fit": points})


def test_nothing_but_zeros_is_refused() -> None:
    with pytest.raises(UserError, match="Every criterion has 0 points"):
        swing({"price": 0, "fit": 0})
