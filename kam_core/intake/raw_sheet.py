"""A sheet read without mapping: every column under its own name and with its own type."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.detected_sheets import DetectedSheet, detect_sheets
from kam_core.intake.findings import Finding, OpenQuestionError, Place, finding
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.upload import Choices, Upload
from kam_core.intake.values.cell_faults import DOUBTS, FAULTS
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.date_findings import date_question, mixed_order_findings, serial_date_findings
from kam_core.intake.values.dates import parse_dates
from kam_core.intake.values.ids import repair_ids
from kam_core.intake.values.numbers import parse_numbers
from kam_core.intake.values.rejected_rows import RowErrors, rejected_frame, unique_names
from kam_core.intake.values.typed_column import ERROR_CELLS, NO_TEXT, NO_VALUE, unescape_cells
from kam_core.intake.values.typed_rows import overlong_row_findings
from kam_core.intake.values.value_kinds import guess_column_type
from kam_core.vocabulary.message import N_, UserError

SHEET = "sheet"
"""The question about a workbook with several tables."""
DOUBTFUL_SHARE = 0.3
"""Share of numbers or dates from which a text column may be a numeric one with many bad cells."""


@dataclass(frozen=True)
class RawSheet:
    """A sheet typed column by column, without mapping to a table.

    names and types: one per column (id, str, num, pct, date). frame: the good rows, columns under their
    names: id and str as text, num and pct Float64 (per cent as a fraction), date as a day. row_errors: line → reasons.
    question: an ambiguity to be resolved before the frame is valid, or None.
    """

    sheet: Sheet
    names: tuple[str, ...]
    types: tuple[str, ...]
    frame: pl.DataFrame
    row_errors: RowErrors
    findings: tuple[Finding, ...]
    question: OpenQuestionError | None

    @property
    def rejected(self) -> pl.DataFrame:
        """The rejected rows with their line, the reason and the file's own columns as text."""
        return rejected_frame({0: self.sheet}, {0: self.row_errors})


def read_raw_sheet(upload: Upload, choices: Choices) -> RawSheet:
    """Read the only sheet of a file without mapping.

    Raises OpenQuestionError for several sheets or an ambiguous one, UserError if nothing can be read.
    """
    sheets = [one.sheet for one in detect_sheets(upload, choices, raw=True) if isinstance(one, DetectedSheet)]
    if len(sheets) > 1:
        raise OpenQuestionError(
            SHEET,
            N_("{file} has {count} sheets with a table: {sheets}. Answer sheet=NAME."),
            file=upload.name,
            count=len(sheets),
            sheets=", ".join(sheet.sheet or sheet.file.removeprefix(f"{upload.name}/") for sheet in sheets),
        )
    raw = type_raw_sheet(sheets[0], choices)
    if raw.question is not None:
        raise raw.question
    if raw.frame.is_empty() and not raw.row_errors:
        raise UserError("{place}: there is a header but no rows.", place=raw.sheet.place.words)
    if raw.frame.is_empty():
        first = min(raw.row_errors)
        raise UserError(
            "{place}: the {count} row cannot be read. The reason: {why}",
            "{place}: none of the {count} rows can be read. The first one: {why}",
            "count",
            place=raw.sheet.place.words,
            count=len(raw.row_errors),
            why=raw.row_errors[first][0],
        )
    return raw


def type_raw_sheet(sheet: Sheet, choices: Choices) -> RawSheet:
    """Type the columns of a sheet, with all findings; raises nothing."""
    findings = list(sheet.findings)
    row_errors: RowErrors = {}
    for fault in overlong_row_findings(sheet):
        findings.append(fault)
        row_errors.setdefault(fault.place.line or 0, []).append(fault.message)
    headers = unescape_cells(pl.Series(sheet.headers, dtype=pl.String)).to_list()
    names = unique_names(tuple(unicodedata.normalize("NFKC", header).strip() for header in headers))
    lines: Sequence[int] = sheet.body["line"].to_list()
    types: list[str] = []
    columns: list[pl.Series] = []
    question: OpenQuestionError | None = None
    conventions = replace(choices.conventions, from_1904=sheet.from_1904)
    for i, header in enumerate(sheet.headers):
        text = sheet.body[str(i)]
        kind, numeric = guess_column_type(header, text)
        types.append(kind)
        column = _Column(
            Place(sheet.file, sheet.sheet, None, names[i]), lines, findings, row_errors, sheet.delimiter == ","
        )
        if kind == "str" and numeric >= DOUBTFUL_SHARE:
            findings.append(finding("warn", "mixed_column", column.place, MIXED_COLUMN, share=f"{numeric:.0%}"))
        try:
            columns.append(column.read(text, kind, conventions).alias(names[i]))
        except OpenQuestionError as asked:
            question = question or asked
            findings.append(Finding("ask", asked.question, column.place, asked.message))
            columns.append(pl.Series(names[i], [None] * text.len(), pl.Date()))
    if len(names) == 1 and sheet.body["0"].str.contains(r"\S(?: {2,}|[|;\t^~])\S").fill_null(False).any():
        findings.append(finding("warn", "one_column", sheet.place, ONE_COLUMN))
    frame = pl.DataFrame(columns).filter(~sheet.body["line"].is_in(list(row_errors)))
    return RawSheet(sheet, tuple(names), tuple(types), frame, row_errors, tuple(findings), question)


ONE_COLUMN = N_(
    "{place}: all cells were read as one column. If there are several columns, save the file as CSV or xlsx."
)
MIXED_COLUMN = N_("{place}: {share} of the cells are numbers or dates and the others are not; all were read as text.")


@dataclass(frozen=True)
class _Column:
    """One column with its place, its lines, and the lists that collect its faults."""

    place: Place
    lines: Sequence[int]
    findings: list[Finding]
    row_errors: RowErrors
    commas: bool
    """Whether commas separate the cells: files with decimal commas use semicolons."""

    def read(self, text: pl.Series, kind: str, conventions: Conventions) -> pl.Series:
        """Parse the cells. Raises OpenQuestionError if the order of day and month is ambiguous."""
        broken = text.is_in(ERROR_CELLS).fill_null(False)
        self.tell("error_cell", text, broken)
        nothing = NO_TEXT if kind in ("id", "str") else NO_VALUE
        text = pl.select(pl.when(~(text.str.to_lowercase().is_in(nothing) | broken)).then(text)).to_series()
        if kind == "date":
            days = parse_dates(text, conventions.date_order, conventions.from_1904)
            if days.ambiguous is not None:
                raise date_question(self.place, days.ambiguous)
            self.findings.extend(mixed_order_findings(days, self.place))
            if conventions.from_1904:
                self.findings.extend(serial_date_findings(days, self.place, conventions))
            self.tell("not_a_date", text, days.bad)
            return days.days.cast(pl.Int32).cast(pl.Date)
        if kind in ("num", "pct"):
            read = parse_numbers(text, conventions.decimal_mark)
            self.tell("not_a_number", text, read.bad)
            self.tell("not_finite", text, read.infinite, "warn")
            self.doubt("decimal_mark", text, read.values, read.doubts)
            self.doubt("thousands", text, read.values, read.contradicting)
            largest = read.values.abs().max()
            if kind == "pct" and not read.percent and isinstance(largest, float) and 1 < largest <= 100:
                self.findings.append(finding("warn", "percent", self.place, UNSURE_SHARE, largest=largest))
            return read.values
        text = unescape_cells(text)
        if kind == "id":
            text, repairs = repair_ids(text, self.place)
            self.findings.extend(repairs)
        return text

    def doubt(self, rule: str, text: pl.Series, values: pl.Series, where: pl.Series) -> None:
        """Warn of the first ambiguous cell, on behalf of the column."""
        at = where.arg_max() if where.any() else None
        if at is not None and not (rule == "decimal_mark" and self.commas and "," in text[at]):
            place = replace(self.place, line=self.lines[at])
            number = f"{values[at]:.15g}"
            self.findings.append(finding("warn", rule, place, DOUBTS[rule], value=text[at], number=number))

    def tell(self, rule: str, text: pl.Series, where: pl.Series, severity: str = "reject") -> None:
        """Report each marked cell; the severity "reject" rejects its row."""
        for at in where.arg_true().to_list():
            place = Place(self.place.file, self.place.sheet, self.lines[at], self.place.column)
            fault = finding(severity, rule, place, FAULTS[rule], value=text[at])
            self.findings.append(fault)
            if severity == "reject":
                self.row_errors.setdefault(self.lines[at], []).append(fault.message)


UNSURE_SHARE = N_("{place}: numbers up to {largest} in a column of rates have no percent sign and were read unchanged.")
