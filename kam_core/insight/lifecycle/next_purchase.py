"""Expected next purchase: the last one and the account's own usual gap."""

from __future__ import annotations

import polars as pl

from kam_core.measures.lifecycle.next_purchase import purchase_due_day
from kam_core.measures.money_at_stake import stake
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import EPOCH


def next_purchase_due(view: View) -> pl.Expr:
    """The day on which the next purchase is due by the account's own rhythm: last purchase + usual gap.

    Null without a usual gap (fewer than three purchase days), for prospects and for ended accounts.
    """
    return purchase_due_day(view.as_of_day).cast(pl.Int32).cast(pl.Date).alias("next_purchase_due")


def overdue_purchases(accounts: pl.DataFrame, view: View) -> pl.DataFrame:
    """The accounts whose next purchase was due before the as-of date, the most money at stake first.

    `days_late` counts to the as-of date; money in ten-thousandths.
    """
    return (
        accounts.with_columns(next_purchase_due(view), stake())
        .filter(pl.col("next_purchase_due") < view.as_of)
        .with_columns((view.as_of_day - _day("next_purchase_due")).alias("days_late"))
        .sort("stake", "account", descending=[True, False])
        .select(
            "account_id", "name", "tier", "stage", "next_purchase_due", "days_late", "gap_days", "stake", "owner"
        )
    )  # fmt: skip


def _day(name: str) -> pl.Expr:
    return (pl.col(name) - pl.lit(EPOCH, dtype=pl.Date)).dt.total_days()
