"""Money at stake (domain: retention)."""

import polars as pl
import pytest

from kam_core.measures.money_at_stake import stake


@pytest.mark.parametrize(
    ("revenue", "before", "expected"), [(100, 90, 100), (10, 90, 90), (0, 0, 0), (-50, -20, 0), (-50, 70, 70)]
)
def test_the_larger_window_is_at_stake_and_never_less_than_nothing(revenue: int, before: int, expected: int) -> None:
    frame = pl.DataFrame({"revenue": [revenue], "revenue_prior": [before]})
    assert frame.select(stake()).item() == expected
