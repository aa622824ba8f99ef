"""Summarise the kinds of lines of a sheet for the screen: each value with its lines, money and proposal."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from kam_core.intake.joining.amounts import with_amounts
from kam_core.intake.joining.orders import with_all_columns
from kam_core.intake.line_kinds.kind_columns import SALE, Classification
from kam_core.intake.matching.table_detection import HEADERS
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.lexicon.line_kind_words import LineKind


@dataclass(frozen=True, slots=True)
class ValueSummary:
    """A value of a column: lines with it, their money in ten-thousandths (None where the file has no amounts), what
    they count as, and what is proposed; both are words of `LineKind`."""

    value: str
    lines: int
    money: int | None
    kind: str
    proposal: str
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    negative: bool = False
    outcome: str = ""


@dataclass(frozen=True)
class KindSummary:
    """A column that classifies lines, with its values: most lines first."""

    header: str
    values: tuple[ValueSummary, ...]


def summarise_kinds(rows: TypedRows) -> tuple[KindSummary, ...]:
    """Summarise the columns of a sheet that classify lines; none if every line is a sale."""
    if not rows.kinds:
        return ()
    lines = with_amounts(with_all_columns(rows)).select("line", "amount", "date")
    valued = rows.table_match.part != HEADERS
    return tuple(
        KindSummary(
            column.header,
            tuple(
                _summary(row, column.values.get(row["value"], SALE), valued)
                for row in _totals_by_value(rows, str(column.column), lines).iter_rows(named=True)
            ),
        )
        for column in rows.kinds
    )


def _summary(row: dict[str, Any], meaning: Classification, valued: bool) -> ValueSummary:
    # A document that cancels others and has a minus takes them back: it counts as it stands.
    takes_back = meaning.kind is LineKind.LEFT_OUT and meaning.taken_back and meaning.document
    if takes_back and row["negative"] and not row["positive"]:
        meaning = replace(meaning, kind=LineKind.CREDIT, proposal=LineKind.CREDIT)
    return ValueSummary(
        row["value"],
        row["len"],
        row["amount"] if valued else None,
        meaning.kind.value,
        meaning.proposal.value,
        None if row["first_day"] is None else date_of(row["first_day"]),
        None if row["last_day"] is None else date_of(row["last_day"]),
        row["negative"],
    )


def _totals_by_value(rows: TypedRows, column: str, lines: pl.DataFrame) -> pl.DataFrame:
    cells = rows.sheet.body.select("line", pl.col(column).alias("value")).drop_nulls("value")
    return (
        cells.join(lines, on="line", how="inner")
        .group_by("value", maintain_order=True)
        .agg(
            pl.len(),
            pl.col("amount").sum(),
            pl.col("date").min().alias("first_day"),
            pl.col("date").max().alias("last_day"),
            (pl.col("amount") < 0).any().alias("negative"),
            (pl.col("amount") > 0).any().alias("positive"),
        )
        .sort("len", "value", descending=[True, False])
    )
