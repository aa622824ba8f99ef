"""Utility functions against hand calculations (domain: score)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kam_core.scoring.utility import Levels, Linear, Log, Percentile, Steps, Target

NAN = float("nan")


def points(utility: Linear | Log | Percentile | Steps | Levels | Target, *values: float) -> list[float]:
    return utility.points(np.array(values, dtype=float)).tolist()


def test_linear_runs_from_lo_to_hi_and_is_cut_off_beyond() -> None:
    assert points(Linear(lo=-0.5, hi=0.5), -1, -0.5, 0, 0.25, 0.5, 9) == [0, 0, 50, 75, 100, 100]


def test_linear_with_lo_above_hi_gives_points_for_less() -> None:
    assert points(Linear(lo=180.0, hi=0.0), 180, 90, 0, 400) == [0, 50, 100, 0]


def test_log_halves_between_one_and_a_hundred_at_ten() -> None:
    assert points(Log(lo=1.0, hi=100.0), 1, 10, 100, 1000) == pytest.approx([0, 50, 100, 100])


def test_log_gives_nothing_for_zero_and_below() -> None:
    assert points(Log(lo=1.0, hi=100.0), 0, -5) == [0, 0]


@pytest.mark.parametrize("utility", [Linear(lo=3.0, hi=3.0), Log(lo=3.0, hi=3.0)])
def test_bounds_that_coincide_give_everybody_fifty(utility: Linear | Log) -> None:
    assert utility.flat
    assert points(utility, -1, 3, 7) == [50, 50, 50]


def test_percentile_shares_the_mean_rank_among_ties() -> None:
    # Ranks 0, 1.5, 1.5, 3 of 3.
    assert points(Percentile(), 1, 5, 5, 9) == pytest.approx([0, 50, 50, 100])
    assert points(Percentile(more_is_better=False), 1, 5, 5, 9) == pytest.approx([100, 50, 50, 0])


def test_percentile_of_a_single_account_is_the_middle() -> None:
    assert points(Percentile(), 7) == [50]
    assert points(Percentile(), NAN, 7)[1] == 50
    assert np.isnan(points(Percentile(), NAN)).all()


def test_steps_give_the_points_of_the_highest_threshold_reached() -> None:
    steps = Steps(thresholds=(10.0, 20.0), points_from=(40.0, 90.0), below=5.0)
    assert points(steps, 9, 10, 19.99, 20, 99) == [5, 40, 40, 90, 90]


def test_levels_turn_a_judgement_from_one_to_five_into_quarters() -> None:
    assert points(Levels(), 1, 2, 3.5, 5) == [0, 25, 62.5, 100]


def test_target_falls_to_nothing_one_tolerance_away() -> None:
    assert points(Target(at=10.0, tolerance=4.0), 10, 8, 14, 20) == [100, 50, 0, 0]


@pytest.mark.parametrize(
    "utility",
    [
        Linear(lo=0.0, hi=1.0),
        Linear(lo=1.0, hi=1.0),
        Log(lo=1.0, hi=9.0),
        Percentile(),
        Steps(thresholds=(1.0,), points_from=(50.0,)),
        Levels(),
        Target(at=1.0, tolerance=1.0),
    ],
)
def test_what_is_missing_stays_missing(utility: Linear | Log | Percentile | Steps | Levels | Target) -> None:
    assert np.isnan(utility.points(np.array([NAN, 1.0]))).tolist() == [True, False]


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=30), st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_points_lie_between_nothing_and_a_hundred_and_never_fall_with_the_value(
    values: list[float], lo: float, width: float
) -> None:
    rising = np.sort(np.array(values))
    for utility in (Linear(lo=lo, hi=lo + width), Log(lo=abs(lo) + 1, hi=abs(lo) + 1 + width), Percentile()):
        found = utility.points(rising)
        assert ((found >= 0) & (found <= 100)).all()
        assert (np.diff(found) >= -1e-9).all()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (Linear, {"lo": 1.0}),
        (Linear, {"lo": 1.0, "hi": float("inf")}),
        (Log, {"lo": 0.0, "hi": 5.0}),
        (Log, {"lo": 1.0, "hi": -5.0}),
        (Steps, {"thresholds": (1.0, 2.0), "points_from": (50.0,)}),
        (Steps, {"thresholds": (2.0, 1.0), "points_from": (50.0, 60.0)}),
        (Steps, {"thresholds": (1.0,), "points_from": (150.0,)}),
        (Levels, {"points_at": (0.0,)}),
        (Target, {"at": 1.0, "tolerance": 0.0}),
        (Percentile, {"surprise": 1}),
    ],
)
def test_a_utility_that_does_not_hold_is_refused_when_it_is_built(kind: type, content: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        kind(**content)


def test_open_bounds_are_seen_and_cannot_score() -> None:
    assert Linear().unbounded
    assert not Percentile().unbounded
    assert not Percentile().flat
    assert Steps().unbounded
    with pytest.raises(ValueError, match="not been proposed"):
        Linear().points(np.array([1.0]))


def test_beyond_the_values_that_are_sorted_percentiles_are_as_near_as_they_say() -> None:
    values = np.random.default_rng(2).lognormal(8, 1.5, 50_000).round(2)
    values[::9] = NAN
    for more in (True, False):
        exact, none = Percentile(more_is_better=more).ranked(values)
        near, error = Percentile(more_is_better=more).ranked(values, exact_up_to=1_000)
        assert none == 0
        assert 0 < error <= 1e-4
        assert np.isnan(near).tolist() == np.isnan(values).tolist()
        assert np.nanmax(np.abs(near - exact)) / 100 <= error + 1e-12
