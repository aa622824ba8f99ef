"""Wallet share, wallet headroom and overdue credit days."""

from __future__ import annotations

import polars as pl

from kam_core.measures.account_totals import Ledger
from kam_core.vocabulary.dataset import Dataset


def wallet(dataset: Dataset, ledger: Ledger, revenues: pl.DataFrame) -> pl.DataFrame:
    """`wallet_share` (ratio), `wallet_headroom` (ten-thousandths) against the wallet of the window's length,
    and `credit_days_overdue` (days). Null where the wallet is unknown or zero."""
    wallet_of_window = pl.col("wallet") * (ledger.months / 12)
    return (
        revenues.select("account", "revenue")
        .join(
            dataset.accounts.select("account", "wallet", "credit_days_overdue"),
            on="account",
            how="left",
            maintain_order="left",
        )
        .select(
            "account",
            pl.when(pl.col("wallet") > 0).then(pl.col("revenue") / wallet_of_window).alias("wallet_share"),
            pl.when(pl.col("wallet") > 0)
            .then((wallet_of_window - pl.col("revenue")).clip(lower_bound=0).round().cast(pl.Int64))
            .alias("wallet_headroom"),
            "credit_days_overdue",
        )
    )
