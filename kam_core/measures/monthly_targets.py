"""Targets by month for a set of accounts and owners."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.calendar import EPOCH

REVENUE = "revenue"
ROWS = pl.DataFrame(
    schema={"owner": pl.String, "named": pl.String, "month": pl.Int64, "amount": pl.Int64},
)


def monthly_targets(
    targets: pl.DataFrame | None,
    accounts: pl.DataFrame,
    owners: Collection[str] | None = None,
    measure: str = REVENUE,
) -> pl.DataFrame:
    """`month` (month number) and `target` (ten-thousandths) of the months that have a target of a measure, in order.

    As `target_rows`.
    """
    return (
        target_rows(targets, accounts, owners, measure)
        .group_by("month")
        .agg(pl.col("amount").sum().cast(pl.Int64).alias("target"))
        .sort("month")
    )


def target_rows(
    targets: pl.DataFrame | None,
    accounts: pl.DataFrame,
    owners: Collection[str] | None = None,
    measure: str = REVENUE,
) -> pl.DataFrame:
    """`owner` (folded, null without one), `named` (as written), `month` (month number), `amount` (ten-thousandths).

    targets: the table of that name, or None; rows of another measure are left out, rows without a measure are revenue.
    accounts: `account`, `owner` of the accounts that count. owners: folded names of the owners that count; None: all.
    Of targets given twice the last one counts. A target of an account does not count where its owner has one for the
    same month: it is a part of that one.
    """
    if targets is None or targets.is_empty():
        return ROWS
    chosen = (
        given_targets(targets)
        .filter(pl.col("measure") == measure)
        .select("account", "owner", "named", "month", "amount")
    )
    by_owner = chosen.filter(pl.col("account").is_null())
    if owners is not None:
        by_owner = by_owner.filter(pl.col("owner").is_in(list(owners)))
    by_owner = by_owner.unique(["owner", "month"], keep="last", maintain_order=True)
    known = folded(accounts.select("account", pl.col("owner").alias("of_account")), "of_account")
    by_account = (
        chosen.join(known, on="account", how="inner", maintain_order="left")
        .unique(["account", "month"], keep="last", maintain_order=True)
        .with_columns(pl.coalesce("owner", "of_account").alias("owner"))
    )
    apart = by_account.join(by_owner, on=["owner", "month"], how="anti", nulls_equal=False, maintain_order="left")
    columns = ("owner", "named", "month", "amount")
    return pl.concat([by_owner.select(columns), apart.select(columns)])


def given_targets(targets: pl.DataFrame) -> pl.DataFrame:
    """The rows of the table as given: `account`, `named` and `owner` (as written, and folded), `month` (month number),
    `measure` (revenue where none is given), `amount`.
    """
    rows = targets.select(
        "account",
        pl.col("owner").cast(pl.String).alias("named"),
        month_of("month").alias("month"),
        pl.col("measure").cast(pl.String).fill_null(REVENUE),
        "amount",
    )
    return folded(rows.with_columns(pl.col("named").alias("owner")), "owner")


def month_of(column: str) -> pl.Expr:
    """The month number of a column of day numbers."""
    date = pl.lit(EPOCH) + pl.duration(days=pl.col(column))
    return date.dt.year().cast(pl.Int64) * 12 + date.dt.month().cast(pl.Int64) - 1


def folded(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """The rows with the names of a column folded, so that two spellings of a person are one."""
    names = {name: folded_name(name) for name in rows[column].drop_nulls().unique()}
    return rows.with_columns(pl.col(column).cast(pl.String).replace(names))
