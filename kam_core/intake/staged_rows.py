"""Stage uploads: every sheet as typed rows of its table, with findings and rejected rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.checking.duplicate_sheets import without_duplicates
from kam_core.intake.checking.hidden_sheets import without_hidden
from kam_core.intake.checking.known_names import match_names
from kam_core.intake.checking.order_line_checks import TOO_LATE, implausibly_late
from kam_core.intake.detected_sheets import DetectedSheet, UnshapedSheet, check_choices, detect_sheets
from kam_core.intake.findings import EmptyFileError, Finding, OpenQuestionError, Place, finding
from kam_core.intake.headers import header_key
from kam_core.intake.joining.amount_signs import with_net_sides
from kam_core.intake.joining.conversion import ASSUMED, without_currency_counts
from kam_core.intake.joining.orders import JoinedOrders, join_orders
from kam_core.intake.joining.returned_orders import returned_order_ids, subtract_returns
from kam_core.intake.line_kinds.line_classification import with_line_kinds
from kam_core.intake.matching.columns import match_columns
from kam_core.intake.matching.mapping import header_set_key
from kam_core.intake.matching.missing_column import MissingColumn
from kam_core.intake.matching.table_detection import HEADERS, LINES, TableMatch, looks_like_events
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.upload import Choices, Progress, Upload
from kam_core.intake.values.rejected_rows import RowErrors, reject_rows
from kam_core.intake.values.typed_rows import TypedRows, columns_of, type_rows
from kam_core.vocabulary.message import N_, Message, UserError
from kam_core.vocabulary.tables import TABLES

NO_CHOICES = Choices()


def no_progress(_stage: str, _done: int, _of: int) -> None:
    """Ignore progress."""


def stage_sheet(source: int, sheet: Sheet, table_match: TableMatch, choices: Choices) -> TypedRows:
    """Type the rows of a sheet; debit and credit columns become one amount, order lines get their kind.

    Raises OpenQuestionError if cells are ambiguous.
    """
    rows = type_rows(source, sheet, table_match, choices.of_file(sheet.file).conventions)
    return with_line_kinds(with_net_sides(rows), choices.kinds_of(sheet.headers), choices.exclude_status)


@dataclass(frozen=True)
class StagedRows:
    """The typed rows of all uploads.

    detected: the sheets, whose positions are the sources of the rows; parts: the typed rows of those with a table.
    findings and row_errors (source → line → reasons) are extended by later stages. file_numbers: content and role of a
    file → its position among the uploads, the last one for repeated files.
    """

    detected: tuple[DetectedSheet, ...]
    parts: tuple[TypedRows, ...]
    findings: list[Finding]
    row_errors: dict[int, RowErrors]
    file_numbers: Mapping[tuple[bytes, str | None], int]

    @staticmethod
    def of(uploads: Sequence[Upload], choices: Choices, progress: Progress = no_progress) -> StagedRows:
        """Stage the uploads. Raises UserError for a file without a table, OpenQuestionError for an ambiguity."""
        file_numbers = {(upload.content, upload.role): number for number, upload in enumerate(uploads)}
        uploads, findings = _without_repeated_files(uploads)
        uploads, sheets = _detect_all(uploads, choices, findings, progress)
        detected = [one for one in sheets if isinstance(one, DetectedSheet)]
        for one in detected:
            if one.question is not None:
                raise one.question
        check_choices(detected, choices)
        _ask_what_they_are(detected, choices)
        findings.extend(_unused(sheets, uploads, choices))
        parts = []
        for source, one in enumerate(detected):
            progress("values", source, len(detected))
            if isinstance(one.table_match, TableMatch):
                rows, more = match_names(stage_sheet(source, one.sheet, one.table_match, choices))
                parts.append(rows)
                findings.extend(more)
        parts, more = without_duplicates(parts)
        findings.extend(more)
        parts, more = without_hidden(parts, lambda file: choices.of_file(file).hidden_sheets)
        findings.extend(more)
        for one in detected:
            findings.extend(one.sheet.findings)
            findings.extend(_same_headers(one))
        for rows in parts:
            findings.extend(rows.findings)
        row_errors: dict[int, RowErrors] = {rows.source: dict(rows.row_errors) for rows in parts if rows.row_errors}
        return StagedRows(tuple(detected), tuple(parts), findings, row_errors, file_numbers)

    @property
    def by_table(self) -> dict[str, list[TypedRows]]:
        """Table → its rows, sheet by sheet."""
        tables: dict[str, list[TypedRows]] = {}
        for rows in self.parts:
            tables.setdefault(rows.table_match.table.name, []).append(rows)
        return tables

    @property
    def sheets(self) -> dict[int, Sheet]:
        """Source → sheet, for sheets with a table."""
        return {rows.source: rows.sheet for rows in self.parts}

    @property
    def places(self) -> dict[int, Place]:
        """Source → file and sheet."""
        return {source: sheet.place for source, sheet in self.sheets.items()}

    @property
    def file_order(self) -> dict[int, int]:
        """Source → position of its file (a workbook or a file in an archive) in the order of the uploads.

        Files of orders and of their lines are one table together, which is complete with the last of them.
        """
        file_of = {rows.source: self._file(self.detected[rows.source]) for rows in self.parts}
        files = sorted(dict.fromkeys(file_of.values()), key=lambda file: file[0])
        places = {source: files.index(file) for source, file in file_of.items()}
        joint = {rows.source for rows in self.parts if rows.table_match.part in (HEADERS, LINES)}
        last = max((places[source] for source in joint), default=0)
        return {source: last if source in joint else place for source, place in places.items()}

    def _file(self, one: DetectedSheet) -> tuple[int, str]:
        return self.file_numbers[one.upload.content, one.upload.role], one.sheet.file

    def orders(self, choices: Choices) -> JoinedOrders:
        """The order lines of the files, without implausible ones; rejections are recorded."""
        parts = self.by_table.get("transactions", [])
        answers = {rows.source: choices.of_file(rows.sheet.file).order_amount for rows in parts}
        orders = join_orders(parts, choices.exclude_status, answers)
        orders = subtract_returns(orders, returned_order_lists(self.detected), choices.returns)
        self.findings.extend(orders.findings)
        late = implausibly_late(orders.lines, choices.today)
        if late.height:
            written, columns = _as_written(late, "date", parts), columns_of("date", parts)
            reject_rows(written, columns, "future", TOO_LATE, self.findings, orders.row_errors, "text")
            lines = orders.lines.join(late, on=["source", "line"], how="anti", maintain_order="left")
            orders = replace(orders, lines=lines)
        for source, lines_refused in orders.row_errors.items():
            for line, reasons in lines_refused.items():
                self.row_errors.setdefault(source, {}).setdefault(line, []).extend(reasons)
        if choices.currency is not None:
            # Stored with the lines, so that it holds when later files come.
            for source, count in without_currency_counts(orders.lines):
                place = self.places[source]
                note = finding("note", "no_currency", place, ASSUMED, count=count, currency=choices.currency)
                self.findings.append(note)
            currency = pl.col("currency").fill_null(choices.currency)
            orders = replace(orders, lines=orders.lines.with_columns(currency))
        return orders


WHAT_IS_IT = N_(
    "{place}: each row has an account and an amount in {column}, so this does not look like an account list. "
    "Choose: orders, opportunities, payments or accounts."
)


def _ask_what_they_are(sheets: Sequence[DetectedSheet], choices: Choices) -> None:
    """Ask about account lists that look like orders, deals or payments."""
    for one in sheets:
        of_file = choices.of_file(one.sheet.file)
        mapped = of_file.remembered.get(header_set_key(one.sheet.headers))
        stated_table = one.upload.role or of_file.table or (mapped and mapped.table)
        if not stated_table and looks_like_events(one.sheet, one.table_match):
            amount = match_columns(one.sheet.headers, TABLES["transactions"], {})["amount"].column
            raise OpenQuestionError("table", WHAT_IS_IT, place=one.sheet.place.words, column=one.sheet.headers[amount])


def returned_order_lists(sheets: Sequence[DetectedSheet]) -> list[tuple[Sheet, pl.Series]]:
    """The lists of returned orders among the sheets without a table."""
    lists = [
        (one.sheet, returned_order_ids(one.sheet)) for one in sheets if not isinstance(one.table_match, TableMatch)
    ]
    return [(sheet, ids) for sheet, ids in lists if ids is not None]


def _detect_all(
    uploads: Sequence[Upload], choices: Choices, findings: list[Finding], progress: Progress
) -> tuple[list[Upload], list[DetectedSheet | UnshapedSheet]]:
    """Detect the sheets of all non-empty files. Refuses if all files are empty."""
    sheets: list[DetectedSheet | UnshapedSheet] = []
    used: list[Upload] = []
    empty: list[EmptyFileError] = []
    for number, upload in enumerate(uploads):
        progress("read", number, len(uploads))
        try:
            sheets.extend(detect_sheets(upload, choices))
        except EmptyFileError as refusal:
            empty.append(refusal)
            left_out = Message("{why} It is not used.", why=refusal.message)
            findings.append(Finding("warn", "empty", Place(upload.name), left_out))
            continue
        used.append(upload)
    if not used and empty:
        raise empty[0]
    return used, sheets


def _without_repeated_files(uploads: Sequence[Upload]) -> tuple[list[Upload], list[Finding]]:
    """Drop repeated files with the same table, which would double the money."""
    first: dict[tuple[bytes, str | None], Upload] = {}
    findings = []
    for upload in uploads:
        earlier = first.setdefault((upload.content, upload.role), upload)
        if earlier is not upload:
            text = N_("{place} has the same content as {first} and is used once.")
            findings.append(finding("warn", "twice", Place(upload.name), text, first=earlier.name))
    return list(first.values()), findings


def _same_headers(detected: DetectedSheet) -> list[Finding]:
    """Warn of used columns whose header occurs several times."""
    if not isinstance(detected.table_match, TableMatch):
        return []
    names = [header_key(header) for header in detected.sheet.headers]
    text = N_("{place}: {count} columns have this name; only the first was read.")
    return [
        finding(
            "warn",
            "same_header",
            replace(detected.sheet.place, column=detected.sheet.headers[column]),
            text,
            count=count,
        )
        for column in sorted({match.column for match in detected.table_match.fields.values()})
        if (count := names.count(names[column])) > 1
    ]


def _as_written(lines: pl.DataFrame, field: str, parts: Sequence[TypedRows]) -> pl.DataFrame:
    """`source`, `line` and `text`: the original cell of a field."""
    cells = [
        rows.sheet.body.select(
            pl.lit(rows.source, pl.Int64).alias("source"),
            "line",
            pl.col(str(rows.table_match.fields[field].column)).alias("text"),
        )
        for rows in parts
        if rows.has(field)
    ]
    return lines.select("source", "line").join(pl.concat(cells), on=["source", "line"], how="left")


def _unused(
    sheets: Sequence[DetectedSheet | UnshapedSheet], uploads: Sequence[Upload], choices: Choices
) -> list[Finding]:
    """Report sheets and files without a table. Refuses if a requested file is among them or nothing is left."""
    findings: list[Finding] = []
    tables = [one for one in sheets if isinstance(one, DetectedSheet) and isinstance(one.table_match, TableMatch)]
    returned = [
        sheet.place for sheet, _ in returned_order_lists([one for one in sheets if isinstance(one, DetectedSheet)])
    ]
    for upload in uploads:
        unread = [one for one in sheets if one.upload is upload and not (isinstance(one, DetectedSheet) and one.table)]
        used = any(one.upload is upload for one in tables)
        if not tables or (upload.role and not used and not choices.partial):
            raise _rejection(unread[0])
        for one in unread:
            place, why = _reason(one)
            if place in returned:
                continue
            message = Message("{why} It is not used.", why=why)
            findings.append(Finding("note" if used else "warn", "not_used", place, message))
    return findings


def _reason(one: DetectedSheet | UnshapedSheet) -> tuple[Place, Message]:
    """The place of a sheet without a table, and the reason."""
    if isinstance(one, UnshapedSheet):
        return Place(one.upload.name, one.sheet), one.why
    assert isinstance(one.table_match, MissingColumn)
    return one.sheet.place, one.table_match.message


def _rejection(one: DetectedSheet | UnshapedSheet) -> UserError:
    """The question about the missing column, else the refusal."""
    asked = (
        one.table_match.question
        if isinstance(one, DetectedSheet) and isinstance(one.table_match, MissingColumn)
        else None
    )
    return asked or UserError(_reason(one)[1])
