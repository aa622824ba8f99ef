"""Revenue and margin by account and month, for sparklines and the account page."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.measures.cells.from_lines import line_cells
from kam_core.measures.cells.quantities import LINE_QUANTITIES
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset


def monthly_revenue(dataset: Dataset, view: View, months: int, accounts: Sequence[int] | None = None) -> pl.DataFrame:
    """`account`, `month`, `revenue`, `margin` (ten-thousandths) of the last `months` months up to the as-of date.

    Every account with a line in them has every month, those without lines with 0; sorted by account and month.
    accounts: the requested codes; None: all.
    """
    first = view.last_month - months + 1
    requested = pl.lit(True) if accounts is None else pl.col("account").is_in(list(accounts))
    with dataset.reading():
        sums = _sums(dataset, view, accounts).filter((pl.col("month") >= first) & requested).collect()
    calendar = pl.DataFrame({"month": pl.int_range(first, view.last_month + 1, eager=True)})
    grid = sums.select(pl.col("account").unique()).join(calendar, how="cross")
    return (
        grid.join(sums, on=["account", "month"], how="left")
        .with_columns(pl.col("revenue", "margin").fill_null(0))
        .sort("account", "month")
    )


def _sums(dataset: Dataset, view: View, accounts: Sequence[int] | None) -> pl.LazyFrame:
    if dataset.line_store is not None:
        # Of a single account a cube reads only its row groups.
        one = accounts[0] if accounts is not None and len(accounts) == 1 else None
        return dataset.line_store.cells(view.last_month, one).select("account", "month", "revenue", "margin")
    lines = dataset.scan.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))
    quantities = [one for one in LINE_QUANTITIES if one.name in ("revenue", "margin")]
    sums = nw.to_native(line_cells(nw.from_native(lines), quantities=quantities))
    assert isinstance(sums, pl.LazyFrame)
    return sums
