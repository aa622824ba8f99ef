"""Open balance of accounts: as their list gives it, else what they bought minus what they paid."""

from __future__ import annotations

import polars as pl

from kam_core.measures.credit.payments import payments_to


def with_open_balance(frame: pl.DataFrame, payments: pl.DataFrame | None, as_of_day: int) -> pl.DataFrame:
    """Fill `open_balance` (ten-thousandths) where it is null: Σ amounts − Σ payments up to the as-of day.

    frame: `account`, `open_balance`, `revenue_total`, one row per account. It stays null where no payment of any
    account is known: what nobody recorded is not unpaid.
    """
    paid = payments_to(payments, as_of_day)
    if paid is None:
        return frame
    by_account = paid.group_by("account").agg(pl.col("amount").sum().alias("paid"))
    computed = pl.col("revenue_total").fill_null(0) - pl.col("paid").fill_null(0)
    return (
        frame.join(by_account, on="account", how="left", maintain_order="left")
        .with_columns(pl.coalesce("open_balance", computed).alias("open_balance"))
        .drop("paid")
    )


def over_limit() -> pl.Expr:
    """`over_limit`: open balance above the credit limit (ten-thousandths), else null; null too without a limit."""
    above = pl.col("open_balance") - pl.col("credit_limit")
    return pl.when(above > 0).then(above).alias("over_limit")
