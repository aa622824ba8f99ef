"""Summaries of uploaded files for review before the import: columns, table, first rows, findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kam_core.intake.detected_sheets import DetectedSheet, detect_sheets
from kam_core.intake.findings import Finding, OpenQuestionError, Place
from kam_core.intake.joining.conversion import ReportingCurrency, convert_rows
from kam_core.intake.joining.won_deals import LEAVE, SALE
from kam_core.intake.line_kinds.deal_summary import deal_parts, summarise_deals, with_answer
from kam_core.intake.line_kinds.kind_summary import summarise_kinds
from kam_core.intake.line_kinds.sale_parts import sale_parts
from kam_core.intake.matching.table_detection import TableMatch
from kam_core.intake.staged_rows import stage_sheet
from kam_core.intake.upload import IN_CURRENCY, Choices, ColumnSummary, FileSummary, Upload
from kam_core.intake.values.dates import parse_dates
from kam_core.intake.values.numbers import parse_numbers
from kam_core.intake.values.rejected_rows import unique_names
from kam_core.intake.values.typed_column import NO_VALUE
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables.rates import RATES
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

LOOKED_AT = 1000
"""Rows from which the type of a column is guessed."""
PREVIEW = 20
SAMPLES = 3
NO_CHOICES = Choices()

TYPES = {
    Kind.ID: "id", Kind.DATE: "date", Kind.MOMENT: "date", Kind.SHARE: "pct", Kind.TEXT: "str", Kind.CHOICE: "str",
    Kind.FLAG: "str",
}  # fmt: skip


def summarise_files(uploads: Sequence[Upload], choices: Choices = NO_CHOICES) -> tuple[FileSummary, ...]:
    """One summary per file, or per sheet of a workbook; a `UserError` becomes a finding instead of being raised."""
    summaries: list[FileSummary] = []
    for upload in uploads:
        try:
            sheets = detect_sheets(upload, choices)
        except UserError as refusal:
            summaries.append(_refused(upload, refusal.message))
            continue
        for one in sheets:
            summaries.append(
                _with_values(one, choices) if isinstance(one, DetectedSheet) else _refused(upload, one.why, one.sheet)
            )
    if any(one.table == RATES.name for one in summaries):
        # With exchange rates beside them, several currencies are no question.
        summaries = [
            replace(one, findings=tuple(f for f in one.findings if f.rule not in IN_CURRENCY)) for one in summaries
        ]
    if any(one.table == TRANSACTIONS.name for one in summaries):
        summaries = [_beside_orders(one, choices.won_deals or LEAVE) for one in summaries]
    return tuple(summaries)


def with_sales(summary: FileSummary, rows: TypedRows | None, answer: str | None, proposal: str) -> FileSummary:
    """Add what the rows count as; `answer`, `proposal`: whether won deals are sales."""
    if rows is None:
        return summary
    deals = summarise_deals(rows)
    return replace(
        summary,
        kinds=summarise_kinds(rows),
        sales=sale_parts(rows) or deal_parts(rows, answer or proposal),
        deals=None if deals is None else with_answer(deals, answer or proposal, proposal),
    )


def _beside_orders(summary: FileSummary, answer: str) -> FileSummary:
    """The summary of deals where there are orders as well."""
    if summary.deals is None:
        return summary
    sales = summary.sales
    if sales is not None and answer == LEAVE:
        sales = replace(sales, parts=tuple(replace(one, kind=LineKind.LEFT_OUT.value) for one in sales.parts))
    return replace(summary, deals=with_answer(summary.deals, answer, LEAVE), sales=sales)


def summarise_sheet(detected: DetectedSheet, more: Sequence[Finding] = ()) -> FileSummary:
    """Summarise one sheet: its columns, its table, its first rows."""
    sheet, table_match = detected.sheet, detected.table_match
    fields = table_match.fields if isinstance(table_match, TableMatch) else {}
    by_column = {match.column: (name, match.confidence) for name, match in reversed(list(fields.items()))}
    columns = []
    for i, header in enumerate(sheet.headers):
        name, confidence = by_column.get(i, (None, 0.0))
        cells = sheet.body[str(i)].head(LOOKED_AT).drop_nulls()
        kind = table_match.table.field(name).kind if name and isinstance(table_match, TableMatch) else None
        guessed = TYPES.get(kind, "num") if kind else guessed_type(cells)
        samples = tuple(cells.unique(maintain_order=True).head(SAMPLES).to_list())
        columns.append(ColumnSummary(header, guessed, name, confidence, samples))
    names = unique_names(sheet.headers)
    preview = sheet.body.head(PREVIEW).select(pl.col(str(i)).alias(name) for i, name in enumerate(names))
    return FileSummary(
        sheet.file,
        sheet.kind,
        sheet.encoding,
        sheet.delimiter,
        sheet.sheet,
        sheet.header_row,
        tuple(columns),
        table_match.table.name if isinstance(table_match, TableMatch) else None,
        None if isinstance(table_match, TableMatch) else table_match.message,
        sheet.read - sheet.left_out,
        (*sheet.findings, *more),
        preview,
    )


def guessed_type(cells: pl.Series) -> str:
    """Guess the type of most cells: id, num, pct, date or str."""
    known = cells.filter(~cells.str.to_lowercase().is_in(NO_VALUE))
    if known.is_empty():
        return "str"
    read = parse_numbers(known)
    most = 0.6 * known.len()
    if read.values.is_not_null().sum() >= most:
        if read.percent:
            return "pct"
        whole = known.str.contains(r"^\d+$")
        if whole.all() and (known.str.contains(r"^0\d").any() or known.str.len_chars().max() > 15):  # type: ignore[operator]
            return "id"
        if not (whole.all() and parse_dates(known, "dmy").bad.sum() == 0 and known.str.len_chars().min() == 8):
            return "num"
    if (~parse_dates(known, "dmy").bad).sum() >= most:
        return "date"
    return "str"


def _with_values(detected: DetectedSheet, choices: Choices) -> FileSummary:
    if detected.question is not None:
        return summarise_sheet(
            detected, (Finding("ask", detected.question.question, detected.sheet.place, detected.question.message),)
        )
    if not isinstance(detected.table_match, TableMatch):
        return summarise_sheet(detected)
    try:
        rows = stage_sheet(0, detected.sheet, detected.table_match, choices)
    except OpenQuestionError as question:
        asked = Finding("ask", question.question, detected.sheet.place, question.message)
        return summarise_sheet(detected, (asked,))
    summary = summarise_sheet(detected, (*rows.findings, *_currencies(rows, detected, choices)))
    return with_sales(summary, rows, choices.won_deals, SALE)


def _currencies(rows: TypedRows, detected: DetectedSheet, choices: Choices) -> list[Finding]:
    """The open question about several currencies in one sheet, if there is one."""
    if "currency" not in rows.frame.columns or choices.currencies is not None:
        return []
    frame = rows.frame.with_columns(pl.col("currency").fill_null(pl.lit(choices.currency, pl.String)))
    reporting = ReportingCurrency(choices.currency, pl.DataFrame())
    try:
        convert_rows(rows.table_match.table, frame, reporting, {0: detected.sheet.place})
    except OpenQuestionError as question:
        return [Finding("ask", question.question, detected.sheet.place, question.message)]
    return []


def _refused(upload: Upload, message: Message, sheet: str | None = None) -> FileSummary:
    place = Place(upload.name, sheet)
    error = Finding("error", "refused", place, message)
    return FileSummary(upload.name, "unknown", None, None, sheet, None, (), None, message, 0, (error,), pl.DataFrame())
