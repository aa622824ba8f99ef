"""Revenue and margin of a set of accounts by month."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.measures.cells.from_lines import line_cells
from kam_core.measures.cells.quantities import LINE_QUANTITIES
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset

SUMMED = ("revenue", "margin", "costed_revenue", "costed_lines")


def month_totals(dataset: Dataset, view: View, accounts: pl.Series) -> pl.DataFrame:
    """`month`, `revenue`, `margin`, `costed_revenue` (ten-thousandths), `costed_lines` of these accounts, from the
    first month of the data to the as-of month; months without a line have 0.

    accounts: account codes. margin is that of the lines whose margin is known, costed_revenue the revenue of the same
    lines. An as-of date within a month leaves out what follows it.
    """
    requested = accounts.unique().to_frame("account").lazy()
    with dataset.reading():
        first = month_sums(dataset, view, SUMMED).select(pl.col("month").min()).collect().item()
        sums = (
            month_sums(dataset, view, SUMMED)
            .join(requested, on="account", how="semi")
            .group_by("month")
            .agg(pl.col(SUMMED).sum().cast(pl.Int64))
            .collect()
        )
    start = view.last_month + 1 if first is None else first
    calendar = pl.DataFrame({"month": pl.int_range(start, view.last_month + 1, eager=True, dtype=pl.Int64)})
    return calendar.join(sums, on="month", how="left").with_columns(pl.col(SUMMED).fill_null(0)).sort("month")


def month_sums(dataset: Dataset, view: View, names: Sequence[str]) -> pl.LazyFrame:
    """`account`, `month` and these sums of the lines up to the as-of date, one row per account and month with a line.

    names: of line quantities. For a data set in memory all within `dataset.reading()`.
    """
    if dataset.line_store is not None:
        return dataset.line_store.cells(view.last_month, None).select("account", "month", *names)
    lines = dataset.scan.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))
    quantities = [one for one in LINE_QUANTITIES if one.name in names]
    sums = nw.to_native(line_cells(nw.from_native(lines), quantities=quantities))
    assert isinstance(sums, pl.LazyFrame)
    return sums
