"""Entropy weights against published tables, and where the formula alone would break."""

import math
from typing import Any

import numpy as np
import pytest

from kam_core.vocabulary.message import UserError
from kam_core.weighting.entropy import entropy_weights
from tests.weighting.published import cases


@pytest.mark.parametrize("case", cases("entropy_weights.json"), ids=lambda case: case["name"])
def test_published_tables_give_the_published_weights(case: dict[str, Any]) -> None:
    """reference/entropy_weights.json: Xu 2004 and others."""
    result = entropy_weights(np.array(case["matrix"], dtype=float))
    assert result.weights == pytest.approx(case["recomputed"], abs=1e-9)
    if case["expected"] is not None:
        assert result.weights == pytest.approx(case["expected"], abs=case["tolerance"])


def test_three_columns_by_hand() -> None:
    """Shares ½, ½ have entropy 1; ¼, ¾ have (¼·ln 4 + ¾·ln 4⁄3) / ln 2; 0, 1 have 0."""
    second = 1 - (0.25 * math.log(4) + 0.75 * math.log(4 / 3)) / math.log(2)
    result = entropy_weights(np.array([[1.0, 1.0, 0.0], [1.0, 3.0, 5.0]]))
    assert result.weights == pytest.approx([0, second / (1 + second), 1 / (1 + second)])


def test_a_column_in_which_all_are_equal_gets_exactly_nothing() -> None:
    chance = np.random.default_rng(7)
    matrix = np.column_stack([chance.random(1000), np.full(1000, 0.1), np.zeros(1000)])
    assert entropy_weights(matrix).weights.tolist() == [1.0, 0.0, 0.0]


def test_rows_with_a_gap_are_left_out_and_counted() -> None:
    whole = np.array([[1.0, 2.0], [4.0, 16.0]])
    result = entropy_weights(np.vstack([whole, [np.nan, 3.0], [5.0, np.nan]]))
    assert (result.used, result.left_out) == (2, 2)
    assert result.weights == pytest.approx(entropy_weights(whole).weights)


def test_what_says_nothing_is_refused() -> None:
    with pytest.raises(UserError, match="same values"):
        entropy_weights(np.full((3, 2), 5.0))
    with pytest.raises(UserError, match="Only 1 of 2 accounts"):
        entropy_weights(np.array([[1.0, 2.0], [np.nan, 3.0]]))
    with pytest.raises(UserError, match="column growth has -3"):
        entropy_weights(np.array([[1.0, 2.0], [4.0, -3.0]]), ["revenue", "growth"])
