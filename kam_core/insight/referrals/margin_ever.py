"""Margin of accounts over all time up to the as-of date."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.measures.cells.from_lines import line_cells
from kam_core.measures.cells.quantities import LINE_QUANTITIES
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset

READ = ("margin", "costed_lines")


def margin_ever(dataset: Dataset, view: View, accounts: pl.Series) -> pl.DataFrame:
    """`account`, `margin_total` (ten-thousandths) of these accounts; no row for one without a line of known margin."""
    requested = accounts.unique().to_frame("account").lazy()
    with dataset.reading():
        return (
            _cells(dataset, view)
            .join(requested, on="account", how="semi")
            .group_by("account")
            .agg(pl.col("margin").sum().cast(pl.Int64).alias("margin_total"), pl.col("costed_lines").sum())
            .filter(pl.col("costed_lines") > 0)
            .select("account", "margin_total")
            .sort("account")
            .collect()
        )


def _cells(dataset: Dataset, view: View) -> pl.LazyFrame:
    if dataset.line_store is not None:
        return dataset.line_store.cells(view.last_month, None).select("account", "month", *READ)
    lines = dataset.scan.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))
    quantities = [one for one in LINE_QUANTITIES if one.name in READ]
    sums = nw.to_native(line_cells(nw.from_native(lines), quantities=quantities))
    assert isinstance(sums, pl.LazyFrame)
    return sums
