"""Share of revenue of the largest accounts: dependence in short."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

TOPS = (1, 5, 10)
MAJOR = 0.10
"""A customer that brings this share of revenue or more is reported by itself (IFRS 8.34)."""


@dataclass(frozen=True)
class LargestAccounts:
    """top1, top5, top10: share of the largest active customers in all positive revenue (0–1; None without any); major:
    customers with at least `MAJOR` of it.
    """

    top1: float | None
    top5: float | None
    top10: float | None
    major: int


def largest_accounts(accounts: pl.DataFrame) -> LargestAccounts:
    """From the `revenue` of each account."""
    revenue = accounts.filter(pl.col("revenue") > 0)["revenue"].sort(descending=True)
    whole = int(revenue.sum())
    if not whole:
        return LargestAccounts(None, None, None, 0)
    first, five, ten = (int(revenue.head(count).sum()) / whole for count in TOPS)
    # In whole numbers: 0.1 is not exactly a tenth.
    return LargestAccounts(first, five, ten, int((revenue >= -(-whole // 10)).sum()))
