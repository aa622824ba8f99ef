"""Compute amount, list amount and margin where the file does not state them."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.money import LARGEST_AMOUNT, MONEY_SCALE

SCALE = float(MONEY_SCALE)


def to_ten_thousandths(units: pl.Expr) -> pl.Expr:
    """Convert currency units to ten-thousandths, rounded once; null above the largest possible amount."""
    return pl.when(units.abs() <= LARGEST_AMOUNT).then((units * SCALE).round(0)).cast(pl.Int64)


def computed_amount() -> pl.Expr:
    """quantity × price ÷ price unit × (1 − discount) − discount amount; null where quantity or price is unknown."""
    off = pl.col("discount").fill_null(0.0)
    per = pl.when(pl.col("price_unit") > 0).then("price_unit").otherwise(1.0)
    worth = pl.col("quantity") * pl.col("price") / per * (1.0 - off)
    return to_ten_thousandths(worth) - pl.col("discount_amount").abs().fill_null(0)


def with_amounts(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `amount`, `list_amount` and `margin` (ten-thousandths) as far as known.

    Given columns win. amount as computed_amount has it; list_amount = quantity × list_price, else
    amount / (1 − discount), else amount + discount amount; margin = amount − goods_cost, else amount −
    quantity × unit_cost. A file that states the cost of goods knows which costs it does not know: its lines without
    one have no margin.
    """
    quantity = pl.col("quantity")
    lines = lines.with_columns(pl.coalesce("amount", computed_amount()).alias("amount"))
    share = pl.when((pl.col("discount") > 0) & (pl.col("discount") < 1)).then("discount")
    at_list = to_ten_thousandths(quantity * pl.col("list_price"))
    undone = to_ten_thousandths(pl.col("amount").cast(pl.Float64) / SCALE / (1.0 - share))
    cost = pl.coalesce(
        "goods_cost", pl.when(~pl.col("states_cost")).then(to_ten_thousandths(quantity * pl.col("unit_cost")))
    )
    before = pl.col("amount") + pl.col("discount_amount").abs()
    return lines.with_columns(
        pl.coalesce("list_amount", at_list, undone, before).alias("list_amount"),
        pl.coalesce("margin", pl.col("amount") - cost).alias("margin"),
    )
