"""Long-term contracts: an account with one counts as recurring (domain: qualification)."""

from __future__ import annotations

import polars as pl

from kam_core.measures.view import View

LONG = "2y"


def long_contract_runs(view: View) -> pl.Expr:
    """Whether a contract of at least two years runs on the as-of date: `contract_start` and `contract_end` are day
    numbers, both are needed, and both days belong to the contract."""
    start, end = (pl.col(name).cast(pl.Int32).cast(pl.Date) for name in ("contract_start", "contract_end"))
    runs = pl.lit(view.as_of).is_between(start, end)
    return (runs & (start.dt.offset_by(LONG).dt.offset_by("-1d") <= end)).fill_null(False)
