"""Shares of a total: the base is the sum of the positive amounts, so that no share exceeds 100 %.

Credits that outweigh purchases make an account negative; it is no part of the total and is named beside it.
"""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.message import Message, Money


def positive(measure: str) -> pl.Expr:
    """The amount where it is above 0, else 0; null stays null."""
    return pl.col(measure).clip(lower_bound=0)


def positive_sum(accounts: pl.DataFrame, measure: str) -> int:
    """Sum of the positive amounts of whole-number money, one amount per account."""
    return int(accounts.select(positive(measure).sum()).item())


def share_of(part: int, whole: int) -> float | None:
    """Ratio of two sums of positive amounts (0–1); None where nothing is positive."""
    return part / whole if whole > 0 else None


def negative_note(who: Message, below: int, net: int) -> Message:
    """Note beside shares: `who` is below zero, their sum and the net total (ten-thousandths)."""
    return Message(
        "Not included in shares: {who} below zero ({below}); net total {net}.",
        who=who, below=Money(below), net=Money(net),
    )  # fmt: skip


def negative_accounts_note(accounts: pl.DataFrame, measure: str = "revenue") -> Message | None:
    """The note for the accounts of a frame; None where none is below zero."""
    below = accounts.filter(pl.col(measure) < 0)[measure]
    if not len(below):
        return None
    who = Message("{count} account", "{count} accounts", "count", count=len(below))
    return negative_note(who, int(below.sum()), int(accounts[measure].sum()))
