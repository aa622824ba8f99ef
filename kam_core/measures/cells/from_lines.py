"""Compute cells from order lines in any order, on any engine.

Written once in narwhals, it runs on polars, DuckDB, pandas and Spark, and as SQL. Sums of integers depend neither on
the order of the lines nor on how they are split, so all give the same bits. Aggregations are plain (one
column, one sum, minimum or maximum): what a condition selects becomes a column before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_

import narwhals.stable.v2 as nw

from kam_core.measures.cells.aggregation import Aggregation
from kam_core.measures.cells.packed_keys import Frame as Frame
from kam_core.measures.cells.packed_keys import Ranges, group_by_packed
from kam_core.measures.cells.quantities import (
    CELL_COLUMNS,
    LINE_QUANTITIES,
    ONE,
    ONE_A_DAY,
    PURCHASE_QUANTITIES,
    Quantity,
)


def purchases(lines: Frame, ranges: Ranges | None = None) -> Frame:
    """`account`, `order`, `day`, `month`, `amount`: the net of one order on one day, where that is above 0.

    A frame order that is called off on many days is many purchases. A day that nets to 0 or less (a credit note)
    changes revenue but is no purchase (domain: account measures).
    """
    summed = (nw.col("amount").sum().alias("net"), nw.col("month").min().alias("month_of_day"))
    return (
        group_by_packed(lines, ("account", "order", "day"), ranges, summed)
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

    lines:  `LINE_COLUMNS`, of which `margin` and `list_amount` may be null. Lines with a null order are one order of
            their account.
    ranges: `ranges_of` all lines and more; with them it is faster.
    """
    return with_purchases(line_cells(lines, ranges), purchase_cells(purchases(lines, ranges), ranges))


def with_purchases(of_lines: Frame, of_purchases: Frame) -> Frame:
    """`CELL_COLUMNS` from `line_cells` and `purchase_cells`; a month without a purchase has zeros and nulls."""
    sums = [quantity.name for quantity in PURCHASE_QUANTITIES if not quantity.aggregation.nullable]
    return of_lines.join(of_purchases, on=["account", "month"], how="left").select(
        *(nw.col(name).fill_null(0).cast(nw.Int64) if name in sums else nw.col(name) for name in CELL_COLUMNS)
    )


def line_cells(lines: Frame, ranges: Ranges | None = None, quantities: Sequence[Quantity] = LINE_QUANTITIES) -> Frame:
    """`account`, `month` and quantities of lines."""
    parts = lines.select("account", "month", *(value_of(one).alias(f"{one.name}_of") for one in quantities))
    summed = [one.aggregation.expression(f"{one.name}_of").alias(one.name) for one in quantities]
    names = [one.name for one in quantities]
    return group_by_packed(parts, ("account", "month"), ranges, summed).with_columns(nw.col(*names).cast(nw.Int64))


def purchase_cells(bought: Frame, ranges: Ranges | None = None) -> Frame:
    """`account`, `month` and `PURCHASE_QUANTITIES` of purchases."""
    # Two steps count different days without a distinct count, which no sum could add up later. A day has one month.
    by_day = [one for one in PURCHASE_QUANTITIES if one.value not in ("day", ONE_A_DAY)]
    parts = bought.with_columns(value_of(one).alias(f"{one.name}_of") for one in by_day)
    summed = [one.aggregation.expression(f"{one.name}_of").alias(f"{one.name}_of_day") for one in by_day]
    days = (
        group_by_packed(parts, ("account", "day"), ranges, [*summed, nw.col("month").min().alias("month_of_day")])
        .rename({"month_of_day": "month"})
        .with_columns(nw.lit(1).alias(ONE_A_DAY))
    )
    counted = [
        one.aggregation.expression(f"{one.name}_of_day" if one in by_day else str(one.value)).alias(one.name)
        for one in PURCHASE_QUANTITIES
    ]
    sums = [one.name for one in PURCHASE_QUANTITIES if one.aggregation is Aggregation.SUM]
    return group_by_packed(days, ("account", "month"), ranges, counted).with_columns(nw.col(*sums).cast(nw.Int64))


def value_of(quantity: Quantity) -> nw.Expr:
    """The value of a quantity on one line or purchase; where that does not count, 0 for a sum and else null."""
    value = _value(quantity)
    conditions = [~nw.col(name).is_null() for name in quantity.needs]
    if quantity.where is not None:
        conditions.append(quantity.where(nw.col))
    if not conditions:
        return value
    if quantity.needs == (quantity.value,) and quantity.where is None:
        return value if quantity.aggregation.nullable else value.fill_null(0)
    counted = nw.when(reduce(and_, conditions)).then(value)
    return counted if quantity.aggregation.nullable else counted.otherwise(0)


def _value(quantity: Quantity) -> nw.Expr:
    if callable(quantity.value):
        value: nw.Expr = quantity.value(nw.col)
        return value
    return nw.lit(1) if quantity.value == ONE else nw.col(quantity.value)
