"""Natural breaks are the best of all ways to cut, as far as all ways can be tried."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.scoring.tiering.natural_breaks import natural_breaks


def squares(values: list[float], lowest: tuple[float, ...]) -> float:
    """Sum of squared distances from the class means."""
    classes = [[v for v in values if lo <= v < hi] for lo, hi in itertools.pairwise((*lowest, float("inf")))]
    return sum(sum((v - sum(inside) / len(inside)) ** 2 for v in inside) for inside in classes)


def test_four_heaps_are_found() -> None:
    heaps = [10.0, 11.0, 12.0, 30.0, 31.0, 55.0, 56.0, 57.0, 90.0]
    assert natural_breaks(np.array(heaps), 4) == (10, 30, 55, 90)


def test_who_stands_in_the_middle_goes_where_it_costs_less() -> None:
    # {0, 4} and {10}: 8. {0} and {4, 10}: 18.
    assert natural_breaks(np.array([0.0, 4.0, 10.0]), 2) == (0, 10)
    # Nine at 0 and nine at 10: 6 beside the nine at 10 costs 0.9 × 16 = 14.4, beside those at 0 0.9 × 36 = 32.4.
    assert natural_breaks(np.array([*[0.0] * 9, 6.0, *[10.0] * 9]), 2) == (0, 6)
    # One at 0 and nine at 10: beside the one 18, beside the nine 14.4. So 5.5 has 15.125 against 18.225.
    assert natural_breaks(np.array([0.0, 6.0, *[10.0] * 9]), 2) == (0, 6)
    assert natural_breaks(np.array([0.0, 5.5, *[10.0] * 9]), 2) == (0, 10)


def test_fewer_values_than_classes_are_each_a_class() -> None:
    assert natural_breaks(np.array([5.0, 5.0, 7.0]), 4) == (5, 7)
    assert natural_breaks(np.array([]), 4) == ()


@settings(deadline=None)
@given(st.lists(st.integers(0, 30).map(float), min_size=1, max_size=14), st.integers(1, 4))
def test_no_other_way_to_cut_has_smaller_squares(values: list[float], classes: int) -> None:
    distinct = sorted(set(values))
    found = natural_breaks(np.array(values), classes)
    assert len(found) == min(classes, len(distinct))
    others = [squares(values, (distinct[0], *rest)) for rest in itertools.combinations(distinct[1:], len(found) - 1)]
    assert squares(values, found) == pytest.approx(min(others), abs=1e-9)
