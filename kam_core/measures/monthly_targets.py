"""Revenue targets by month for a set of accounts and owners."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.calendar import EPOCH

REVENUE = "revenue"
EMPTY = pl.DataFrame(schema={"month": pl.Int64, "target": pl.Int64})


def monthly_targets(
    targets: pl.DataFrame | None, accounts: pl.DataFrame, owners: Collection[str] | None = None
) -> pl.DataFrame:
    """`month` (month number) and `target` (ten-thousandths) of the months that have a revenue target, in order.

    targets: the table of that name, or None; rows of another measure are left out, rows without a measure are revenue.
    accounts: `account`, `owner` of the accounts that count. owners: folded names of the owners that count; None: all.
    A target of an account does not count where its owner has one for the same month: it is a part of that one.
    """
    if targets is None or targets.is_empty():
        return EMPTY
    revenue = targets.filter(pl.col("measure").cast(pl.String).fill_null(REVENUE) == REVENUE).select(
        "account", pl.col("owner").alias("named"), _month().alias("month"), "amount"
    )
    by_owner = _folded(revenue.filter(pl.col("account").is_null()), "named")
    if owners is not None:
        by_owner = by_owner.filter(pl.col("named").is_in(list(owners)))
    by_account = revenue.join(accounts.select("account", "owner"), on="account", how="inner").with_columns(
        pl.coalesce("named", "owner").alias("named")
    )
    apart = _folded(by_account, "named").join(by_owner, on=["named", "month"], how="anti", nulls_equal=False)
    return (
        pl.concat([by_owner.select("month", "amount"), apart.select("month", "amount")])
        .group_by("month")
        .agg(pl.col("amount").sum().cast(pl.Int64).alias("target"))
        .sort("month")
    )


def _month() -> pl.Expr:
    """The month number of a day number."""
    date = pl.lit(EPOCH) + pl.duration(days=pl.col("month"))
    return date.dt.year().cast(pl.Int64) * 12 + date.dt.month().cast(pl.Int64) - 1


def _folded(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    names = {name: folded_name(name) for name in rows[column].drop_nulls().unique()}
    return rows.with_columns(pl.col(column).cast(pl.String).replace(names))
