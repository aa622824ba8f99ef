"""Share of revenue of the largest accounts: dependence in short."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.message import Message, Share, ShownFigure

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


def top_shares_sentence(largest: LargestAccounts) -> Message:
    """The shares of the largest customers, and how many bring a tenth or more."""
    shares = (largest.top1, largest.top5, largest.top10)
    named = {
        f"top{top}": ShownFigure(f"top{top}_share", "active", None if share is None else Share(share))
        for top, share in zip(TOPS, shares, strict=True)
    }
    first = Message(
        "The largest customer brings {top1} of revenue, the five largest {top5}, the ten largest {top10}.", **named
    )
    if not largest.major:
        return Message("{first} {then}", first=first, then=Message("None brings 10% or more."))
    major = ShownFigure("major_customers", "active", largest.major)
    then = Message("{count} customer brings 10% or more.", "{count} customers bring 10% or more.", "count", count=major)
    return Message("{first} {then}", first=first, then=then)
