"""Margin and discount of the window."""

from __future__ import annotations

import polars as pl

from kam_core.measures.ledger import Ledger


def margin(ledger: Ledger) -> pl.DataFrame:
    """`margin`, `costed_revenue` (ten-thousandths), `margin_rate` and `discount_rate` (ratios) of the window.

    A line without a known margin is no zero: the margin is the sum over the lines that know it, and both
    rates divide by the amount of the same lines. Null where no line of the window knows it.
    """
    lines = ledger.lines.filter(ledger.in_window)
    costed = pl.col("margin").is_not_null()
    listed = pl.col("list_amount").is_not_null()
    sums = lines.group_by("account").agg(
        pl.when(costed.any()).then(pl.col("margin").sum()).alias("margin"),
        pl.col("amount").filter(costed).sum().alias("costed_amount"),
        pl.col("list_amount").sum().alias("list_amount"),
        pl.col("amount").filter(listed).sum().alias("listed_amount"),
        pl.len().alias("lines"),
    )
    # With margins in the data, an account without lines earned nothing: that is known, not missing.
    idle_margin = 0 if ledger.lines["margin"].is_not_null().any() else None
    return ledger.accounts.join(sums, on="account", how="left", maintain_order="left").select(
        "account",
        pl.when(pl.col("lines").is_null())
        .then(pl.lit(idle_margin, pl.Int64))
        .otherwise(pl.col("margin"))
        .alias("margin"),
        pl.col("costed_amount").fill_null(0).alias("costed_revenue"),
        pl.when(pl.col("costed_amount") > 0)
        .then(pl.col("margin") / pl.col("costed_amount").cast(pl.Float64))
        .alias("margin_rate"),
        pl.when(pl.col("list_amount") > 0)
        .then(1.0 - pl.col("listed_amount") / pl.col("list_amount").cast(pl.Float64))
        .alias("discount_rate"),
    )
