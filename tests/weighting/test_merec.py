"""MEREC weights against its paper."""

from typing import Any

import numpy as np
import pytest

from kam_core.vocabulary.message import UserError
from kam_core.weighting.merec import merec_weights
from tests.weighting.published import cases


@pytest.mark.parametrize("case", cases("other_weights.json", "MEREC"), ids=lambda case: case["name"])
def test_the_published_table_gives_the_published_weights(case: dict[str, Any]) -> None:
    """Keshavarz-Ghorabaee et al. 2021."""
    result = merec_weights(np.array(case["matrix"], dtype=float), [kind > 0 for kind in case["types"]])
    assert result.weights == pytest.approx(case["expected"], abs=case["tolerance"])
    assert result.weights == pytest.approx(case["recomputed"], abs=1e-9)


def test_constants_count_nothing_and_gaps_are_counted() -> None:
    result = merec_weights(np.array([[1.0, 5.0], [4.0, 5.0], [np.nan, 5.0]]))
    assert result.weights.tolist() == [1.0, 0.0]
    assert (result.used, result.left_out) == (2, 1)


def test_zero_and_below_are_refused_by_column() -> None:
    with pytest.raises(UserError, match="column growth has 0"):
        merec_weights(np.array([[1.0, 0.0], [2.0, 4.0]]), columns=["revenue", "growth"])
