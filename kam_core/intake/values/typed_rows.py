"""The rows of one sheet as typed rows of one of our tables, and the rows that were refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.findings import SHOWN_IN_FULL, Finding, Place, finding
from kam_core.intake.line_kinds.columns import KindColumn
from kam_core.intake.matching.table_detection import LINES, OPTIONAL, WHOLE, Reading
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.cell_faults import DOUBTS
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.decimal_mark import with_decimal_mark
from kam_core.intake.values.discounts import paid_as_share, settled_discount, taken_off
from kam_core.intake.values.line_currency import (
    Marked,
    in_other_currency,
    is_priced,
    line_currency,
    marked,
    without_others,
)
from kam_core.intake.values.refused_rows import MORE, Refused
from kam_core.intake.values.title_units import unit_of_titles
from kam_core.intake.values.typed_column import Typed, typed
from kam_core.intake.values.uncalculated_formulas import calculated
from kam_core.vocabulary.message import N_

LONG_ROW = N_(
    "{place}: the row has more cells than the header. Hint: put quotation marks around a cell that holds the delimiter."
)
"""What is said of a row that is longer than the header."""
TORN_ROW = N_(
    "{place}: a quotation mark stands inside a cell there, so that nobody can tell where its cells begin. "
    "Hint: write it twice, or leave it out."
)


def set_apart(sheet: Sheet) -> Iterable[Finding]:
    """Why each row that does not fit its header is refused."""
    for line, cells in sheet.overlong:
        place = Place(sheet.file, sheet.sheet, line)
        if len(cells) > len(sheet.headers):
            yield finding("reject", "long_row", place, LONG_ROW)
        else:
            yield finding("reject", "torn_row", place, TORN_ROW)


@dataclass(frozen=True)
class Rows:
    """A sheet read as a table.

    frame: `source` (the sheet's number), `line`, and the fields that the file has, typed as STORED says; `currency`
    also where only a header names it. The refused rows are not in it.
    kinds: the columns of an order file that say what a line is; then `frame` holds MARKS as well.
    """

    source: int
    sheet: Sheet
    reading: Reading
    frame: pl.DataFrame
    refused: Refused
    findings: tuple[Finding, ...]
    kinds: tuple[KindColumn, ...] = ()

    def has(self, field: str) -> bool:
        """Whether the file has a column for the field."""
        return field in self.reading.fields


def columns_of(field: str, parts: Iterable[Rows]) -> dict[int, Place]:
    """Where each sheet says a field: the place of its column, so that a person can correct the cell."""
    return {
        rows.source: replace(rows.sheet.place, column=rows.sheet.headers[rows.reading.fields[field].column])
        if rows.has(field)
        else rows.sheet.place
        for rows in parts
    }


def rows_of_sheet(source: int, sheet: Sheet, reading: Reading, conventions: Conventions) -> Rows:
    """The typed rows; a row whose required cell is missing or bad is refused, other bad cells become null.

    Raises Question where cells can be meant in two ways and nothing tells.
    """
    reading = settled_discount(sheet, reading, conventions)
    original = sheet
    sheet, findings = calculated(sheet, reading)
    findings = [*reading.findings, *findings]
    titled = replace(conventions, from_1904=sheet.from_1904, title_unit=unit_of_titles(sheet.titles))
    conventions = with_decimal_mark(sheet, reading, titled)
    refused: Refused = {}
    lines = sheet.body["line"].to_list()
    columns: list[pl.Series] = []
    required = _required(reading)
    for apart in set_apart(sheet):
        findings.append(apart)
        refused.setdefault(apart.place.line or 0, []).append(apart.message)
    money: dict[str, Marked] = {}
    foreign = dict(in_other_currency(sheet, reading))
    findings.extend(foreign.values())
    for name, match in sorted(reading.fields.items(), key=lambda pair: pair[1].column):
        field, header = reading.table.field(name), sheet.headers[match.column]
        text = sheet.body[str(match.column)]
        if is_priced(field):
            money[name] = marked(text, sheet.headers)
            text = money[name].text
        if name == "discount":
            written, text = text, paid_as_share(text)
        read = typed(text, field, header, sheet.place, conventions)
        if name == "discount":
            read = replace(read, values=taken_off(written, read.values, conventions))
        findings.extend(read.findings)
        findings.extend(_doubted(read, sheet, lines))
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
        findings.extend(_told(read, sheet, lines, name in required | _fatal(reading), refused))
    own = next((one for one in columns if one.name == "currency"), None)
    columns = [one for one in columns if one.name != "currency"]
    if (said := line_currency(sheet, reading, money, own, findings)) is not None:
        for at, values in enumerate(columns):
            if values.name in money:
                here = replace(sheet.place, column=sheet.headers[reading.fields[values.name].column])
                columns[at], told = without_others(values, money[values.name], said, here)
                findings.extend(told)
        columns.append(said.alias("currency"))
    body = sheet.body["line"]
    frame = pl.DataFrame([pl.repeat(source, body.len(), dtype=pl.Int64, eager=True).alias("source"), body, *columns])
    if refused:
        frame = frame.filter(~pl.col("line").is_in(list(refused)))
    return Rows(source, original, reading, frame, refused, tuple(findings))


def _required(reading: Reading) -> frozenset[str]:
    """The fields without which a row of this part means nothing."""
    if reading.table.name != "transactions":
        return frozenset(n for n in reading.table.required if (reading.table.name, n) not in OPTIONAL)
    # Lines without an account are kept and counted; an amount may be computed, and is looked at then.
    needed = {"date"} if reading.part == WHOLE else {"order_id"} if reading.part == LINES else set()
    if reading.part == "headers":
        needed = {"order_id", "date"}
    if reading.part == "products":
        needed = {"product"}
    if reading.part in (WHOLE, LINES) and "amount" not in reading.fields:
        needed |= {"quantity", "price"}
    return frozenset(needed)


def _fatal(reading: Reading) -> frozenset[str]:
    """Fields that may be empty, but whose unreadable cell would make the row's amount wrong in silence."""
    if reading.table.name != "transactions":
        return frozenset()
    return frozenset({"amount"} if "amount" in reading.fields else {"discount"})


def _doubted(read: Typed, sheet: Sheet, lines: list[int]) -> Iterable[Finding]:
    """A warning per cell that was read in one of two ways, the first of each rule in full."""
    for rule, cells in read.faults.doubts.items():
        for at, value, number in cells[:SHOWN_IN_FULL]:
            place = Place(sheet.file, sheet.sheet, lines[at], read.faults.column)
            yield finding("warn", rule, place, DOUBTS[rule], value=value, number=f"{number:.15g}")
        if (more := len(cells) - SHOWN_IN_FULL) > 0:
            place = Place(sheet.file, sheet.sheet, None, read.faults.column)
            yield finding("warn", rule, place, MORE, count=more, line=str(lines[cells[0][0]]))


def _told(read: Typed, sheet: Sheet, lines: list[int], fatal: bool, refused: Refused) -> Iterable[Finding]:
    """A finding per faulty cell, the first of each rule in full; a fatal one refuses its row as well."""
    for rule, cells in read.faults.cells.items():
        shown = min(len(cells), SHOWN_IN_FULL)
        for number, (at, value) in enumerate(cells if fatal else cells[:shown]):
            place = Place(sheet.file, sheet.sheet, lines[at], read.faults.column)
            message = read.faults.sentence(rule, value, place)
            if fatal:
                refused.setdefault(lines[at], []).append(message)
            if number < shown:
                yield Finding("reject" if fatal else "warn", rule, place, message, value or None)
        if len(cells) > shown:
            place = Place(sheet.file, sheet.sheet, None, read.faults.column)
            yield finding(
                "reject" if fatal else "warn", rule, place, MORE, count=len(cells) - shown, line=str(lines[cells[0][0]])
            )
