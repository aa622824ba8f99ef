"""Purchases that are overdue: accounts silent for longer than their own usual gap between purchases."""

from __future__ import annotations

import polars as pl

from kam_core.measures.lifecycle.next_purchase import purchase_due_day
from kam_core.measures.money_at_stake import stake
from kam_core.vocabulary.calendar import EPOCH


def overdue_purchases(accounts: pl.DataFrame, as_of_day: int) -> pl.DataFrame:
    """`account`, `account_id`, `tier`, `name`, `owner`, `last_purchase`, `purchase_due` (days), `days_late`,
    `gap_days`, `stake` (ten-thousandths): living accounts whose next purchase was due before the as-of date.

    accounts: the portfolio frame. Due is `purchase_due_day`. Ended accounts are lost, not late; accounts with fewer
    than three days of purchases have no usual gap. The most money at stake first.
    """
    late = as_of_day - purchase_due_day(as_of_day)
    last = as_of_day - pl.col("recency_days")
    return (
        accounts.filter(late > 0)
        .with_columns(stake(), last.alias("last_day"), late.alias("days_late"))
        .sort("stake", "account", descending=[True, False])
        .select(
            "account", "account_id", "tier", "name", "owner",
            _date(pl.col("last_day")).alias("last_purchase"),
            _date(pl.lit(as_of_day) - pl.col("days_late")).alias("purchase_due"),
            "days_late", "gap_days", "stake",
        )
    )  # fmt: skip


def _date(day: pl.Expr) -> pl.Expr:
    """The calendar date of a day number."""
    return pl.lit(EPOCH) + pl.duration(days=day)
