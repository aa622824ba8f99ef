"""Drift of scores: accounts whose score or tier fell within three months under the same model and bounds."""

from __future__ import annotations

import datetime

import polars as pl

from kam_core.vocabulary.enums import TIERS

MONTHS = 3
LEAST_FALL = 10.0
"""Points (0–100) from which a fall of the score is a reason."""
COLUMNS = {"account": pl.Int64, "score_then": pl.Float64, "tier_then": pl.String, "drift_since": pl.Date}
NO_DRIFT = pl.DataFrame(schema={**COLUMNS, "score_fall": pl.Float64, "tier_fall": pl.Int64})


def score_drift(now: pl.DataFrame, then: pl.DataFrame, since: datetime.date) -> pl.DataFrame:
    """The accounts that fell: `account`, `score_then`, `tier_then`, `drift_since`, `score_fall` (points, negative for
    a rise) and `tier_fall` (tiers).

    now, then: `account`, `score`, `tier` of both dates under one model with the same bounds, without hysteresis: a tier
    that was only kept for a while is no fall. Accounts unknown, without a score or without a tier at the earlier date
    are left out; without a tier now is below C.
    """
    before = then.select(
        "account", pl.col("score").alias("score_then"), pl.col("tier").cast(pl.String).alias("tier_then")
    ).filter(pl.col("score_then").is_not_null() & pl.col("tier_then").is_not_null())
    compared = now.select("account", "score", pl.col("tier").cast(pl.String)).join(before, on="account", how="inner")
    return (
        compared.with_columns(
            (pl.col("score_then") - pl.col("score")).alias("score_fall"),
            (tier_height("tier") - tier_height("tier_then")).alias("tier_fall"),
            pl.lit(since).alias("drift_since"),
        )
        .filter((pl.col("score_fall") >= LEAST_FALL - 1e-9) | (pl.col("tier_fall") > 0))
        .select(NO_DRIFT.columns)
        .sort("account")
    )


def tier_height(tier: str) -> pl.Expr:
    """0 for S; an account without a tier is below C."""
    return pl.col(tier).cast(pl.String).replace_strict(
        {one: place for place, one in enumerate(TIERS)}, default=len(TIERS), return_dtype=pl.Int64
    )  # fmt: skip
