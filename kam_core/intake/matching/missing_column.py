"""Missing columns of a table, and the existing columns that may be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.intake.findings import OpenQuestionError
from kam_core.intake.matching.columns import ColumnMatch
from kam_core.intake.matching.money_headers import is_no_amount
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.dates import parse_dates
from kam_core.intake.values.numbers import parse_numbers
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import N_, Message, Term

QUESTION = "column"
"""The question which column is a field, answered by a mapping."""
LOOKED_AT = 200
MOSTLY = 0.6
MOST_OFFERED = 8
NO_AMOUNT = N_(
    "{place} has no amount column, and no quantity and price to calculate it. Choose the column. Columns in the "
    "file: {columns}."
)
NO_COLUMN = N_(
    "{place} has no column for {field}, so it cannot be read as {table}. Choose the column. Columns in the file: "
    "{columns}."
)
NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.SHARE, Kind.SCORE, Kind.DAYS)


@dataclass(frozen=True)
class MissingColumn:
    """The reason why a sheet matches no table.

    message: the reason; field: the first one without a column; offered: the best fitting headers; near: whether other
    columns match the table."""

    message: Message
    field: str
    offered: tuple[str, ...] = ()
    near: bool = False

    @property
    def question(self) -> OpenQuestionError | None:
        """The question which column it is, if the sheet is near the table."""
        if not (self.near and self.offered):
            return None
        # The wizard and the command line offer the columns in their own way.
        more = {"name": self.field, "offered": "\n".join(self.offered)}
        return OpenQuestionError(QUESTION, self.message.with_values(**more))


def find_missing_column(
    sheet: Sheet, table: Table, fields: Mapping[str, ColumnMatch], lacking: Sequence[str]
) -> MissingColumn:
    """Find the first field that a sheet lacks to match its nearest table."""
    where, columns = sheet.place.words, _header_list(sheet.headers)
    name = [*lacking, *table.required][0]
    taken = {match.column for match in fields.values()}
    kind = table.field(name).kind
    offered = [
        header
        for column, header in enumerate(sheet.headers)
        if column not in taken
        and fits_kind(sheet.body[str(column)], kind)
        and not (kind is Kind.MONEY and is_no_amount(header))
    ]
    near = len(set(fields) & set(table.required)) > 0 and len(taken) > 1
    if table.name == "transactions" and list(lacking) == ["amount"]:
        message = Message(NO_AMOUNT, place=where, columns=columns)
    else:
        label = Term(table.field(name).label)
        message = Message(NO_COLUMN, place=where, field=label, table=Term(table.label), columns=columns)
    return MissingColumn(message, name, tuple(offered[:MOST_OFFERED]), near)


def fits_kind(cells: pl.Series, kind: Kind) -> bool:
    """Whether the cells of a column may be values of a kind: days, numbers, or words."""
    known = cells.head(LOOKED_AT).drop_nulls()
    if known.is_empty():
        return False
    counted = 1.0 - int(parse_numbers(known).bad.sum()) / known.len()
    days = 1.0 - int(parse_dates(known, "dmy").bad.sum()) / known.len()
    if kind in (Kind.DATE, Kind.MOMENT):
        return days >= MOSTLY
    if kind in NUMERIC:
        return counted >= MOSTLY
    return counted < MOSTLY and days < MOSTLY


def _header_list(headers: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(headers[:most])
    return shown if len(headers) <= most else f"{shown}, …"
