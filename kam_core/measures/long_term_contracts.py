"""Long-term contracts: an account with one counts as recurring (domain: qualification)."""

from __future__ import annotations

import polars as pl

from kam_core.measures.view import View

LONG = "2y"


def long_contract_runs(view: View, start: str = "contract_start", end: str = "contract_end") -> pl.Expr:
    """Whether a contract of at least two years runs on the as-of date: the columns `start` and `end` are day numbers,
    both are needed, and both days belong to the contract."""
    first, last = (pl.col(name).cast(pl.Int32).cast(pl.Date) for name in (start, end))
    runs = pl.lit(view.as_of).is_between(first, last)
    return (runs & (first.dt.offset_by(LONG).dt.offset_by("-1d") <= last)).fill_null(False)


def under_long_contract(contracts: pl.DataFrame | None, view: View) -> pl.Series:
    """The accounts (codes) with such a contract in the table of contracts; none without start or end."""
    if contracts is None or not {"start", "end"} <= {*contracts.columns}:
        return pl.Series("account", [], pl.Int64)
    return contracts.filter(long_contract_runs(view, "start", "end"))["account"].unique()
