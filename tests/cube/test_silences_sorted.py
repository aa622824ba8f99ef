"""Silences found by one sort are those of the definition."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.engines.engine import engine_of
from kam_core.measures.roll_up import silences
from kam_core.measures.silences_sorted import silences_sorted


def drawn(accounts: list[int], seed: int) -> pl.DataFrame:
    """Cells of some of ten years' months, in no order; in some of them nothing was bought."""
    draw = np.random.default_rng(seed)
    pairs = [(account, month) for account in accounts for month in range(120) if draw.random() < 0.1]
    months = np.array([month for _, month in pairs], dtype=np.int64)
    first = months * 31 + draw.integers(0, 15, len(pairs))
    orders = draw.integers(0, 3, len(pairs))
    frame = pl.DataFrame(
        {
            "account": pl.Series([account for account, _ in pairs], dtype=pl.Int64),
            "month": months,
            "orders": orders,
            "first_day": first,
            "last_day": first + draw.integers(0, 15, len(pairs)),
        }
    )
    bought = pl.col("orders") > 0
    ends = [pl.when(bought).then(name).alias(name) for name in ("first_day", "last_day")]
    return frame.with_columns(ends).sample(fraction=1.0, shuffle=True, seed=seed)


@pytest.mark.parametrize("accounts", [[], [4], list(range(40)), [-(2**63), -1, 0, 7, 2**63 - 1]])
def test_one_sort_finds_the_silences_of_the_definition(accounts: list[int]) -> None:
    working = engine_of("polars")
    for seed in range(5):
        cells = drawn(accounts, seed)
        wanted = working.collect(silences(working.of(cells))).sort("account", "silence_days")
        assert_frame_equal(silences_sorted(cells), wanted, check_exact=True)
        assert len(accounts) < 2 or wanted.height, "there is something to find"


def test_more_than_a_year_between_two_purchases_is_a_silence() -> None:
    """By hand: 366 days for account 1, 365 for account 2, and account 3 only gave something back in between."""
    cells = pl.DataFrame(
        {
            "account": [2, 1, 3, 2, 1, 3, 3],
            "orders": [1, 1, 1, 1, 1, 0, 1],
            "first_day": [100, 100, 10, 470, 471, None, 900],
            "last_day": [105, 105, 20, 480, 480, None, 900],
        }
    )
    assert silences_sorted(cells).rows() == [(1, 366), (3, 880)]
