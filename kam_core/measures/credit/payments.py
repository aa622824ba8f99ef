"""Payments of accounts up to a date: what was collected, and what came after its due day."""

from __future__ import annotations

import polars as pl

from kam_core.measures.monthly_targets import month_of
from kam_core.vocabulary.optional_columns import with_optional

COLLECTED = {"account": pl.Int64, "month": pl.Int64, "collected": pl.Int64}
LATE = {"account": pl.Int64, "late_payments": pl.Int64, "late_paid": pl.Int64, "last_days_late": pl.Int64}


def payments_to(payments: pl.DataFrame | None, as_of_day: int) -> pl.DataFrame | None:
    """The payments with an account up to a day number; None where there are none at all, so that nothing is known."""
    if payments is None or payments.is_empty():
        return None
    return payments.filter(pl.col("account").is_not_null() & (pl.col("date") <= as_of_day))


def collected_by_month(payments: pl.DataFrame | None, as_of_day: int) -> pl.DataFrame:
    """`account`, `month` (month number), `collected` (ten-thousandths) of the payments up to a day number."""
    paid = payments_to(payments, as_of_day)
    if paid is None:
        return pl.DataFrame(schema=COLLECTED)
    return (
        paid.group_by("account", month_of("date").alias("month"))
        .agg(pl.col("amount").sum().alias("collected"))
        .sort("account", "month")
    )


def late_payments(payments: pl.DataFrame | None, as_of_day: int) -> pl.DataFrame:
    """`account`, `late_payments` (number), `late_paid` (ten-thousandths) and `last_days_late` (days of the latest one).

    Of accounts with a payment after its due day; a payment without a due day counts as neither late nor in time.
    """
    paid = payments_to(payments, as_of_day)
    if paid is None:
        return pl.DataFrame(schema=LATE)
    late = with_optional(paid, {"due": pl.Int64}).filter(pl.col("date") > pl.col("due"))
    return (
        late.sort("account", "date", "due", "amount")
        .group_by("account")
        .agg(
            pl.len().cast(pl.Int64).alias("late_payments"),
            pl.col("amount").sum().alias("late_paid"),
            (pl.col("date") - pl.col("due")).last().alias("last_days_late"),
        )
        .sort("account")
    )
