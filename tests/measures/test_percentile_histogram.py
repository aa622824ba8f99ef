"""Ranks from bins: what adds up, what is exact, and how far off the rest can be."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam_core.measures.percentile_histogram import (
    MAX_ERROR,
    PercentileHistogram,
    fine_histogram,
    histogram,
    merge_histograms,
)

ANY = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, -0.0, 1.0, 1.0 + 2**-30, -1.0])
NARROW = {
    "lognormal": lambda chance, n: chance.lognormal(8, 1.5, n),
    "normal about zero": lambda chance, n: chance.normal(0, 3, n),
    "a share": lambda chance, n: chance.random(n),
    "exponential": lambda chance, n: chance.exponential(1e-6, n),
    "Pareto": lambda chance, n: chance.pareto(1.1, n) * 1e5,
}


def same(one: PercentileHistogram, other: PercentileHistogram) -> bool:
    parts = ("keys", "counts", "low", "high")
    return one.shift == other.shift and all(
        getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in parts
    )


def plain_mean_ranks(values: np.ndarray) -> np.ndarray:
    """Mean ranks 0–100 by their definition: those below, and half of the other equals."""
    ladder = np.sort(values)
    below, upto = np.searchsorted(ladder, values, "left"), np.searchsorted(ladder, values, "right")
    return (below + (upto - below - 1) / 2) / (len(values) - 1) * 100


@given(st.lists(ANY, max_size=60), st.integers(0, 2**32 - 1), st.sampled_from([0, 20, 38, 50]))
def test_eight_parts_in_any_order_add_up_to_the_whole_to_the_bit(values: list[float], seed: int, shift: int) -> None:
    everybody = np.array(values, dtype=np.float64)
    chance = np.random.default_rng(seed)
    part_of = chance.integers(0, 8, len(everybody))
    parts = [histogram(everybody[part_of == part], shift) for part in chance.permutation(8)]
    assert same(merge_histograms(*parts), histogram(everybody, shift))
    left = merge_histograms(merge_histograms(*parts[:3]), merge_histograms(*parts[3:]))
    assert same(left, histogram(everybody, shift))


def test_eight_parts_of_a_million_add_up_to_the_whole() -> None:
    values = np.random.default_rng(3).lognormal(8, 2, 1_000_000)
    assert same(merge_histograms(*(histogram(part) for part in np.array_split(values, 8))), histogram(values))


@pytest.mark.parametrize("name", NARROW)
def test_no_rank_is_further_off_than_the_bound_and_the_bound_is_a_ten_thousandth(name: str) -> None:
    values = NARROW[name](np.random.default_rng(5), 300_000)
    counted = histogram(values)
    off = np.abs(counted.mean_ranks(values) - plain_mean_ranks(values)).max() / 100
    assert off <= counted.error_bound + 1e-15
    assert 0 < counted.error_bound <= MAX_ERROR


@given(st.lists(st.sampled_from([-7.5, -0.0, 0.0, 1.0, 3.25, 1e9]), min_size=2, max_size=40))
def test_ties_share_their_exact_rank(values: list[float]) -> None:
    given_values = np.array(values)
    counted = histogram(given_values)
    assert counted.error_bound == 0
    assert counted.mean_ranks(given_values) == pytest.approx(plain_mean_ranks(given_values), abs=1e-12)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40), st.sampled_from([30, 38, 48]))
def test_the_bound_holds_for_any_values_and_any_width_of_bins(values: list[float], shift: int) -> None:
    given_values = np.array(values)
    counted = histogram(given_values, shift)
    off = np.abs(counted.mean_ranks(given_values) - plain_mean_ranks(given_values)) / 100
    assert off.max() <= counted.error_bound + 1e-12


def test_three_values_by_hand() -> None:
    # Ranks 0, 1, 2 of 2.
    assert histogram(np.array([5.0, -1.0, 9.0])).mean_ranks(np.array([-1.0, 5.0, 9.0, np.nan]))[:3].tolist() == [
        0,
        50,
        100,
    ]
    # Ranks 0, 1.5, 1.5, 3 of 3.
    assert histogram(np.array([1.0, 5, 5, 9])).mean_ranks(np.array([1.0, 5, 9])).tolist() == [0, 50, 100]


def test_a_single_value_is_in_the_middle_and_what_is_missing_stays_missing() -> None:
    counted = histogram(np.array([7.0, np.nan]))
    assert counted.size == 1
    assert counted.mean_ranks(np.array([7.0]))[0] == 50
    assert np.isnan(counted.mean_ranks(np.array([np.nan]))[0])


def test_values_that_lie_close_together_are_counted_in_finer_bins() -> None:
    values = 1.0 + np.random.default_rng(9).random(200_000) * 1e-4
    assert histogram(values).error_bound > MAX_ERROR
    fine = fine_histogram(values)
    assert fine.error_bound <= MAX_ERROR
    assert np.abs(fine.mean_ranks(values) - plain_mean_ranks(values)).max() / 100 <= fine.error_bound + 1e-12


def test_wider_bins_are_those_that_counting_in_them_would_have_given() -> None:
    values = np.random.default_rng(11).normal(0, 1, 10_000)
    assert same(histogram(values, 30).coarser(44), histogram(values, 44))
    assert same(merge_histograms(histogram(values[:4000], 30), histogram(values[4000:], 44)), histogram(values, 44))
    with pytest.raises(ValueError, match="cannot be told apart"):
        histogram(values, 44).coarser(30)


def test_money_in_integers_is_counted_like_the_same_money_in_doubles_and_not_beyond_their_digits() -> None:
    money = np.array([3, -5, 2**53, 0], dtype=np.int64)
    assert same(histogram(money), histogram(money.astype(np.float64)))
    with pytest.raises(ValueError, match="not exact"):
        histogram(np.array([2**53 + 1]))


def test_a_table_in_any_order_and_in_parts_gives_the_histogram_back() -> None:
    values = np.random.default_rng(13).lognormal(3, 1, 5_000)
    whole = histogram(values)
    table = pl.concat([histogram(values[::2]).frame("revenue"), histogram(values[1::2]).frame("revenue"),
                       histogram(values * 7).frame("margin")]).sample(fraction=1.0, shuffle=True, seed=1)  # fmt: skip
    assert same(PercentileHistogram.from_frame(table, "revenue"), whole)
    assert PercentileHistogram.from_frame(table, "growth").size == 0
    wrong = (pl.lit(-1).alias("count"), (pl.col("low") + 1e6).alias("high"), pl.lit(39).alias("shift"),
             pl.lit(None, pl.Float64).alias("low"))  # fmt: skip
    for column in wrong:
        with pytest.raises(ValueError, match="damaged"):
            PercentileHistogram.from_frame(whole.frame("revenue").with_columns(column), "revenue")
