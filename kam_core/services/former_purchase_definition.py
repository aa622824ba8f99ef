"""Account measures by the former definition of a purchase, for comparison with the present one.

A purchase was the net of an order over all its days, on the first of them; the largest purchase was divided by revenue;
purchases recurred where the second-best of three years reached 20 % of the best.
"""

from __future__ import annotations

from dataclasses import replace

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.measures.account_frame import frame_of
from kam_core.measures.account_totals import data_start, lines_of, rolled_up
from kam_core.measures.cells.from_lines import line_cells, purchase_cells, purchases, with_purchases
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.recurrence import SECOND_SHARE
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset

LEAST_MONTHS, YEARS = 18, 3


def former_frame(dataset: Dataset, view: View) -> pl.DataFrame:
    """The account frame of a data set in memory by the former definition; no account is being built up."""
    lines = lines_of(dataset, view)
    order = ["account", "order"]
    on_first_day = lines.with_columns(pl.col("day", "month").min().over(order))
    of_purchases = purchase_cells(purchases(nw.from_native(on_first_day)))
    cells = nw.to_native(with_purchases(line_cells(nw.from_native(lines)), of_purchases))
    assert isinstance(cells, pl.LazyFrame)
    made = cells.collect()
    horizon = Horizon.of(view, data_start(dataset, view))
    ledger = rolled_up(dataset, view, horizon, made.lazy())
    features = ledger.features.with_columns(
        pl.when(pl.col("revenue") > 0)
        .then(pl.col("largest_purchase_share") * pl.col("purchased") / pl.col("revenue"))
        .alias("largest_purchase_share")
    )
    frame = frame_of(dataset, replace(ledger, features=features))
    return frame.with_columns(_recurring(frame, made, horizon), invest=pl.lit(False))


def _recurring(frame: pl.DataFrame, cells: pl.DataFrame, horizon: Horizon) -> pl.Series:
    """By the former rule; unknown for all under 18 months of data."""
    if horizon.last_month - horizon.data_start + 1 < LEAST_MONTHS:
        return pl.Series("recurring", [None] * frame.height, pl.Boolean)
    ago = (horizon.last_month - pl.col("month")) // 12
    years = [pl.col("purchased").filter(ago == year).sum().alias(f"year_{year}") for year in range(YEARS)]
    names = [f"year_{year}" for year in range(YEARS)]
    bought = frame.select("account").join(
        cells.group_by("account").agg(years), on="account", how="left", maintain_order="left"
    )
    best, least = pl.max_horizontal(names), pl.min_horizontal(names)
    second = pl.sum_horizontal(names) - best - least
    passed = (second > 0) & (second >= SECOND_SHARE * best)
    return bought.with_columns(pl.col(names).fill_null(0)).select(passed.alias("recurring"))["recurring"]
