"""How long accounts of a tier stay, by hand."""

from __future__ import annotations

import polars as pl
import pytest

from kam_core.insight.retention.tenure_survival import tenure_survival


def test_an_ended_account_left_at_its_last_purchase_and_counts_for_the_tier_that_it_had() -> None:
    """Five S accounts a year ago: one bought for 366 days and ended, four are there after 1,500 days: 4 of 5 stay. Its
    tier now is C, which has two accounts, too few for a curve."""
    now = pl.DataFrame(
        {
            "account": [1, 2, 3, 4, 5, 6],
            "tier": ["C", "S", "S", "S", "S", "C"],
            "stage": ["ended", "mature", "mature", "mature", "mature", "cooling"],
            "tenure_days": [1500, 1500, 1500, 1500, 1500, 100],
            "recency_days": [1134, 5, 5, 5, 5, 80],
        }
    )
    then = pl.DataFrame({"account": [1, 2, 3, 4, 5], "tier": ["S"] * 5})
    curves = tenure_survival(now, then)
    assert list(curves) == ["S"]
    assert curves["S"].select("duration", "at_risk", "left").rows() == [(12, 5, 1), (49, 4, 0)]
    assert curves["S"]["survival"].to_list() == pytest.approx([0.8, 0.8])
