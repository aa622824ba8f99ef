"""Revenue of the window, of the window before and ever; growth and share."""

from __future__ import annotations

import polars as pl

from kam_core.measures.ledger import Ledger


def revenue(ledger: Ledger) -> pl.DataFrame:
    """`revenue`, `revenue_prior`, `revenue_total` (ten-thousandths; 0 without lines), `revenue_share` of Σ positive."""
    sums = ledger.lines.group_by("account").agg(
        pl.col("amount").filter(ledger.in_window).sum().alias("revenue"),
        pl.col("amount").filter(ledger.in_prior).sum().alias("revenue_prior"),
        pl.col("amount").sum().alias("revenue_total"),
    )
    known = ledger.accounts.join(sums, on="account", how="left", maintain_order="left").with_columns(
        pl.col("revenue", "revenue_prior", "revenue_total").fill_null(0)
    )
    positive = known.select(pl.col("revenue").clip(lower_bound=0).sum()).item()
    share = pl.col("revenue") / float(positive) if positive else pl.lit(None, pl.Float64)
    return known.with_columns(share.alias("revenue_share"))


def growth(ledger: Ledger, revenues: pl.DataFrame) -> pl.DataFrame:
    """`growth` = (revenue − revenue_prior) / revenue_prior.

    Null where the window before brought nothing, where the first purchase lies in its later half (a
    half-empty base would show growth that is none), and for everybody where the data start inside it.
    """
    start = ledger.view.prior_start()
    if start is None or ledger.data_start > start:
        return revenues.select("account", pl.lit(None, pl.Float64).alias("growth"))
    middle = start + ledger.months / 2
    first = ledger.purchases.group_by("account").agg(pl.col("month").min().alias("first_month"))
    based = (pl.col("revenue_prior") > 0) & (pl.col("first_month") < middle)
    return revenues.join(first, on="account", how="left", maintain_order="left").select(
        "account",
        pl.when(based)
        .then((pl.col("revenue") - pl.col("revenue_prior")) / pl.col("revenue_prior").cast(pl.Float64))
        .alias("growth"),
    )
