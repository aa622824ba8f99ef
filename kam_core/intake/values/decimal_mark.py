"""Decide between decimal point and comma by other columns of the file, or ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import OpenQuestionError
from kam_core.intake.matching.table_detection import TableMatch
from kam_core.intake.opening.file_formats import STORED_NUMBERS
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.numbers import parse_numbers, proved_decimal_mark
from kam_core.intake.values.value_kinds import type_by_header
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.message import N_

POINT, COMMA = "point", "comma"
LOOKED_AT = 5000
"""Cells of a column that are examined first."""
NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.DAYS, Kind.SHARE, Kind.SCORE)
NO_NUMBERS = ("id", "str", "date")
ONE_MARK = r"(?:^|\D)[1-9]\d{0,2}[.,]\d{3}(?:\D|$)"
QUESTION = "decimal_mark"
"""The question about the decimal mark."""
ASKED = N_(
    '{place}: "{value}" may be {whole} or {decimal}, and the file does not show which. Choose the decimal mark: '
    "point or comma."
)


def with_decimal_mark(sheet: Sheet, table_match: TableMatch, conventions: Conventions) -> Conventions:
    """Complete the conventions by the decimal mark that other columns prove, if a column needs it.

    Raises Question where amounts such as 1.234 stand in a file that proves nothing.
    """
    if conventions.decimal_mark is not None:
        return conventions
    doubtful = dict(_ambiguous_columns(sheet, table_match))
    if not doubtful:
        return conventions
    proved = {
        mark
        for column in _numeric_columns(sheet, table_match)
        if (mark := _proved_mark(sheet.body[str(column)])) is not None
    }
    if len(proved) == 1:
        return replace(conventions, decimal_mark=proved.pop())
    for name, cell in doubtful.items():
        if sheet.delimiter == "," and "," in cell:
            # Who parts cells by commas writes no decimals with them.
            return replace(conventions, decimal_mark=POINT)
        if table_match.table.field(name).kind is Kind.MONEY and _is_ambiguous(sheet, cell):
            place = replace(sheet.place, column=sheet.headers[table_match.fields[name].column])
            number = cell.strip("-+ ")
            whole, decimal = number.replace(".", "").replace(",", ""), number.replace(",", ".")
            raise OpenQuestionError(QUESTION, ASKED, place=place.words, value=cell, whole=whole, decimal=decimal)
    return conventions


def _ambiguous_columns(sheet: Sheet, table_match: TableMatch) -> Iterator[tuple[str, str]]:
    """Fields with ambiguous numbers, each with an example."""
    for name, match in table_match.fields.items():
        kind = table_match.table.field(name).kind
        cells = sheet.body[str(match.column)]
        if kind not in NUMERIC or not cells.str.contains(ONE_MARK).any() or _proved_mark(cells.head(LOOKED_AT)):
            continue
        doubts = parse_numbers(cells, money=kind is Kind.MONEY).doubts
        if doubts.any():
            ambiguous = cells.filter(doubts)
            ending = ambiguous.filter(ambiguous.str.ends_with("0"))
            yield name, str((ending if ending.len() else ambiguous)[0])


def _is_ambiguous(sheet: Sheet, cell: str) -> bool:
    """Whether a cell is ambiguous in a file of this kind."""
    if sheet.kind in STORED_NUMBERS:
        # No stored number ends with a nought behind its point: such a cell is text that somebody wrote.
        return "." in cell and cell.endswith("0")
    return "." in cell or sheet.delimiter == ";"


def _numeric_columns(sheet: Sheet, table_match: TableMatch) -> Iterator[int]:
    """Columns that may hold numbers."""
    kinds = {match.column: table_match.table.field(name).kind for name, match in table_match.fields.items()}
    for column, header in enumerate(sheet.headers):
        if kinds[column] in NUMERIC if column in kinds else type_by_header(header) not in NO_NUMBERS:
            yield column


def _proved_mark(cells: pl.Series) -> str | None:
    known = cells.drop_nulls().unique(maintain_order=True).head(LOOKED_AT)
    return proved_decimal_mark(known) if known.len() else None
