"""Stage uploads: every sheet as typed rows of its table, with findings and refused rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.checking.criterion_names import known_criteria
from kam_core.intake.checking.duplicate_sheets import without_duplicates
from kam_core.intake.checking.hidden_sheets import without_hidden
from kam_core.intake.checking.order_line_checks import TOO_LATE, too_late
from kam_core.intake.findings import EmptyFileError, Finding, OpenQuestionError, Place, finding
from kam_core.intake.headers import key
from kam_core.intake.joining.amount_signs import with_both_sides
from kam_core.intake.joining.conversion import TAKEN_FOR, nameless
from kam_core.intake.joining.orders import Orders, joined
from kam_core.intake.joining.returned_orders import returned_orders, without_returns
from kam_core.intake.line_kinds.line_classification import with_marks
from kam_core.intake.matching.columns import matched
from kam_core.intake.matching.mapping import header_key
from kam_core.intake.matching.missing_column import Missing
from kam_core.intake.matching.table_detection import HEADERS, LINES, Reading, looks_like_events
from kam_core.intake.reading import Seen, Unshaped, check_choices, seen_in
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.upload import Choices, Tell, Upload
from kam_core.intake.values.refused_rows import Refused, refuse
from kam_core.intake.values.typed_rows import Rows, columns_of, rows_of_sheet
from kam_core.vocabulary.message import N_, Message, UserError
from kam_core.vocabulary.tables import TABLES

NO_CHOICES = Choices()


def silent(_stage: str, _done: int, _of: int) -> None:
    """Tells nobody how far the work is."""


def typed_rows(source: int, sheet: Sheet, reading: Reading, choices: Choices) -> Rows:
    """The typed rows of a sheet; those of orders with both sides of a ledger in one amount, and the kinds of lines.

    Raises Question where cells can be meant in two ways and nobody has said which.
    """
    rows = rows_of_sheet(source, sheet, reading, choices.of_file(sheet.file).conventions)
    return with_marks(with_both_sides(rows), choices.kinds_of(sheet.headers), choices.exclude_status)


@dataclass(frozen=True)
class Gathered:
    """seen: the sheets, whose positions are the sources of the rows; parts: those that are tables of ours, as rows.

    findings and refused (source → line → why) are added to by whoever goes on with the rows. turns: content and role of
    a file → its number among the files as given, the last one where it was given twice.
    """

    seen: tuple[Seen, ...]
    parts: tuple[Rows, ...]
    findings: list[Finding]
    refused: dict[int, Refused]
    turns: Mapping[tuple[bytes, str | None], int]

    @staticmethod
    def of(uploads: Sequence[Upload], choices: Choices, tell: Tell = silent) -> Gathered:
        """The rows of the files. Raises UserError where a file is none of our tables, Question where one is open."""
        turns = {(upload.content, upload.role): number for number, upload in enumerate(uploads)}
        uploads, findings = _once(uploads)
        uploads, found = _found(uploads, choices, findings, tell)
        seen = [one for one in found if isinstance(one, Seen)]
        for one in seen:
            if one.question is not None:
                raise one.question
        check_choices(seen, choices)
        _ask_what_they_are(seen, choices)
        findings.extend(_unused(found, uploads, choices))
        parts = []
        for source, one in enumerate(seen):
            tell("values", source, len(seen))
            if isinstance(one.reading, Reading):
                rows, told = known_criteria(typed_rows(source, one.sheet, one.reading, choices))
                parts.append(rows)
                findings.extend(told)
        parts, told = without_duplicates(parts)
        findings.extend(told)
        parts, told = without_hidden(parts, lambda file: choices.of_file(file).hidden_sheets)
        findings.extend(told)
        for one in seen:
            findings.extend(one.sheet.findings)
            findings.extend(_same_headers(one))
        for rows in parts:
            findings.extend(rows.findings)
        refused: dict[int, Refused] = {rows.source: dict(rows.refused) for rows in parts if rows.refused}
        return Gathered(tuple(seen), tuple(parts), findings, refused, turns)

    @property
    def by_table(self) -> dict[str, list[Rows]]:
        """Table → the sheets that hold rows of it."""
        tables: dict[str, list[Rows]] = {}
        for rows in self.parts:
            tables.setdefault(rows.reading.table.name, []).append(rows)
        return tables

    @property
    def sheets(self) -> dict[int, Sheet]:
        """Source → its sheet, of those that are tables of ours."""
        return {rows.source: rows.sheet for rows in self.parts}

    @property
    def places(self) -> dict[int, Place]:
        """Source → its file and sheet."""
        return {source: sheet.place for source, sheet in self.sheets.items()}

    @property
    def file_order(self) -> dict[int, int]:
        """Source → place of its file, a workbook or a file in an archive, in the order in which they were given.

        Files of orders and of their lines are one table together, which is complete with the last of them.
        """
        of = {rows.source: self._file(self.seen[rows.source]) for rows in self.parts}
        files = sorted(dict.fromkeys(of.values()), key=lambda file: file[0])
        places = {source: files.index(file) for source, file in of.items()}
        joint = {rows.source for rows in self.parts if rows.reading.part in (HEADERS, LINES)}
        last = max((places[source] for source in joint), default=0)
        return {source: last if source in joint else place for source, place in places.items()}

    def _file(self, one: Seen) -> tuple[int, str]:
        return self.turns[one.upload.content, one.upload.role], one.sheet.file

    def orders(self, choices: Choices) -> Orders:
        """The order lines of the files, without those that cannot be true; what is refused is kept in mind."""
        parts = self.by_table.get("transactions", [])
        answers = {rows.source: choices.of_file(rows.sheet.file).order_amount for rows in parts}
        orders = joined(parts, choices.exclude_status, answers)
        orders = without_returns(orders, returns_in(self.seen), choices.returns)
        self.findings.extend(orders.findings)
        late = too_late(orders.lines, choices.today)
        if late.height:
            written, columns = _as_written(late, "date", parts), columns_of("date", parts)
            refuse(written, columns, "future", TOO_LATE, self.findings, orders.refused, "text")
            lines = orders.lines.join(late, on=["source", "line"], how="anti", maintain_order="left")
            orders = replace(orders, lines=lines)
        for source, lines_refused in orders.refused.items():
            for line, reasons in lines_refused.items():
                self.refused.setdefault(source, {}).setdefault(line, []).extend(reasons)
        if choices.currency is not None:
            # Said once for the whole file: the lines remember it when other files come.
            for source, count in nameless(orders.lines):
                place = self.places[source]
                told = finding("note", "no_currency", place, TAKEN_FOR, count=count, currency=choices.currency)
                self.findings.append(told)
            currency = pl.col("currency").fill_null(choices.currency)
            orders = replace(orders, lines=orders.lines.with_columns(currency))
        return orders


WHAT_IS_IT = N_(
    "{place}: each row names an account and an amount in {column}, so this is hardly a list of accounts. "
    "Say what it is: orders, opportunities, payments or accounts."
)


def _ask_what_they_are(seen: Sequence[Seen], choices: Choices) -> None:
    """Asks of sheets that would be lists of accounts and look like orders, deals or payments."""
    for one in seen:
        of_file = choices.of_file(one.sheet.file)
        mapped = of_file.remembered.get(header_key(one.sheet.headers))
        told = one.upload.role or of_file.table or (mapped and mapped.table)
        if not told and looks_like_events(one.sheet, one.reading):
            amount = matched(one.sheet.headers, TABLES["transactions"], {})["amount"].column
            raise OpenQuestionError("table", WHAT_IS_IT, place=one.sheet.place.words, column=one.sheet.headers[amount])


def returns_in(seen: Sequence[Seen]) -> list[tuple[Sheet, pl.Series]]:
    """The lists of returned orders among the sheets that are no table of ours."""
    lists = [(one.sheet, returned_orders(one.sheet)) for one in seen if not isinstance(one.reading, Reading)]
    return [(sheet, ids) for sheet, ids in lists if ids is not None]


def _found(
    uploads: Sequence[Upload], choices: Choices, findings: list[Finding], tell: Tell
) -> tuple[list[Upload], list[Seen | Unshaped]]:
    """The sheets of the files, and the files without those that are empty. Refuses where every file is."""
    found: list[Seen | Unshaped] = []
    kept: list[Upload] = []
    empty: list[EmptyFileError] = []
    for number, upload in enumerate(uploads):
        tell("read", number, len(uploads))
        try:
            found.extend(seen_in(upload, choices))
        except EmptyFileError as refusal:
            empty.append(refusal)
            left_out = Message("{why} It is not used.", why=refusal.message)
            findings.append(Finding("warn", "empty", Place(upload.name), left_out))
            continue
        kept.append(upload)
    if not kept and empty:
        raise empty[0]
    return kept, found


def _once(uploads: Sequence[Upload]) -> tuple[list[Upload], list[Finding]]:
    """The uploads without those whose content was given before for the same table: twice would double the money."""
    first: dict[tuple[bytes, str | None], Upload] = {}
    findings = []
    for upload in uploads:
        earlier = first.setdefault((upload.content, upload.role), upload)
        if earlier is not upload:
            told = N_("{place} has the same content as {first}. It is used once.")
            findings.append(finding("warn", "twice", Place(upload.name), told, first=earlier.name))
    return list(first.values()), findings


def _same_headers(one: Seen) -> list[Finding]:
    """A warning for every column in use that has a namesake: somebody has to know which of the two was read."""
    if not isinstance(one.reading, Reading):
        return []
    names = [key(header) for header in one.sheet.headers]
    told = N_("{place}: {count} columns have this name. The first was read, the others were not.")
    return [
        finding("warn", "same_header", replace(one.sheet.place, column=one.sheet.headers[column]), told, count=count)
        for column in sorted({match.column for match in one.reading.fields.values()})
        if (count := names.count(names[column])) > 1
    ]


def _as_written(lines: pl.DataFrame, field: str, parts: Sequence[Rows]) -> pl.DataFrame:
    """`source`, `line` and `text`: what the file itself says in the column of a field."""
    cells = [
        rows.sheet.body.select(
            pl.lit(rows.source, pl.Int64).alias("source"),
            "line",
            pl.col(str(rows.reading.fields[field].column)).alias("text"),
        )
        for rows in parts
        if rows.has(field)
    ]
    return lines.select("source", "line").join(pl.concat(cells), on=["source", "line"], how="left")


def _unused(found: Sequence[Seen | Unshaped], uploads: Sequence[Upload], choices: Choices) -> list[Finding]:
    """Sheets and files that are none of our tables. Refuses if that leaves a file that was asked for, or nothing."""
    findings: list[Finding] = []
    usable = [one for one in found if isinstance(one, Seen) and isinstance(one.reading, Reading)]
    returned = [sheet.place for sheet, _ in returns_in([one for one in found if isinstance(one, Seen)])]
    for upload in uploads:
        unread = [one for one in found if one.upload is upload and not (isinstance(one, Seen) and one.table)]
        used = any(one.upload is upload for one in usable)
        if not usable or (upload.role and not used and not choices.partial):
            raise _why_not(unread[0])
        for one in unread:
            place, why = _told_why(one)
            if place in returned:
                continue
            message = Message("{why} It is not used.", why=why)
            findings.append(Finding("note" if used else "warn", "not_used", place, message))
    return findings


def _told_why(one: Seen | Unshaped) -> tuple[Place, Message]:
    """Where a sheet is that is none of our tables, and why it is none."""
    if isinstance(one, Unshaped):
        return Place(one.upload.name, one.sheet), one.why
    assert isinstance(one.reading, Missing)
    return one.sheet.place, one.reading.message


def _why_not(one: Seen | Unshaped) -> UserError:
    """The question which column is the one that is missing, else the refusal."""
    asked = one.reading.question if isinstance(one, Seen) and isinstance(one.reading, Missing) else None
    return asked or UserError(_told_why(one)[1])
