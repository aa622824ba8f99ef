"""Gini weights against a published table and the definition."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.vocabulary.message import UserError
from kam_core.weighting.gini import gini_weights
from tests.weighting.published import cases


@pytest.mark.parametrize("case", cases("other_weights.json", "gini"), ids=lambda case: case["name"])
def test_the_published_table_gives_the_published_weights(case: dict[str, Any]) -> None:
    """Bączkiewicz et al. 2021: twenty cameras."""
    result = gini_weights(np.array(case["matrix"], dtype=float))
    assert result.weights == pytest.approx(case["expected"], abs=case["tolerance"])
    assert result.weights == pytest.approx(case["recomputed"], abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=8))
def test_the_coefficient_is_the_mean_difference_of_all_pairs(rows: list[tuple[int, int]]) -> None:
    matrix = np.array([*rows, (0, 1), (9, 1)], dtype=float)
    n = len(matrix)
    gini = [sum(abs(x - y) for x in c for y in c) / (2 * n * n * c.mean()) for c in matrix.T]
    assert gini_weights(matrix).weights == pytest.approx(np.array(gini) / sum(gini), abs=1e-12)


def test_zeros_count_constants_do_not_and_negatives_are_refused() -> None:
    assert gini_weights(np.array([[0.0, 0.0, 3.0], [4.0, 0.0, 3.0]])).weights.tolist() == [1.0, 0.0, 0.0]
    with pytest.raises(UserError, match="column 2 has -1"):
        gini_weights(np.array([[1.0, -1.0], [2.0, 4.0]]))
