"""List the accounts that gates hold back."""

from __future__ import annotations

import polars as pl

GATE_LIST_COLUMNS = ("account_id", "name", "cut_tier", "tier", "score", "revenue", "held_back_by", "owner")


def gate_list(accounts: pl.DataFrame) -> pl.DataFrame:
    """`GATE_LIST_COLUMNS` of the accounts of a portfolio that gates lowered, the best score first."""
    return (
        accounts.filter(pl.col("held_back_by").is_not_null())
        .sort("score", "account", descending=[True, False], nulls_last=True)
        .select(GATE_LIST_COLUMNS)
    )
