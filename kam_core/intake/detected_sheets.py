"""Open uploads and detect the table of each sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kam_core.intake.checking.example_rows import without_example
from kam_core.intake.checking.export_metadata_sheet import is_export_metadata_sheet, reader_sheet
from kam_core.intake.checking.template_notes_sheet import is_template_notes_sheet
from kam_core.intake.findings import EmptyFileError, Finding, OpenQuestionError
from kam_core.intake.grid import Grid
from kam_core.intake.matching.columns import find_column
from kam_core.intake.matching.mapping import ColumnMapping, header_set_key
from kam_core.intake.matching.missing_column import MissingColumn
from kam_core.intake.matching.table_detection import TableMatch, looks_like_events, match_table
from kam_core.intake.opening.file_content import FileContent
from kam_core.intake.opening.file_formats import FORMATS
from kam_core.intake.opening.file_kind import detect_file_kind, guess_file_kind, nested_archive_error
from kam_core.intake.opening.zip_archive import decompress_gzip
from kam_core.intake.opening.zipped_uploads import archived_files
from kam_core.intake.shaping.cell_corrections import apply_corrections
from kam_core.intake.shaping.fill_down import fill_down
from kam_core.intake.shaping.table_shape import Sheet, shape_table
from kam_core.intake.shaping.target_months import with_target_months
from kam_core.intake.shaping.tidy_sheet import tidy_sheet
from kam_core.intake.upload import Choices, Upload
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.economics import TARGETS

NO_MAPPING = ColumnMapping()


@dataclass(frozen=True)
class DetectedSheet:
    """A sheet with its table, or the reason why it is none.

    question: an ambiguity of the layout to be resolved before its rows are valid.
    """

    upload: Upload
    sheet: Sheet
    table_match: TableMatch | MissingColumn
    question: OpenQuestionError | None = None

    @property
    def table(self) -> str | None:
        """The name of the table; None for none."""
        return self.table_match.table.name if isinstance(self.table_match, TableMatch) else None

    @property
    def fields(self) -> tuple[tuple[str | None, float], ...]:
        """For each column the field and the confidence of the match."""
        fields = self.table_match.fields if isinstance(self.table_match, TableMatch) else {}
        by_column = {match.column: (name, match.confidence) for name, match in reversed(list(fields.items()))}
        return tuple(by_column.get(i, (None, 0.0)) for i in range(len(self.sheet.headers)))


@dataclass(frozen=True)
class UnshapedSheet:
    """A sheet without a table, and the reason."""

    upload: Upload
    sheet: str
    why: Message


def open_upload(upload: Upload, choices: Choices) -> tuple[str, tuple[Grid, ...]]:
    """Open a file: its kind and its grids, none for an archive of files. Refuses unreadable files."""
    name, content, limits = upload.name, upload.content, choices.limits
    kind = detect_file_kind(name, content, limits)
    match kind:
        case "gz":
            content = decompress_gzip(name, content, limits.content)
            if guess_file_kind(name, content, limits) in ("zip", "gz"):
                raise nested_archive_error(name)
            return open_upload(replace(upload, content=content), choices)
        case "zip":
            return kind, ()
        case _:
            return kind, FORMATS[kind].read(FileContent(name, content, kind, choices.sheet, choices.encoding, limits))


def detect_sheets(upload: Upload, choices: Choices, raw: bool = False) -> tuple[DetectedSheet | UnshapedSheet, ...]:
    """Detect the table of every sheet of a file, or of the files in an archive. Refuses a file without any table.

    raw: leave the layout as it is: no filling down, no unpivoting.
    """
    choices = choices.of_file(upload.name)
    kind, grids = open_upload(upload, choices)
    if kind == "zip":
        return _detect_in_archive(upload, choices, raw)
    sheets: list[DetectedSheet | UnshapedSheet] = []
    refusals: list[UserError] = []
    # Sheets of notes in our templates and exports are no tables; alone they are read like any sheet.
    if len(grids) > 1:
        # What a sheet for people shows rounded another sheet of the workbook has exactly.
        repeated = {reader_sheet(grid) for grid in grids if is_export_metadata_sheet(grid)} - {None}
        grids = (
            tuple(
                grid
                for grid in grids
                if not (is_template_notes_sheet(grid) or is_export_metadata_sheet(grid) or grid.sheet in repeated)
            )
            or grids
        )
    for grid in grids:
        try:
            sheet = shape_table(grid, "first" if FORMATS[kind].named_columns else choices.header)
        except UserError as refusal:
            refusals.append(refusal)
            sheets.append(UnshapedSheet(upload, grid.sheet or "", refusal.message))
            continue
        if sheet is not None:
            sheet = apply_corrections(sheet, choices.fixes, choices.dropped)
            sheets.append(_detect(upload, sheet, choices, raw))
    if not any(isinstance(one, DetectedSheet) for one in sheets):
        if refusals:
            raise refusals[0]
        raise EmptyFileError(upload.name)
    return tuple(sheets)


def _detect(upload: Upload, sheet: Sheet, choices: Choices, raw: bool) -> DetectedSheet:
    """Detect the table of a sheet, with blank cells filled where a value holds for several rows."""
    question: OpenQuestionError | None = None
    hints: dict[str, str] = {}
    if upload.role in (None, TARGETS.name):
        sheet = with_target_months(sheet, is_stated=upload.role is not None)
    if not raw:
        sheet, hints, question = tidy_sheet(sheet, choices.layout, upload.role)
    mapped = choices.remembered.get(header_set_key(sheet.headers), NO_MAPPING)
    wanted = {**hints, **mapped.fields, **choices.mapping}
    table_match = match_table(sheet, upload.role or mapped.table, wanted)
    if upload.role is None and mapped.table is None and choices.table and looks_like_events(sheet, table_match):
        table_match = match_table(sheet, choices.table, wanted)
    if isinstance(table_match, TableMatch):
        sheet = without_example(sheet, table_match)
        if not raw and question is None:
            sheet, question = fill_down(sheet, table_match, choices.fill_down)
    return DetectedSheet(upload, sheet, table_match, question)


def _detect_in_archive(upload: Upload, choices: Choices, raw: bool) -> tuple[DetectedSheet | UnshapedSheet, ...]:
    sheets: list[DetectedSheet | UnshapedSheet] = []
    findings: list[Finding] = []
    empty: list[EmptyFileError] = []
    files = list(archived_files(upload.name, upload.content, choices.limits))
    # The answer to which sheet is meant may name one of the files.
    if chosen := [packed for packed in files if packed.name == f"{upload.name}/{choices.sheet}"]:
        files, choices = chosen, replace(choices, sheet=None)
    for packed in files:
        findings.extend(packed.findings)
        if packed.why is not None:
            sheets.append(UnshapedSheet(upload, packed.name, packed.why))
        elif not packed.findings:
            file = Upload(packed.name, packed.content, upload.role)
            try:
                sheets.extend(replace(one, upload=upload) for one in detect_sheets(file, choices, raw))
            except EmptyFileError as refusal:
                empty.append(refusal)
                sheets.append(UnshapedSheet(upload, packed.name, refusal.message))
    first = next((at for at, one in enumerate(sheets) if isinstance(one, DetectedSheet)), None)
    if first is None and empty:
        raise empty[0]
    if first is None:
        raise UserError("{file} is an archive without any tables.", file=upload.name)
    one = sheets[first]
    assert isinstance(one, DetectedSheet)
    sheets[first] = replace(one, sheet=replace(one.sheet, findings=(*findings, *one.sheet.findings)))
    return tuple(sheets)


def check_choices(sheets: Sequence[DetectedSheet], choices: Choices) -> None:
    """Refuse a sheet name if no file has sheets, and mappings of unknown fields or columns."""
    unnamed = all(one.sheet.sheet is None and not one.sheet.file.endswith(f"/{choices.sheet}") for one in sheets)
    if choices.sheet is not None and unnamed:
        raise UserError("None of the files is a workbook, so there is no sheet {sheet} to choose.", sheet=choices.sheet)
    fields = {field.name for table in TABLES.values() for field in table.fields}
    for field, header in choices.mapping.items():
        if field not in fields:
            raise UserError("{field} is not a known field, so no column can be mapped to it.", field=field)
        if all(find_column(one.sheet.headers, header) is None for one in sheets):
            files = ", ".join(dict.fromkeys(one.sheet.file for one in sheets))
            raise UserError(
                "No file has the column {column} mapped to {field}. Files checked: {files}.",
                column=header,
                field=field,
                files=files,
            )
