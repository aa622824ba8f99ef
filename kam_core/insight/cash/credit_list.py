"""Credit list: accounts by what they owe, with their limit and how late they pay."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.credit.open_balance import over_limit

NUMBERS = ("open_balance", "credit_limit", "over_limit", "credit_days_overdue", "late_payments")


@dataclass(frozen=True)
class Credit:
    """rows: accounts that owe something or are overdue, the largest open balance first: `account_id`, `name`, `owner`,
    `NUMBERS`. open_balance: Σ positive balances. overdue: Σ of those with days overdue, None where no
    account's days are known; overdue_accounts: their number.
    over_limit_accounts, over_limit: accounts above their limit, and by how much. credit_balance: Σ negative balances,
    what accounts paid in advance. unknown: accounts without a known balance. Money in ten-thousandths.
    """

    rows: pl.DataFrame
    open_balance: int
    overdue: int | None
    overdue_accounts: int
    over_limit_accounts: int
    over_limit: int
    credit_balance: int
    unknown: int


def credit_list(accounts: pl.DataFrame, late: pl.DataFrame) -> Credit:
    """accounts: `account`, `account_id`, `name`, `owner`, `open_balance`, `credit_limit`, `credit_days_overdue`. late:
    `late_payments`.
    """
    known = accounts.join(late.select("account", "late_payments"), on="account", how="left").with_columns(over_limit())
    owing = known.filter((pl.col("open_balance") > 0) | (pl.col("credit_days_overdue") > 0)).sort(
        "open_balance", "account_id", descending=[True, False], nulls_last=True
    )
    positive = pl.col("open_balance").clip(lower_bound=0)
    is_overdue = pl.col("credit_days_overdue") > 0
    return Credit(
        owing.select("account_id", "name", "owner", *NUMBERS),
        int(owing.select(positive.sum()).item()),
        int(owing.filter(is_overdue).select(positive.sum()).item())
        if accounts["credit_days_overdue"].count()
        else None,
        owing.filter(is_overdue).height,
        owing["over_limit"].count(),
        int(owing["over_limit"].sum()),
        int(known.select(pl.col("open_balance").clip(upper_bound=0).sum()).item()),
        known["open_balance"].null_count(),
    )


def overdue_by_owner(rows: pl.DataFrame) -> pl.DataFrame:
    """`owner` (null: without one), `accounts`, `overdue` and `open_balance` (ten-thousandths), `days` (the longest);
    owners with overdue accounts, the most money first.

    rows: those of `credit_list`.
    """
    overdue = pl.col("credit_days_overdue") > 0
    positive = pl.col("open_balance").clip(lower_bound=0)
    return (
        rows.group_by("owner")
        .agg(
            overdue.sum().cast(pl.Int64).alias("accounts"),
            positive.filter(overdue).sum().alias("overdue"),
            positive.sum().alias("open_balance"),
            pl.col("credit_days_overdue").max().alias("days"),
        )
        .filter(pl.col("accounts") > 0)
        .sort("overdue", "owner", descending=[True, False], nulls_last=True)
    )
