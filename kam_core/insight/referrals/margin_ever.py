"""Margin of accounts over all time up to the as-of date."""

from __future__ import annotations

import polars as pl

from kam_core.measures.month_totals import month_sums
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset

READ = ("margin", "costed_lines")


def margin_ever(dataset: Dataset, view: View, accounts: pl.Series) -> pl.DataFrame:
    """`account`, `margin_total` (ten-thousandths) of these accounts; no row for one without a line of known margin."""
    requested = accounts.unique().to_frame("account").lazy()
    with dataset.reading():
        return (
            month_sums(dataset, view, READ)
            .join(requested, on="account", how="semi")
            .group_by("account")
            .agg(pl.col("margin").sum().cast(pl.Int64).alias("margin_total"), pl.col("costed_lines").sum())
            .filter(pl.col("costed_lines") > 0)
            .select("account", "margin_total")
            .sort("account")
            .collect()
        )
