"""Split the order lines of a file by what they count as, with the money as it counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.intake.joining.amounts import with_amounts
from kam_core.intake.joining.orders import with_all_columns
from kam_core.intake.line_kinds.line_classification import (
    DECIDING_CELL,
    DECIDING_HEADER,
    DOCUMENT,
    KIND,
    PROPOSAL,
    REFUNDED,
    TAKEN_BACK,
)
from kam_core.intake.matching.table_detection import WHOLE
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

VALUE, COUNTS_AS, IS_OPEN = "_value", "_counts_as", "_is_open"


@dataclass(frozen=True, slots=True)
class SalePart:
    """Order lines that count alike: the cell that says so (empty: none does), their kind (of open ones the proposed
    one), their number and their money in ten-thousandths, credits negative; month_money: that of the last month."""

    value: str
    kind: str
    is_open: bool
    lines: int
    money: int
    month_money: int


@dataclass(frozen=True)
class SaleParts:
    """The parts of one file, the largest money first; `last_month`: first day of the last month with a sale."""

    parts: tuple[SalePart, ...]
    last_month: datetime.date | None


def sale_parts(rows: TypedRows) -> SaleParts | None:
    """Split the lines of a sheet; None where amounts stand in another sheet or in several currencies."""
    if rows.table_match.table is not TRANSACTIONS or rows.table_match.part != WHOLE:
        return None
    lines = with_amounts(with_all_columns(rows)).filter(pl.col("amount").is_not_null())
    if lines["currency"].n_unique() > 1:
        return None
    cells = rows.sheet.body.select("line", pl.col(str(rows.kinds[0].column)) if rows.kinds else pl.lit("").alias("0"))
    lines = lines.join(cells.rename({cells.columns[1]: VALUE}), on="line", how="left", maintain_order="left")
    minus = (pl.col("amount") < 0).any().over(DECIDING_HEADER, DECIDING_CELL)
    plus = (pl.col("amount") > 0).any().over(DECIDING_HEADER, DECIDING_CELL)
    takes_back = pl.col(DOCUMENT) & pl.col(TAKEN_BACK) & (pl.col(KIND) == LineKind.LEFT_OUT.value) & minus & ~plus
    lines = lines.with_columns(
        pl.when(takes_back.fill_null(False)).then(pl.lit(LineKind.CREDIT.value)).otherwise(KIND).alias(KIND)
    )
    is_open = pl.col(KIND).eq_missing(LineKind.UNCLEAR.value)
    lines = lines.with_columns(
        pl.coalesce(DECIDING_CELL, VALUE, pl.lit("")).alias(VALUE),
        pl.coalesce(pl.when(is_open).then(PROPOSAL).otherwise(KIND), pl.lit(LineKind.SALE.value)).alias(COUNTS_AS),
        is_open.alias(IS_OPEN),
    )
    credit = pl.col(COUNTS_AS) == LineKind.CREDIT.value
    # An export that writes some of these lines with a minus means all of them as they stand.
    money = pl.when(credit & ~minus).then(-pl.col("amount").abs()).otherwise("amount") - pl.col(REFUNDED).fill_null(0)
    lines = lines.with_columns(money.alias("amount"))
    sold_days = lines.filter(pl.col(COUNTS_AS) != LineKind.LEFT_OUT.value)["date"]
    last = sold_days.max()
    last_month = date_of(last).replace(day=1) if isinstance(last, int) else None
    in_month = pl.col("date") >= (last_month - datetime.date(1970, 1, 1)).days if last_month else pl.lit(False)
    parts = (
        lines.group_by(VALUE, COUNTS_AS, IS_OPEN)
        .agg(pl.len(), pl.col("amount").sum(), pl.col("amount").filter(in_month).sum().alias("month"))
        .sort(pl.col("amount").abs(), VALUE, descending=[True, False])
    )
    return SaleParts(tuple(SalePart(*row) for row in parts.rows()), last_month)
