"""Order lines → the cube: one row per account and month, everything in it a sum, a least or a largest of integers.

Written once in narwhals, it runs on polars, DuckDB, pandas and Spark, and as SQL. Sums of integers depend neither on
the order of the lines nor on how they are split, so all of them give the same bits. Aggregations are plain (one
column, one sum, minimum or maximum): what a condition selects becomes a column before.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from kam_core.measures.packed_keys import Frame as Frame
from kam_core.measures.packed_keys import Ranges, grouped

LINE_SUMS = ("revenue", "margin", "costed_revenue", "costed_lines", "list_amount", "listed_revenue", "lines")
"""Of all lines of the month, credit notes too: ten-thousandths and counts. Money of lines that know their margin, and
of those that know their list amount, stands apart, because a rate must divide by the same lines."""
PURCHASE_SUMS = ("purchased", "purchases", "purchase_days")
"""Of the purchases of the month: money, how many, and on how many different days."""
PURCHASE_ENDS = ("first_day", "last_day", "largest_purchase")
"""Null in a month without a purchase."""
CELL_COLUMNS = ("account", "month", *LINE_SUMS, *PURCHASE_SUMS, *PURCHASE_ENDS)
"""All Int64, one row per account and month with a line."""


def purchases(lines: Frame, ranges: Ranges | None = None) -> Frame:
    """`account`, `order`, `day`, `month`, `amount`: what one order nets to on one day, where that is above 0.

    A frame order that is called off on many days is many purchases. A day that nets to 0 or less (a credit note)
    changes revenue but is no purchase (domain: account measures).
    """
    summed = (nw.col("amount").sum().alias("net"), nw.col("month").min().alias("month_of_day"))
    return (
        grouped(lines, ("account", "order", "day"), ranges, summed)
        .filter(nw.col("net") > 0)
        .select(
            "account",
            "order",
            "day",
            nw.col("month_of_day").alias("month"),
            nw.col("net").cast(nw.Int64).alias("amount"),
        )
    )


def cells(lines: Frame, ranges: Ranges | None = None) -> Frame:
    """`CELL_COLUMNS` of the lines, in no particular order.

    lines:  `account` (not null), `order`, `day`, `month`, `amount`, and `margin`, `list_amount` that may be null. Lines
            with a null order are one order of their account.
    ranges: `ranges_of` all lines and more; with them it is faster.
    """
    return with_purchases(line_cells(lines, ranges), purchase_cells(purchases(lines, ranges), ranges))


def with_purchases(of_lines: Frame, of_purchases: Frame) -> Frame:
    """`CELL_COLUMNS` from `line_cells` and `purchase_cells`; a month without a purchase has zeros and nulls."""
    return of_lines.join(of_purchases, on=["account", "month"], how="left").select(
        "account",
        "month",
        *LINE_SUMS,
        *(nw.col(name).fill_null(0).cast(nw.Int64) for name in PURCHASE_SUMS),
        *PURCHASE_ENDS,
    )


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
    """`account`, `month`, `PURCHASE_SUMS` and `PURCHASE_ENDS` of purchases."""
    # Two steps count different days without a distinct count, which no sum could add up later. A day has one month.
    summed = (
        nw.col("amount").sum().alias("bought"),
        nw.col("one").sum().alias("purchases_of"),
        nw.col("amount").max().alias("largest"),
        nw.col("month").min().alias("month_of_day"),
    )
    days = (
        grouped(bought.with_columns(nw.lit(1).alias("one")), ("account", "day"), ranges, summed)
        .rename({"month_of_day": "month"})
        .with_columns(nw.lit(1).alias("purchase_days_of"))
    )
    counted = (
        nw.col("bought").sum().alias("purchased"),
        nw.col("purchases_of").sum().alias("purchases"),
        nw.col("purchase_days_of").sum().alias("purchase_days"),
        nw.col("day").min().alias("first_day"),
        nw.col("day").max().alias("last_day"),
        nw.col("largest").max().alias("largest_purchase"),
    )
    return grouped(days, ("account", "month"), ranges, counted).with_columns(nw.col(*PURCHASE_SUMS).cast(nw.Int64))


def _summed(parts: Frame, names: tuple[str, ...], ranges: Ranges | None) -> Frame:
    """Columns `name_of` added up into `name`, per account and month."""
    summed = [nw.col(f"{name}_of").sum().alias(name) for name in names]
    return grouped(parts, ("account", "month"), ranges, summed).with_columns(nw.col(*names).cast(nw.Int64))
