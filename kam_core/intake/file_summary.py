"""What was understood of each file, for a person to look at before anything is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, OpenQuestionError, Place
from kam_core.intake.joining.conversion import Reporting, in_one_currency
from kam_core.intake.line_kinds.kind_summary import SeenKinds, listed_kinds
from kam_core.intake.matching.table_detection import Reading
from kam_core.intake.reading import Seen, seen_in
from kam_core.intake.staged_rows import typed_rows
from kam_core.intake.upload import IN_CURRENCY, Choices, SeenColumn, Understood, Upload
from kam_core.intake.values.dates import dates
from kam_core.intake.values.numbers import numbers
from kam_core.intake.values.refused_rows import own_names
from kam_core.intake.values.typed_column import NO_VALUE
from kam_core.intake.values.typed_rows import Rows
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables.rates import RATES

LOOKED_AT = 1000
"""Rows from which a column's type is guessed."""
PREVIEW = 20
SAMPLES = 3
NO_CHOICES = Choices()

TYPES = {
    Kind.ID: "id", Kind.DATE: "date", Kind.MOMENT: "date", Kind.SHARE: "pct", Kind.TEXT: "str", Kind.CHOICE: "str",
    Kind.FLAG: "str",
}  # fmt: skip


def understand(uploads: Sequence[Upload], choices: Choices = NO_CHOICES) -> tuple[Understood, ...]:
    """One Understood per file, or per sheet of a workbook. Never raises: a refusal is a finding, too."""
    told: list[Understood] = []
    for upload in uploads:
        try:
            found = seen_in(upload, choices)
        except UserError as refusal:
            told.append(_refused(upload, refusal.message))
            continue
        for one in found:
            told.append(_with_values(one, choices) if isinstance(one, Seen) else _refused(upload, one.why, one.sheet))
    if any(one.table == RATES.name for one in told):
        # With exchange rates beside them, several currencies are no question.
        told = [replace(one, findings=tuple(f for f in one.findings if f.rule not in IN_CURRENCY)) for one in told]
    return tuple(told)


def understood(seen: Seen, more: Sequence[Finding] = (), kinds: tuple[SeenKinds, ...] = ()) -> Understood:
    """What one sheet is: its columns, its table, its first rows."""
    sheet, reading = seen.sheet, seen.reading
    fields = reading.fields if isinstance(reading, Reading) else {}
    by_column = {match.column: (name, match.confidence) for name, match in reversed(list(fields.items()))}
    columns = []
    for i, header in enumerate(sheet.headers):
        name, confidence = by_column.get(i, (None, 0.0))
        cells = sheet.body[str(i)].head(LOOKED_AT).drop_nulls()
        kind = reading.table.field(name).kind if name and isinstance(reading, Reading) else None
        guessed = TYPES.get(kind, "num") if kind else guessed_type(cells)
        samples = tuple(cells.unique(maintain_order=True).head(SAMPLES).to_list())
        columns.append(SeenColumn(header, guessed, name, confidence, samples))
    names = own_names(sheet.headers)
    preview = sheet.body.head(PREVIEW).select(pl.col(str(i)).alias(name) for i, name in enumerate(names))
    return Understood(
        sheet.file,
        sheet.kind,
        sheet.encoding,
        sheet.delimiter,
        sheet.sheet,
        sheet.header_row,
        tuple(columns),
        reading.table.name if isinstance(reading, Reading) else None,
        None if isinstance(reading, Reading) else reading.message,
        sheet.read - sheet.left_out,
        (*sheet.findings, *more),
        preview,
        kinds,
    )


def guessed_type(cells: pl.Series) -> str:
    """id, num, pct, date or str, from what most of the cells can be read as."""
    known = cells.filter(~cells.str.to_lowercase().is_in(NO_VALUE))
    if known.is_empty():
        return "str"
    read = numbers(known)
    most = 0.6 * known.len()
    if read.values.is_not_null().sum() >= most:
        if read.percent:
            return "pct"
        whole = known.str.contains(r"^\d+$")
        if whole.all() and (known.str.contains(r"^0\d").any() or known.str.len_chars().max() > 15):  # type: ignore[operator]
            return "id"
        if not (whole.all() and dates(known, "dmy").bad.sum() == 0 and known.str.len_chars().min() == 8):
            return "num"
    if (~dates(known, "dmy").bad).sum() >= most:
        return "date"
    return "str"


def _with_values(seen: Seen, choices: Choices) -> Understood:
    if seen.question is not None:
        return understood(seen, (Finding("ask", seen.question.question, seen.sheet.place, seen.question.message),))
    if not isinstance(seen.reading, Reading):
        return understood(seen)
    try:
        rows = typed_rows(0, seen.sheet, seen.reading, choices)
    except OpenQuestionError as question:
        asked = Finding("ask", question.question, seen.sheet.place, question.message)
        return understood(seen, (asked,))
    return understood(seen, (*rows.findings, *_currencies(rows, seen, choices)), listed_kinds(rows))


def _currencies(rows: Rows, seen: Seen, choices: Choices) -> list[Finding]:
    """The question that several currencies in one sheet raise, where nobody answered it."""
    if "currency" not in rows.frame.columns or choices.currencies is not None:
        return []
    frame = rows.frame.with_columns(pl.col("currency").fill_null(pl.lit(choices.currency, pl.String)))
    reporting = Reporting(choices.currency, pl.DataFrame())
    try:
        in_one_currency(rows.reading.table, frame, reporting, {0: seen.sheet.place})
    except OpenQuestionError as question:
        return [Finding("ask", question.question, seen.sheet.place, question.message)]
    return []


def _refused(upload: Upload, message: Message, sheet: str | None = None) -> Understood:
    place = Place(upload.name, sheet)
    error = Finding("error", "refused", place, message)
    return Understood(upload.name, "unknown", None, None, sheet, None, (), None, message, 0, (error,), pl.DataFrame())
