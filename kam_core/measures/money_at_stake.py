"""Money at stake with an account: its revenue in the window or the prior one, whichever is more."""

from __future__ import annotations

import polars as pl


def stake() -> pl.Expr:
    """`stake` = max(revenue, revenue_prior, 0) in ten-thousandths; an unknown prior window counts for nothing."""
    return pl.max_horizontal("revenue", "revenue_prior", pl.lit(0, pl.Int64)).alias("stake")
