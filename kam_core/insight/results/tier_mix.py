"""Tier mix: how many of the active customers are in each tier, and what they bring."""

from __future__ import annotations

import polars as pl

from kam_core.measures.share_of_total import positive_sum
from kam_core.vocabulary.enums import TIER, TIERS


def tier_mix(accounts: pl.DataFrame) -> pl.DataFrame:
    """`tier`, `accounts`, `accounts_share`, `revenue`, `revenue_share` of the active customers, S first.

    Active are those with revenue above 0, so the revenue of the tiers adds up to all positive revenue and no share
    (0–1) exceeds 1. Tiers without accounts have 0.
    """
    active = accounts.filter(pl.col("revenue") > 0)
    whole = positive_sum(active, "revenue") or 1
    counts = active.group_by("tier").agg(pl.len().cast(pl.Int64).alias("accounts"), pl.col("revenue").sum())
    return (
        pl.DataFrame({"tier": pl.Series(TIERS, dtype=TIER)})
        .join(counts, on="tier", how="left", maintain_order="left")
        .with_columns(pl.col("accounts", "revenue").fill_null(0))
        .select(
            "tier",
            "accounts",
            (pl.col("accounts") / max(1, active.height)).alias("accounts_share"),
            "revenue",
            (pl.col("revenue") / whole).alias("revenue_share"),
        )
    )
