"""Templates: empty workbooks per table that the import reads without questions."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kam_core.intake.checking.example_rows import example_row
from kam_core.intake.checking.template_notes_sheet import listed_headers
from kam_core.reports.export import TEXT_STAYS_TEXT
from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.judgement.checks import CHECKS
from kam_core.vocabulary.lexicon.spellings import NO, YES
from kam_core.vocabulary.measures import JUDGED
from kam_core.vocabulary.message import N_

Cell = str | float | datetime.date | bool | None

FILLED = 5_000
"""Rows below the header with drop-downs and checks; the import reads more rows, too."""
WIDTH = 18
LONGEST_TITLE = 31
LONGEST_LIST = 255
"""Characters that a workbook allows for the words of a drop-down."""
MADE_ON = datetime.datetime(2024, 1, 1)
"""A workbook has a creation date; with a fixed one equal templates are equal files."""
OLDEST, NEWEST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)

NOTES = N_("Notes")
REQUIRED = N_("Required.")
IS_REQUIRED = N_("yes")
HEADINGS = (N_("Column"), N_("Content"), N_("Unit"), N_("Required"), N_("Allowed values"), N_("Also read as"))
WHAT: Mapping[Kind, str] = {
    Kind.ID: N_("An id or name, always spelled the same way."),
    Kind.TEXT: N_("Any text."),
    Kind.CHOICE: N_("One of the allowed values."),
    Kind.DATE: N_("A date, for example 2024-03-05."),
    Kind.MOMENT: N_("A date with a time, for example 2024-03-05 14:30."),
    Kind.MONEY: N_("An amount of money as a number, all in one currency."),
    Kind.NUMBER: N_("A number."),
    Kind.COUNT: N_("A whole number."),
    Kind.DAYS: N_("A whole number of days."),
    Kind.SHARE: N_("A share, for example 25 % or 0.25."),
    Kind.SCORE: N_("A number from 0 to 100."),
    Kind.FLAG: N_("Yes or no."),
}
UNIT: Mapping[Kind, str] = {
    Kind.MONEY: N_("currency unit"),
    Kind.DAYS: N_("days"),
    Kind.SHARE: N_("0–1 or %"),
    Kind.SCORE: N_("0–100"),
    Kind.DATE: N_("day"),
    Kind.MOMENT: N_("date and time"),
}
CODE = N_("A three-letter ISO code, for example CNY.")
LOOK: Mapping[Kind, str] = {
    Kind.ID: "@",
    Kind.TEXT: "@",
    Kind.CHOICE: "@",
    Kind.FLAG: "@",
    Kind.DATE: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
    Kind.MONEY: "#,##0.00",
    Kind.COUNT: "0",
    Kind.DAYS: "0",
    Kind.SHARE: "0%",
}
"""Formats of cells by kind; ids as text keep their leading zeros."""
NAMED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("assessments", "criterion"): JUDGED,
    ("checks", "check"): tuple(CHECKS),
}
"""Text columns with a fixed set of words."""


def template_workbook(table: Table, say: Callable[[str], str], rows: Sequence[Mapping[str, Cell]] = ()) -> bytes:
    """A workbook (xlsx) with the table's columns in the reader's language and a sheet of notes.

    Required columns are marked; choices, flags, shares and bounded numbers have drop-downs or checks. The first row is
    an example that the import leaves out while nobody changes it. `rows` are written below it: field → value as in
    `example_row`, shares as fractions.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_STAYS_TEXT}) as book:
        book.set_properties({"created": MADE_ON})
        sheet = book.add_worksheet(_title(say(table.label)))
        sheet.freeze_panes(1, 0)
        plain = book.add_format({"bold": True, "bg_color": "#E5E7EB", "border": 1})
        needed = book.add_format({"bold": True, "bg_color": "#FDE68A", "border": 1})
        looks = {look: book.add_format({"num_format": look}) for look in sorted(set(LOOK.values()))}
        greys = {look: book.add_format({"num_format": look, "italic": True, "font_color": "#6B7280"}) for look in looks}
        grey = book.add_format({"italic": True, "font_color": "#6B7280"})
        shown = example_row(table)
        for column, field in enumerate(table.fields):
            look = LOOK.get(field.kind)
            sheet.set_column(column, column, WIDTH, looks[look] if look else None)
            sheet.write_string(0, column, say(field.label), needed if field.required else plain)
            if field.required:
                sheet.write_comment(0, column, say(REQUIRED), {"author": ""})
            if check := _check(table, field, say):
                sheet.data_validation(1, column, FILLED, column, check)
            _write(sheet, 1, column, _localised_value(shown[field.name], field, say), greys[look] if look else grey)
            for row, values in enumerate(rows, 2):
                _write(
                    sheet,
                    row,
                    column,
                    _localised_value(values.get(field.name), field, say),
                    looks[look] if look else None,
                )
        _notes(book.add_worksheet(_title(say(NOTES))), table, say, plain)
    return buffer.getvalue()


def words(table: Table, field: Field, say: Callable[[str], str]) -> list[str]:
    """The allowed words of a column, in the reader's language where the import recognises it; [] for any text."""
    if field.kind is Kind.FLAG:
        return [_localised("yes", YES, field, say), _localised("no", NO, field, say)]
    if field.choices:
        return [_localised(word, others, field, say) for word, others in field.choices]
    return list(NAMED.get((table.name, field.name), ()))


def _localised(word: str, others: Sequence[str], field: Field, say: Callable[[str], str]) -> str:
    label = say(word)
    if label in (word, *others) and label != word:
        return label
    abroad = not say(NOTES).isascii()
    return next((other for other in others if abroad and not other.isascii() and other.isalpha()), word)


def _localised_value(value: Cell, field: Field, say: Callable[[str], str]) -> Cell:
    if isinstance(value, bool):
        return _localised("yes", YES, field, say) if value else _localised("no", NO, field, say)
    for word, others in field.choices:
        if value == word:
            return _localised(word, others, field, say)
    return value


def _write(sheet: Worksheet, row: int, column: int, value: Cell, look: Format | None) -> None:
    match value:
        case None:
            pass
        case datetime.datetime():
            sheet.write_datetime(row, column, value, look)
        case datetime.date():
            sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), look)
        case str():
            sheet.write_string(row, column, value, look)
        case _:
            sheet.write_number(row, column, value, look)


def _check(table: Table, field: Field, say: Callable[[str], str]) -> dict[str, Any] | None:
    """Data validation of a workbook; a warning only, as the import accepts more."""
    hint = {"input_title": say(field.label)[:32], "input_message": _what(field, say)[:255], "error_type": "warning"}
    if (allowed := words(table, field, say)) and len(",".join(allowed)) <= LONGEST_LIST:
        return {"validate": "list", "source": allowed, **hint}
    whole = field.kind in (Kind.COUNT, Kind.DAYS)
    low, high = field.low, field.high
    if field.kind is Kind.SCORE:
        low, high = 0, 100
    if field.kind in (Kind.DATE, Kind.MOMENT):
        return {"validate": "date", "criteria": "between", "minimum": OLDEST, "maximum": NEWEST, **hint}
    if low is not None and high is not None:
        return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, **hint}
    if whole or low is not None:
        return {"validate": "integer" if whole else "decimal", "criteria": ">=", "value": low or 0, **hint}
    if field.kind in (Kind.MONEY, Kind.NUMBER, Kind.SHARE):
        return {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15, **hint}
    return None


def _what(field: Field, say: Callable[[str], str]) -> str:
    return say(CODE if field.kind is Kind.CHOICE and not field.choices else WHAT[field.kind])


def _notes(sheet: Worksheet, table: Table, say: Callable[[str], str], bold: Format) -> None:
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, say(heading), bold)
    sheet.set_column(0, 0, WIDTH)
    sheet.set_column(1, len(HEADINGS) - 1, 2 * WIDTH)
    for row, field in enumerate(table.fields, 1):
        unit = say(UNIT[field.kind]) if field.kind in UNIT else _range(field)
        needed = say(IS_REQUIRED) if field.required else ""
        allowed = ", ".join(words(table, field, say))
        cells = (say(field.label), _what(field, say), unit, needed, allowed, listed_headers(field))
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
    sheet.write_string(len(table.fields) + 2, 0, say(table.feeds))


def _range(field: Field) -> str:
    if field.low is None or field.high is None:
        return ""
    return f"{field.low:g}–{field.high:g}"


def _title(text: str) -> str:
    """A sheet name within the length limit, without forbidden characters."""
    return "".join(" " if mark in "[]:*?/\\" else mark for mark in text)[:LONGEST_TITLE].strip("' ")
