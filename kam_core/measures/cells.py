"""Order lines → the cube: one row per account and month, everything in it a sum, a least or a largest of integers.

Written once in narwhals, it runs on polars, DuckDB, pandas and Spark, and as SQL. Sums of integers depend neither on
the order of the lines nor on how they are split, so all of them give the same bits. Aggregations are plain (one
column, one sum, minimum or maximum): what a condition selects becomes a column before.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from kam_core.measures.pairs import Frame as Frame
from kam_core.measures.pairs import Ranges, by_two

LINE_SUMS = ("revenue", "margin", "costed_revenue", "costed_lines", "list_amount", "listed_revenue", "lines")
"""Of all lines of the month, credit notes too: ten-thousandths and counts. Money of lines that know their margin, and
of those that know their list amount, stands apart, because a rate must divide by the same lines."""
PURCHASE_SUMS = ("purchased", "orders", "purchase_days")
"""Of the purchases that began in the month: money, how many, and on how many different days."""
PURCHASE_ENDS = ("first_day", "last_day", "largest_order")
"""Null in a month without a purchase."""
CELL_COLUMNS = ("account", "month", *LINE_SUMS, *PURCHASE_SUMS, *PURCHASE_ENDS)
"""All Int64, one row per account and month with a line."""


def nets(lines: Frame, ranges: Ranges | None = None) -> Frame:
    """What every order comes to: `account`, `order`, `amount`, and the `day` and `month` of its first line."""
    summed = (
        nw.col("amount").sum().alias("net"),
        nw.col("day").min().alias("began"),
        nw.col("month").min().alias("began_in"),
    )
    return by_two(lines, "account", "order", ranges, summed).select(
        "account",
        "order",
        nw.col("net").cast(nw.Int64).alias("amount"),
        nw.col("began").alias("day"),
        nw.col("began_in").alias("month"),
    )


def purchases(lines: Frame, ranges: Ranges | None = None) -> Frame:
    """The orders that net to more than 0; a credit note changes revenue but is no purchase (domain: purchases)."""
    return nets(lines, ranges).filter(nw.col("amount") > 0)


def cells(lines: Frame, buying: Frame | None = None, ranges: Ranges | None = None) -> Frame:
    """`CELL_COLUMNS` of the lines, in no particular order.

    lines:  `account` (not null), `order`, `day`, `month`, `amount`, and `margin`, `list_amount` that may be null.
    buying: the lines that purchases are taken from, where these are not all of them.
    ranges: `ranges_of` all lines and more; with them it is faster.
    """
    bought = purchases(lines if buying is None else buying, ranges)
    return line_cells(lines, ranges).join(
        purchase_cells(bought, ranges), on=["account", "month"], how="left"
    ).select(
        "account",
        "month",
        *LINE_SUMS,
        *(nw.col(name).fill_null(0).cast(nw.Int64) for name in PURCHASE_SUMS),
        *PURCHASE_ENDS,
    )  # fmt: skip


def line_cells(lines: Frame, ranges: Ranges | None = None) -> Frame:
    """`account`, `month` and `LINE_SUMS`."""
    costed, listed = ~nw.col("margin").is_null(), ~nw.col("list_amount").is_null()
    return _summed(
        lines.select(
            "account",
            "month",
            nw.col("amount").alias("revenue_of"),
            nw.col("margin").fill_null(0).alias("margin_of"),
            nw.when(costed).then(nw.col("amount")).otherwise(0).alias("costed_revenue_of"),
            nw.when(costed).then(1).otherwise(0).alias("costed_lines_of"),
            nw.col("list_amount").fill_null(0).alias("list_amount_of"),
            nw.when(listed).then(nw.col("amount")).otherwise(0).alias("listed_revenue_of"),
            nw.lit(1).alias("lines_of"),
        ),
        LINE_SUMS,
        ranges,
    )


def purchase_cells(bought: Frame, ranges: Ranges | None = None) -> Frame:
    """`account`, `month`, `PURCHASE_SUMS` and `PURCHASE_ENDS` of purchases; each counts in the month it began in."""
    # Two steps count different days without a distinct count, which no sum could add up later. A day has one month.
    summed = (
        nw.col("amount").sum().alias("bought"),
        nw.col("one").sum().alias("orders_of"),
        nw.col("amount").max().alias("largest"),
        nw.col("month").min().alias("month_of_day"),
    )
    days = (
        by_two(bought.with_columns(nw.lit(1).alias("one")), "account", "day", ranges, summed)
        .rename({"month_of_day": "month"})
        .with_columns(nw.lit(1).alias("purchase_days_of"))
    )
    counted = (
        nw.col("bought").sum().alias("purchased"),
        nw.col("orders_of").sum().alias("orders"),
        nw.col("purchase_days_of").sum().alias("purchase_days"),
        nw.col("day").min().alias("first_day"),
        nw.col("day").max().alias("last_day"),
        nw.col("largest").max().alias("largest_order"),
    )
    return by_two(days, "account", "month", ranges, counted).with_columns(nw.col(*PURCHASE_SUMS).cast(nw.Int64))


def _summed(parts: Frame, names: tuple[str, ...], ranges: Ranges | None) -> Frame:
    """Columns `name_of` added up into `name`, per account and month."""
    summed = [nw.col(f"{name}_of").sum().alias(name) for name in names]
    return by_two(parts, "account", "month", ranges, summed).with_columns(nw.col(*names).cast(nw.Int64))


def united(parts: Frame) -> Frame:
    """Cells of the same account and month made one, where its lines came in parts. Days are disjoint."""
    sums = (*LINE_SUMS, *PURCHASE_SUMS)
    return (
        parts.group_by("account", "month")
        .agg(
            *(nw.col(name).sum().alias(f"{name}_all") for name in sums),
            nw.col("first_day").min().alias("first_day_all"),
            nw.col("last_day").max().alias("last_day_all"),
            nw.col("largest_order").max().alias("largest_order_all"),
        )
        .select(
            "account",
            "month",
            *(nw.col(f"{name}_all").cast(nw.Int64).alias(name) for name in sums),
            *(nw.col(f"{name}_all").alias(name) for name in PURCHASE_ENDS),
        )
    )
