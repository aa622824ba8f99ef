"""Compare files with stored records: new, changed, unchanged and missing rows by key."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from polars.dataframe.group_by import GroupBy

from kam_core.intake.comparing.row_key import KEY, LABEL, label_of
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.money import MONEY_SCALE

SHOWN = 1_000
"""Maximum number of changes that are listed; all are counted."""

CHANGES: dict[str, pl.DataType] = {
    "kind": pl.String(),
    "what": pl.String(),
    "field": pl.String(),
    "before": pl.String(),
    "after": pl.String(),
    "origin": pl.String(),
    "line": pl.Int64(),
}
"""One change: kind ("new", "changed", "missing", "cancelled"), the key in words, the field (null: the whole thing),
its value before and after, and the line that says so."""


@dataclass(frozen=True)
class Difference:
    """The difference that files make to one table.

    Counts are of things (orders, accounts, …), not of rows; protected: differences that a
    rule protects; removed: missing or cancelled things that are taken away. changes: `CHANGES`, the first `SHOWN`.
    """

    table: str
    new: int
    changed: int
    unchanged: int
    missing: int
    cancelled: int
    protected: int
    removed: int
    changes: pl.DataFrame


def list_changes(rows: pl.DataFrame, kind: str, table: Table) -> pl.DataFrame:
    """`CHANGES`, one for each of the first things of `rows` (with `KEY`), at its first row; orders with their money."""
    things = _first_things(rows, table).agg(*_PLACE_COLUMNS, _money_sum(table).alias("worth"))
    before, after = (pl.lit(None, pl.String), pl.col("worth"))
    if kind in ("missing", "cancelled"):
        before, after = after, before
    return things.select(
        pl.lit(kind).alias("kind"),
        pl.col(LABEL).alias("what"),
        pl.lit("amount" if "amount" in table.names else None, pl.String).alias("field"),
        before.alias("before"),
        after.alias("after"),
        "origin",
        "line",
    )


def total_changes(before: pl.DataFrame, after: pl.DataFrame, table: Table) -> pl.DataFrame:
    """`CHANGES`, one for each thing of several rows that differs: its money on either side, where that differs."""
    new = _first_things(after, table).agg(*_PLACE_COLUMNS, _money_sum(table).alias("after"))
    old = before.join(new, on=KEY, how="semi").group_by(KEY).agg(_money_sum(table).alias("before"))
    both = new.join(old, on=KEY, how="inner", maintain_order="left")
    equal = pl.col("before").eq_missing(pl.col("after"))
    return both.select(
        pl.lit("changed").alias("kind"),
        pl.col(LABEL).alias("what"),
        pl.when(equal).then(pl.lit(None, pl.String)).otherwise(pl.lit("amount")).alias("field"),
        pl.when(equal).then(None).otherwise("before").alias("before"),
        pl.when(equal).then(None).otherwise("after").alias("after"),
        "origin",
        "line",
    )


_PLACE_COLUMNS = (pl.col(LABEL).first(), pl.col("origin").first(), pl.col("line").first())


def _first_things(rows: pl.DataFrame, table: Table) -> GroupBy:
    """The rows of the first `SHOWN` keys, by key."""
    shown = rows.select(pl.col(KEY).unique(maintain_order=True).head(SHOWN))
    few = rows.join(shown, on=KEY, how="semi", maintain_order="left")
    return few.with_columns(label_of(table)).group_by(KEY, maintain_order=True)


def _money_sum(table: Table) -> pl.Expr:
    if "amount" not in table.names:
        return pl.lit(None, pl.String)
    return (pl.col("amount").sum().cast(pl.Float64) / MONEY_SCALE).cast(pl.String)
