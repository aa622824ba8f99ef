"""Type the rows of one sheet by the fields of its table, and reject unusable ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.findings import SHOWN_IN_FULL, Finding, Place, finding
from kam_core.intake.line_kinds.kind_columns import KindColumn
from kam_core.intake.matching.table_detection import LINES, MAY_BE_EMPTY, WHOLE, TableMatch
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.cell_faults import DOUBTS
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.decimal_mark import with_decimal_mark
from kam_core.intake.values.discounts import discount_shares, parse_tenths, with_discount_kind
from kam_core.intake.values.line_currency import (
    CurrencyCells,
    columns_in_other_currency,
    is_money_field,
    line_currency,
    split_currencies,
    without_other_currencies,
)
from kam_core.intake.values.rejected_rows import MORE, RowErrors
from kam_core.intake.values.title_units import find_title_unit
from kam_core.intake.values.typed_column import TypedColumn, type_column
from kam_core.intake.values.uncalculated_formulas import without_uncalculated
from kam_core.vocabulary.message import N_

LONG_ROW = N_(
    "{place}: the row has more cells than the header. Hint: put quotation marks around cells that contain "
    "the delimiter."
)
"""Message about a row that is longer than the header."""
BROKEN_ROW = N_(
    "{place}: a quotation mark inside a cell makes it unclear where cells start. Hint: double it or remove it."
)


def overlong_row_findings(sheet: Sheet) -> Iterable[Finding]:
    """Findings about rows that do not fit the header."""
    for line, cells in sheet.overlong:
        place = Place(sheet.file, sheet.sheet, line)
        if len(cells) > len(sheet.headers):
            yield finding("reject", "long_row", place, LONG_ROW)
        else:
            yield finding("reject", "torn_row", place, BROKEN_ROW)


@dataclass(frozen=True)
class TypedRows:
    """The typed rows of a sheet.

    frame: `source` (the sheet's number), `line`, and the fields that the file has, typed as STORED says; `currency`
    also where only a header names it. The refused rows are not in it.
    kinds: the columns of an order file that say what a line is; then `frame` holds MARKS as well.
    """

    source: int
    sheet: Sheet
    table_match: TableMatch
    frame: pl.DataFrame
    row_errors: RowErrors
    findings: tuple[Finding, ...]
    kinds: tuple[KindColumn, ...] = ()

    def has(self, field: str) -> bool:
        """Whether the file has a column for the field."""
        return field in self.table_match.fields


def columns_of(field: str, parts: Iterable[TypedRows]) -> dict[int, Place]:
    """Source → place of the column of a field, so that a person can correct the cell."""
    return {
        rows.source: replace(rows.sheet.place, column=rows.sheet.headers[rows.table_match.fields[field].column])
        if rows.has(field)
        else rows.sheet.place
        for rows in parts
    }


def type_rows(source: int, sheet: Sheet, table_match: TableMatch, conventions: Conventions) -> TypedRows:
    """Type the rows of a sheet; a bad or missing required cell rejects its row, other bad cells become null.

    Raises OpenQuestionError for ambiguous cells.
    """
    table_match = with_discount_kind(sheet, table_match, conventions)
    original = sheet
    sheet, findings = without_uncalculated(sheet, table_match)
    findings = [*table_match.findings, *findings]
    titled = replace(conventions, from_1904=sheet.from_1904, title_unit=find_title_unit(sheet.titles))
    conventions = with_decimal_mark(sheet, table_match, titled)
    row_errors: RowErrors = {}
    lines = sheet.body["line"].to_list()
    columns: list[pl.Series] = []
    required = _required_fields(table_match)
    for apart in overlong_row_findings(sheet):
        findings.append(apart)
        row_errors.setdefault(apart.place.line or 0, []).append(apart.message)
    money: dict[str, CurrencyCells] = {}
    foreign = dict(columns_in_other_currency(sheet, table_match))
    findings.extend(foreign.values())
    for name, match in sorted(table_match.fields.items(), key=lambda pair: pair[1].column):
        field, header = table_match.table.field(name), sheet.headers[match.column]
        text = sheet.body[str(match.column)]
        if is_money_field(field):
            money[name] = split_currencies(text, sheet.headers)
            text = money[name].text
        if name == "discount":
            written, text = text, parse_tenths(text)
        read = type_column(text, field, header, sheet.place, conventions)
        if name == "discount":
            read = replace(read, values=discount_shares(written, read.values, conventions))
        findings.extend(read.findings)
        findings.extend(_doubt_findings(read, sheet, lines))
        columns.append(
            read.values
            if name not in foreign
            else pl.repeat(None, len(lines), dtype=read.values.dtype, eager=True).alias(name)
        )
        if name in required:
            known = read.values.is_null()
            for cells in read.faults.cells.values():
                known = known.scatter([at for at, _ in cells], False)
            read.faults.add("missing", read.values.cast(pl.String), known)
        findings.extend(_fault_findings(read, sheet, lines, name in required | _amount_fields(table_match), row_errors))
    own = next((one for one in columns if one.name == "currency"), None)
    columns = [one for one in columns if one.name != "currency"]
    if (currency := line_currency(sheet, table_match, money, own, findings)) is not None:
        for at, values in enumerate(columns):
            if values.name in money:
                here = replace(sheet.place, column=sheet.headers[table_match.fields[values.name].column])
                columns[at], more = without_other_currencies(values, money[values.name], currency, here)
                findings.extend(more)
        columns.append(currency.alias("currency"))
    body = sheet.body["line"]
    frame = pl.DataFrame([pl.repeat(source, body.len(), dtype=pl.Int64, eager=True).alias("source"), body, *columns])
    if row_errors:
        frame = frame.filter(~pl.col("line").is_in(list(row_errors)))
    return TypedRows(source, original, table_match, frame, row_errors, tuple(findings))


def _required_fields(table_match: TableMatch) -> frozenset[str]:
    """The required fields of a row of this part."""
    if table_match.table.name != "transactions":
        return frozenset(n for n in table_match.table.required if (table_match.table.name, n) not in MAY_BE_EMPTY)
    # Lines without an account are kept and counted; an amount may be computed, and is looked at then.
    needed = {"date"} if table_match.part == WHOLE else {"order_id"} if table_match.part == LINES else set()
    if table_match.part == "headers":
        needed = {"order_id", "date"}
    if table_match.part == "products":
        needed = {"product"}
    if table_match.part in (WHOLE, LINES) and "amount" not in table_match.fields:
        needed |= {"quantity", "price"}
    return frozenset(needed)


def _amount_fields(table_match: TableMatch) -> frozenset[str]:
    """Fields that may be empty, but whose unreadable cells would silently make the amount wrong."""
    if table_match.table.name != "transactions":
        return frozenset()
    return frozenset({"amount"} if "amount" in table_match.fields else {"discount"})


def _doubt_findings(read: TypedColumn, sheet: Sheet, lines: list[int]) -> Iterable[Finding]:
    """Warn of ambiguous cells, the first ones of each rule in full."""
    for rule, cells in read.faults.doubts.items():
        for at, value, number in cells[:SHOWN_IN_FULL]:
            place = Place(sheet.file, sheet.sheet, lines[at], read.faults.column)
            yield finding("warn", rule, place, DOUBTS[rule], value=value, number=f"{number:.15g}")
        if (more := len(cells) - SHOWN_IN_FULL) > 0:
            place = Place(sheet.file, sheet.sheet, None, read.faults.column)
            yield finding("warn", rule, place, MORE, count=more, line=str(lines[cells[0][0]]))


def _fault_findings(
    read: TypedColumn, sheet: Sheet, lines: list[int], fatal: bool, row_errors: RowErrors
) -> Iterable[Finding]:
    """A finding per faulty cell, the first ones of each rule in full; a fatal one also rejects its row."""
    for rule, cells in read.faults.cells.items():
        shown = min(len(cells), SHOWN_IN_FULL)
        for number, (at, value) in enumerate(cells if fatal else cells[:shown]):
            place = Place(sheet.file, sheet.sheet, lines[at], read.faults.column)
            message = read.faults.sentence(rule, value, place)
            if fatal:
                row_errors.setdefault(lines[at], []).append(message)
            if number < shown:
                yield Finding("reject" if fatal else "warn", rule, place, message, value or None)
        if len(cells) > shown:
            place = Place(sheet.file, sheet.sheet, None, read.faults.column)
            yield finding(
                "reject" if fatal else "warn", rule, place, MORE, count=len(cells) - shown, line=str(lines[cells[0][0]])
            )
