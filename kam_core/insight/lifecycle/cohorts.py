"""Cohorts: accounts by the quarter of their first purchase, and what is left of them since."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.account_totals import cells_of
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_end
from kam_core.vocabulary.dataset import Dataset

QUARTER_MONTHS = 3
MOST_COHORTS = 16


@dataclass(frozen=True)
class Cohorts:
    """cells: one row per cohort and quarter since, from 0: `cohort` and `quarter` (quarter numbers, year × 4 + 0…3),
    `since`, `accounts` (of the cohort), `buying` (of them, in that quarter), `buying_share`, `revenue`
    (ten-thousandths), `revenue_share` (of that of the first quarter; null where that is not above 0), `open`.

    open: the last quarter is not over: its cells are left out of `means`. first: the quarter in which the data begin;
    its accounts may have bought before. earlier: cohorts before the first one that is in `cells`.
    means: `since`, `buying_share`, `revenue_share`: over all accounts of the cohorts that are closed there, without
    those of the first quarter.
    """

    cells: pl.DataFrame
    means: pl.DataFrame
    first: int | None
    earlier: int


def cohorts(dataset: Dataset, view: View, accounts: pl.Series, most: int = MOST_COHORTS) -> Cohorts:
    """The cohorts of these accounts (codes), of a dataset in the unit of the view; the last `most` of them."""
    with dataset.reading():
        cells = (
            cells_of(dataset, view)
            .select("account", "month", "revenue", "purchases")
            .join(accounts.unique().to_frame("account").lazy(), on="account", how="semi")
            .with_columns((pl.col("month") // QUARTER_MONTHS).alias("quarter"))
            .collect()
        )
    begin = None if dataset.first_month is None else dataset.first_month // QUARTER_MONTHS
    first = cells.filter(pl.col("purchases") > 0).group_by("account").agg(pl.col("quarter").min().alias("cohort"))
    sizes = first.group_by("cohort").agg(pl.len().cast(pl.Int64).alias("accounts")).sort("cohort")
    shown = sizes.tail(most)
    last = view.last_month // QUARTER_MONTHS
    over = view.as_of == month_end(last * QUARTER_MONTHS + QUARTER_MONTHS - 1)
    sums = (
        cells.join(first, on="account")
        .filter(pl.col("quarter") >= pl.col("cohort"))
        .group_by("cohort", "quarter")
        .agg(
            pl.col("revenue").sum(),
            pl.col("account").filter(pl.col("purchases") > 0).n_unique().cast(pl.Int64).alias("buying"),
        )
    )
    grid = shown.join(
        pl.DataFrame({"quarter": pl.int_range(0 if begin is None else begin, last + 1, eager=True)}), how="cross"
    ).filter(pl.col("quarter") >= pl.col("cohort"))
    filled = grid.join(sums, on=["cohort", "quarter"], how="left").sort("cohort", "quarter")
    counted = filled.with_columns(
        pl.col("revenue", "buying").fill_null(0),
        (pl.col("quarter") - pl.col("cohort")).alias("since"),
        ((pl.col("quarter") == last) & pl.lit(not over)).alias("open"),
    ).with_columns(pl.col("revenue").first().over("cohort", order_by="quarter").alias("base"))
    # A base that is itself unfinished would make every share too large; it has no later quarter.
    shares = counted.with_columns(
        (pl.col("buying") / pl.col("accounts")).alias("buying_share"),
        pl.when(pl.col("base") > 0).then(pl.col("revenue") / pl.col("base")).alias("revenue_share"),
    )
    # Accounts of the first quarter may be old customers: they would make every later quarter look better.
    new = shares if begin is None else shares.filter(pl.col("cohort") > begin)
    return Cohorts(shares.drop("base"), _means(new), begin, sizes.height - shown.height)


def _means(shares: pl.DataFrame) -> pl.DataFrame:
    """Shares over all closed cells of a quarter since: sums over sums."""
    based = pl.col("base") > 0
    return (
        shares.filter(~pl.col("open"))
        .group_by("since")
        .agg(
            (pl.col("buying").sum() / pl.col("accounts").sum()).alias("buying_share"),
            pl.col("revenue").filter(based).sum().alias("revenue"),
            pl.col("base").filter(based).sum().alias("base"),
        )
        .select(
            "since", "buying_share",
            pl.when(pl.col("base") > 0).then(pl.col("revenue") / pl.col("base")).alias("revenue_share"),
        )
        .sort("since")
    )  # fmt: skip


def quarter_text(quarter: int) -> str:
    """A quarter number as "2024 Q3"."""
    year, place = divmod(quarter, 4)
    return f"{year} Q{place + 1}"
