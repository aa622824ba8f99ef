"""Standard-deviation weights against a published table."""

from typing import Any

import numpy as np
import pytest

from kam_core.weighting.standard_deviation import deviation_weights
from tests.weighting.published import cases


@pytest.mark.parametrize("case", cases("other_weights.json", "std"), ids=lambda case: case["name"])
def test_the_published_table_gives_the_published_weights(case: dict[str, Any]) -> None:
    """reference/other_weights.json."""
    result = deviation_weights(np.array(case["matrix"], dtype=float))
    assert result.weights == pytest.approx(case["expected"], abs=case["tolerance"])


def test_spread_by_hand_and_nothing_for_a_constant() -> None:
    """Deviations 1, 3 and 0."""
    matrix = np.array([[1.0, 10.0, 0.1], [3.0, 4.0, 0.1]])
    assert deviation_weights(matrix).weights == pytest.approx([0.25, 0.75, 0.0])
    assert deviation_weights(matrix).weights[2] == 0
