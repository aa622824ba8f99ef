"""Accounts that a gate holds back and that a mark as in development would exempt (domain: tier, gates)."""

from __future__ import annotations

import polars as pl

from kam_core.scoring.tiering.gates import BUILD_UP_EXEMPTIONS


def exemptible_accounts(accounts: pl.DataFrame) -> dict[str, str]:
    """Id → name of the accounts of a portfolio whose every failed gate makes an exception, the best score first."""
    makes_exception = pl.element().is_in(BUILD_UP_EXEMPTIONS)
    rows = (
        accounts.filter(pl.col("held_back_by").list.eval(makes_exception).list.all())
        .sort("score", "account_id", descending=[True, False], nulls_last=True)
        .select("account_id", "name")
    )
    return {account: name or account for account, name in rows.iter_rows()}
