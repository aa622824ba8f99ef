"""Inverse of every kind of utility."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kam_core.scoring.utility import AnyUtility, Levels, Linear, Log, Percentile, Steps, Target
from kam_core.whatif.goal_seek.utility_inverse import nearest_value, points_of, step_of

UNKNOWN = math.nan


@pytest.mark.parametrize(
    ("utility", "now", "points", "step", "expected"),
    [
        (Linear(lo=0.0, hi=1000.0), 100.0, 25.0, 1.0, 250.0),
        (Linear(lo=0.0, hi=1000.0), 100.0, 25.01, 1.0, 251.0),  # 250.1, in whole units
        (Linear(lo=180.0, hi=0.0), 120.0, 50.0, 1.0, 90.0),  # fewer days are better
        (Linear(lo=180.0, hi=0.0), 120.0, 50.5, 1.0, 89.0),  # 89.1 days
        (Linear(lo=180.0, hi=0.0), UNKNOWN, 50.0, 1.0, 90.0),
        (Log(lo=1.0, hi=10000.0), 10.0, 50.0, 1.0, 100.0),  # the middle of four powers of ten
        (Log(lo=1.0, hi=10000.0), -5.0, 74.9, 1.0, 991.0),  # 10 to the power of 2.996 is 990.8
        (Log(lo=100.0, hi=1.0), 50.0, 50.0, 1.0, 10.0),
        (Steps(thresholds=(10.0, 20.5), points_from=(40.0, 80.0)), 3.0, 30.0, 1.0, 10.0),
        (Steps(thresholds=(10.0, 20.5), points_from=(40.0, 80.0)), 3.0, 41.0, 1.0, 21.0),
        (Steps(thresholds=(10.0, 20.0), points_from=(50.0, 0.0), below=100.0), 25.0, 40.0, 1.0, 19.0),
        (Steps(thresholds=(10.0, 20.0), points_from=(50.0, 0.0), below=100.0), 25.0, 60.0, 1.0, 9.0),
        (Steps(thresholds=(10.0, 20.0), points_from=(50.0, 0.0), below=100.0), UNKNOWN, 40.0, 1.0, 19.0),
        (Levels(), 2.0, 62.5, 0.01, 3.5),  # between 50 at 3 and 75 at 4
        (Levels(points_at=(100.0, 50.0, 0.0)), 2.5, 60.0, 0.01, 1.8),
        (Target(at=50.0, tolerance=10.0), 30.0, 40.0, 1.0, 44.0),
        (Target(at=50.0, tolerance=10.0), 70.0, 40.0, 1.0, 56.0),
        (Target(at=50.5, tolerance=1.0), 70.0, 90.0, 1.0, 50.5),  # no whole number is near enough
    ],
)
def test_the_nearest_value_that_earns_the_points(
    utility: AnyUtility, now: float, points: float, step: float, expected: float
) -> None:
    assert nearest_value(utility, now, points, step) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("utility", "points"),
    [
        (Linear(lo=0.0, hi=1.0), 100.5),
        (Linear(lo=5.0, hi=5.0), 60.0),  # bounds that coincide give everybody 50
        (Steps(thresholds=(10.0,), points_from=(40.0,)), 41.0),
        (Levels(points_at=(0.0, 80.0)), 81.0),
    ],
)
def test_points_that_no_value_earns_are_out_of_reach(utility: AnyUtility, points: float) -> None:
    assert nearest_value(utility, 1.0, points, 0.01) is None


def test_a_rank_has_no_way_back() -> None:
    with pytest.raises(ValueError, match="rank"):
        nearest_value(Percentile(), 1.0, 50.0, 1.0)


def test_a_measure_moves_in_steps_in_which_people_speak() -> None:
    wide = Linear(lo=0.0, hi=1000.0)
    assert (step_of("revenue", wide), step_of("purchases", wide), step_of("recency_days", wide)) == (1, 1, 1)
    assert step_of("growth", Linear(lo=-0.5, hi=0.5)) == pytest.approx(0.001)
    # A trend from −2 % to +2 % a month would not be told in hundredths.
    assert step_of("slope", Linear(lo=-0.02, hi=0.02)) == pytest.approx(0.0001)
    assert step_of("satisfaction", Levels()) == pytest.approx(0.01)


BOUND = st.integers(-1000, 1000).map(float)
UTILITIES = st.one_of(
    st.builds(lambda lo, hi: Linear(lo=lo, hi=hi), BOUND, BOUND),
    st.builds(lambda lo, hi: Log(lo=lo, hi=hi), st.integers(1, 1000).map(float), st.integers(1, 1000).map(float)),
    st.builds(
        lambda at, points, below: Steps(
            thresholds=tuple(sorted(at)), points_from=tuple(float(p) for p in points), below=float(below)
        ),
        st.tuples(BOUND, BOUND, BOUND), st.tuples(*[st.integers(0, 100)] * 3), st.integers(0, 100),
    ),
    st.builds(lambda points: Levels(points_at=tuple(map(float, points))), st.tuples(*[st.integers(0, 100)] * 5)),
    st.builds(Target, at=BOUND, tolerance=st.integers(2, 500).map(float)),
)  # fmt: skip


@settings(deadline=None, max_examples=300)
# At 115 it earns 8 points but for the last bit.
@example(Target(at=0.0, tolerance=125.0), 115.0, 8.0)
@given(UTILITIES, st.integers(-1100, 1100).map(float), st.floats(0.5, 100))
def test_no_nearer_value_in_whole_steps_earns_the_points(utility: AnyUtility, now: float, points: float) -> None:
    if points_of(utility, now) >= points:
        return
    found = nearest_value(utility, now, points, 1.0)
    tried = np.arange(-1200.0, 1201.0)
    enough = tried[utility.points(tried) >= points]
    if found is None:
        assert len(enough) == 0
        return
    assert points_of(utility, found) >= points
    if len(enough):
        assert abs(found - now) == np.abs(enough - now).min()
