"""CRITIC weights against published tables, and where the formula alone would break."""

from typing import Any

import numpy as np
import pytest

from kam_core.vocabulary.message import UserError
from kam_core.weighting.critic import critic_weights
from tests.weighting.published import cases


@pytest.mark.parametrize("case", cases("critic_weights.json"), ids=lambda case: case["name"])
def test_published_tables_give_the_published_weights(case: dict[str, Any]) -> None:
    """Diakoulaki et al. 1995; Tuş & Adalı 2019."""
    rises = None if case["types"] is None else [kind > 0 for kind in case["types"]]
    correlation = "spearman" if "Spearman" in case["name"] else "pearson"
    result = critic_weights(np.array(case["matrix"], dtype=float), rises, correlation)
    assert result.weights == pytest.approx(case["expected"], abs=case.get("tolerance", 1e-7))
    if "recomputed" in case:
        assert result.weights == pytest.approx(case["recomputed"], abs=1e-9)


def test_two_columns_that_say_the_opposite_share_by_their_spread() -> None:
    """Both on 0 … 1 have the same spread and correlate by −1: half each."""
    assert critic_weights(np.array([[1.0, 30.0], [2.0, 20.0], [3.0, 10.0]])).weights == pytest.approx([0.5, 0.5])


def test_a_constant_column_gets_nothing_and_changes_nobody_else() -> None:
    matrix = np.array([[1.0, 9.0, 4.0], [2.0, 3.0, 4.0], [5.0, 7.0, 4.0], [3.0, 1.0, 4.0]])
    whole, without = critic_weights(matrix), critic_weights(matrix[:, :2])
    assert whole.weights.tolist() == [*without.weights.tolist(), 0.0]


def test_gaps_are_counted_and_what_says_nothing_is_refused() -> None:
    matrix = np.array([[1.0, 9.0], [2.0, 3.0], [5.0, 7.0], [np.nan, 1.0]])
    assert (critic_weights(matrix).used, critic_weights(matrix).left_out) == (3, 1)
    with pytest.raises(UserError, match="same values"):
        critic_weights(np.full((3, 2), 5.0))
    # Two columns that say exactly the same tell nothing apart from each other.
    with pytest.raises(UserError, match="same values"):
        critic_weights(np.array([[1.0, 1.0], [2.0, 2.0]]))


def test_a_single_column_has_all_the_weight() -> None:
    assert critic_weights(np.array([[1.0], [2.0]])).weights.tolist() == [1.0]
