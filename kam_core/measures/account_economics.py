"""Account economics: cost to serve, return, referral value and future needs."""

from __future__ import annotations

import polars as pl

from kam_core.measures.account_totals import Ledger
from kam_core.vocabulary.dataset import Dataset

NOT_SERVICE = ("win", "discount")
"""Costs that are no cost to serve: winning happens once, a discount is in the margin already."""
SECOND_LEVEL = 0.5
HORIZON_WEIGHTS = {"short": 1.0, "medium": 0.6, "long": 0.3}


def serves(columns: list[str]) -> pl.Expr:
    """Whether a row of the costs is cost to serve; one without a kind is."""
    return ~pl.col("kind").is_in(NOT_SERVICE).fill_null(False) if "kind" in columns else pl.lit(True)


def costs(dataset: Dataset, ledger: Ledger, margins: pl.DataFrame) -> pl.DataFrame:
    """`account_cost` and `cost_to_serve`, the part of it that is not the cost of winning (ten-thousandths, in the
    window), and `return_on_account` = (margin − cost) / cost, null at 0."""
    table = dataset.tables.get("account_costs")
    if table is None:
        return ledger.accounts.with_columns(
            pl.lit(None, pl.Int64).alias("account_cost"),
            pl.lit(None, pl.Int64).alias("cost_to_serve"),
            pl.lit(None, pl.Float64).alias("return_on_account"),
        )
    spent = (
        table.with_columns(_month_of(pl.col("date")).alias("month"))
        .filter(ledger.in_window & (pl.col("date") <= ledger.view.as_of_day))
        # Amounts are as invoiced: a discount is deducted already and would count twice.
        .filter(pl.col("kind").ne_missing("discount") if "kind" in table.columns else pl.lit(True))
        .group_by("account")
        .agg(
            pl.col("amount").sum().alias("account_cost"),
            pl.col("amount").filter(serves(table.columns)).sum().alias("cost_to_serve"),
        )
    )
    cost = pl.col("account_cost").cast(pl.Float64)
    return (
        margins.select("account", "margin")
        .join(spent, on="account", how="left", maintain_order="left")
        .with_columns(pl.col("account_cost", "cost_to_serve").fill_null(0))
        .select(
            "account",
            "account_cost",
            "cost_to_serve",
            pl.when(cost > 0).then((pl.col("margin") - cost) / cost).alias("return_on_account"),
        )
    )


def referral_value(dataset: Dataset, ledger: Ledger, margins: pl.DataFrame) -> pl.DataFrame:
    """`referral_value` = Σ margin of the accounts it referred + ½ × those that they referred (ten-thousandths).

    Null for all accounts where none was referred or margins are unknown.
    """
    referred = dataset.accounts.select("account", "referred_by").filter(pl.col("referred_by").is_not_null())
    first = (
        referred.join(margins.select("account", "margin"), on="account", how="inner")
        .filter(pl.col("margin").is_not_null())
        .sort("account")
    )
    if first.is_empty():
        return ledger.accounts.with_columns(pl.lit(None, pl.Int64).alias("referral_value"))
    direct = first.group_by("referred_by").agg(pl.col("margin").sum().alias("direct"))
    second = (
        first.join(referred.rename({"account": "referred_by", "referred_by": "grand"}), on="referred_by", how="inner")
        .group_by("grand")
        .agg(pl.col("margin").sum().alias("second"))
    )
    return (
        ledger.accounts.join(direct, left_on="account", right_on="referred_by", how="left", maintain_order="left")
        .join(second, left_on="account", right_on="grand", how="left", maintain_order="left")
        .select(
            "account",
            (pl.col("direct").fill_null(0) + SECOND_LEVEL * pl.col("second").fill_null(0))
            .round()
            .cast(pl.Int64)
            .alias("referral_value"),
        )
    )


def needs(dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """`needs` = Σ value × probability × 1 / 0.6 / 0.3 for short / medium / long horizons (ten-thousandths)."""
    table = dataset.tables.get("needs")
    if table is None:
        return ledger.accounts.with_columns(pl.lit(None, pl.Int64).alias("needs"))
    weight = pl.col("horizon").replace_strict(HORIZON_WEIGHTS, default=None, return_dtype=pl.Float64)
    sums = (
        table.with_columns((pl.col("value") * pl.col("probability") * weight).alias("weighted"))
        .filter(pl.col("weighted").is_not_null())
        .sort("account")
        .group_by("account", maintain_order=True)
        .agg(pl.col("weighted").round().cast(pl.Int64).sum().alias("needs"))
    )
    return ledger.accounts.join(sums, on="account", how="left", maintain_order="left")


def _month_of(day: pl.Expr) -> pl.Expr:
    date = day.cast(pl.Int32).cast(pl.Date)
    return date.dt.year().cast(pl.Int64) * 12 + date.dt.month().cast(pl.Int64) - 1
