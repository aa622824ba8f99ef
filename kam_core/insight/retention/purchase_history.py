"""Purchase histories of accounts: repeat purchases, time of the last one, age and mean spend, in weeks.

A purchase is a day on which an order of the account nets above 0. All counts start at the first purchase: frequency is
the number of later purchase days, recency the time from the first to the last, age that from the first to the date.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.measures.cells.from_lines import purchase_cells, purchases
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import day_number, month_end
from kam_core.vocabulary.dataset import Dataset

DAYS_A_WEEK = 7.0
CELLS: dict[str, pl.DataType] = {
    "account": pl.Int64(),
    "month": pl.Int64(),
    "purchase_days": pl.Int64(),
    "purchased": pl.Int64(),
    "first_day": pl.Int64(),
    "last_day": pl.Int64(),
}


def purchase_months(dataset: Dataset, view: View) -> pl.DataFrame:
    """`account`, `month`, `purchase_days`, `purchased` (ten-thousandths), `first_day`, `last_day`, one row per account
    and month with a purchase up to the as-of date, sorted by both.

    dataset: in the unit of the view. Works on lines in memory and on a cube.
    """
    with dataset.reading():
        return _cells(dataset, view).filter(pl.col("purchase_days") > 0).sort("account", "month").collect()


def _cells(dataset: Dataset, view: View) -> pl.LazyFrame:
    if dataset.line_store is not None:
        return dataset.line_store.cells(view.last_month, None).select(*CELLS)
    lines = dataset.scan.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))
    cells = nw.to_native(purchase_cells(purchases(nw.from_native(lines))))
    assert isinstance(cells, pl.LazyFrame)
    return cells.select(*CELLS)


def first_amounts(dataset: Dataset, view: View) -> pl.DataFrame | None:
    """`account`, `first_amount`: what the first purchase day brought (ten-thousandths); None for a cube, which keeps no
    days."""
    if dataset.line_store is not None:
        return None
    lines = dataset.scan.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))
    bought = nw.to_native(purchases(nw.from_native(lines)))
    assert isinstance(bought, pl.LazyFrame)
    by_day = bought.group_by("account", "day").agg(pl.col("amount").sum())
    first = by_day.filter(pl.col("day") == pl.col("day").min().over("account"))
    return first.select("account", pl.col("amount").alias("first_amount")).sort("account").collect()


def purchase_histories(
    months: pl.DataFrame, day: int, last_month: int | None = None, first: pl.DataFrame | None = None
) -> pl.DataFrame:
    """`account`, `frequency`, `recency`, `age` (weeks), `mean_spend` (ten-thousandths) of each buyer.

    months: `purchase_months`. day: the as-of day number. last_month: leave out later months. first: `first_amounts`;
    mean_spend is that of the repeat purchases, null without one. From a cube, which knows no amounts by day, it is the
    mean of all purchases.
    """
    known = months if last_month is None else months.filter(pl.col("month") <= last_month)
    sums = known.group_by("account").agg(
        pl.col("purchase_days", "purchased").sum(), pl.col("first_day").min(), pl.col("last_day").max()
    )
    frequency = pl.col("purchase_days") - 1
    if first is None:
        spend = pl.when(frequency > 0).then(pl.col("purchased") / pl.col("purchase_days"))
        spent = sums
    else:
        spend = pl.when(frequency > 0).then((pl.col("purchased") - pl.col("first_amount")) / frequency)
        spent = sums.join(first, on="account", how="left")
    return spent.select(
        "account",
        frequency.alias("frequency"),
        ((pl.col("last_day") - pl.col("first_day")) / DAYS_A_WEEK).alias("recency"),
        ((day - pl.col("first_day")) / DAYS_A_WEEK).alias("age"),
        spend.alias("mean_spend"),
    ).sort("account")


def histories_at_month_end(months: pl.DataFrame, last_month: int, first: pl.DataFrame | None) -> pl.DataFrame:
    """`purchase_histories` as of the end of a month."""
    return purchase_histories(months, day_number(month_end(last_month)), last_month, first)
