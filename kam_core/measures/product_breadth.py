"""Product breadth: distinct products that an account buys in the window."""

from __future__ import annotations

import polars as pl

from kam_core.measures.account_totals import Ledger
from kam_core.vocabulary.dataset import Dataset


def product_breadth(dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """`product_breadth` = distinct products in the window; null where the data name no products.

    Distinct products of months cannot be added, so cubes do not store them: null for lines on disk.
    """
    lines = dataset.lines
    if not lines["product"].is_not_null().any():
        return ledger.accounts.with_columns(pl.lit(None, pl.Int64).alias("product_breadth"))
    products = (
        lines.filter(ledger.in_window & pl.col("product").is_not_null() & (pl.col("day") <= ledger.view.as_of_day))
        .select("account", "product")
        .unique()
        .group_by("account")
        .agg(pl.len().cast(pl.Int64).alias("product_breadth"))
    )
    return ledger.accounts.join(products, on="account", how="left", maintain_order="left").with_columns(
        pl.col("product_breadth").fill_null(0)
    )
