"""Book of accounts by tier: how many, and their revenue."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.enums import TIER, TIERS


def tier_book(accounts: pl.DataFrame) -> pl.DataFrame:
    """`tier`, `accounts`, `revenue` (ten-thousandths, net) of all accounts, S first; tiers without accounts have 0.

    Accounts without a tier are a last row with a null tier, where there are any: the rows add up to the book.
    """
    counts = accounts.group_by(pl.col("tier").cast(TIER)).agg(
        pl.len().cast(pl.Int64).alias("accounts"), pl.col("revenue").sum()
    )
    tiers = [*TIERS, *([None] if counts["tier"].null_count() else [])]
    return (
        pl.DataFrame({"tier": pl.Series(tiers, dtype=TIER)})
        .join(counts, on="tier", how="left", maintain_order="left", nulls_equal=True)
        .with_columns(pl.col("accounts", "revenue").fill_null(0))
    )
