"""Quantities sold: what each account bought of each product per month, from the order lines that state a quantity."""

from __future__ import annotations

import polars as pl

from kam_core.intake.joining.accounts import Accounts
from kam_core.vocabulary.dataset import SOLD_QUANTITIES


def sold_quantities(lines: pl.DataFrame, accounts: Accounts, products: pl.DataFrame) -> pl.DataFrame | None:
    """`SOLD_QUANTITIES` of typed lines (`account`, `date`, `product`, `quantity`, `amount`); None where no line with an
    account and a product states a quantity.

    A returned quantity is negative, whether the file has the minus there or in the amount alone. An amount without a
    quantity, and a quantity without an amount, tell no price: they are not in it.
    """
    stated = lines.filter(
        pl.col("account").is_not_null()
        & pl.col("product").is_not_null()
        & (pl.col("quantity").fill_null(0) != 0)
        & (pl.col("amount") != 0)
    )
    if stated.is_empty():
        return None
    date = pl.col("date").cast(pl.Int32).cast(pl.Date)
    codes = products.select(pl.col("product").alias("product_code"), "product_id")
    signed = pl.when(pl.col("amount") < 0).then(-pl.col("quantity").abs()).otherwise("quantity")
    return (
        stated.with_columns(accounts.encode(stated["account"]))
        .filter(pl.col("account").is_not_null())
        .join(codes, left_on="product", right_on="product_id", how="inner")
        .with_columns(month=date.dt.year().cast(pl.Int64) * 12 + date.dt.month().cast(pl.Int64) - 1, signed=signed)
        .group_by("account", "product_code", "month")
        .agg(pl.col("signed").sum().alias("quantity"), pl.col("amount").sum())
        .rename({"product_code": "product"})
        .select(pl.col(name).cast(dtype) for name, dtype in SOLD_QUANTITIES.items())
        .sort("account", "product", "month")
    )
