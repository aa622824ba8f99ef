"""Uploads to sheets, and each sheet to one of our tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kam_core.intake.checking.example_rows import without_example
from kam_core.intake.checking.export_metadata_sheet import is_export_notes
from kam_core.intake.checking.template_notes_sheet import is_template_notes
from kam_core.intake.findings import EmptyFileError, Finding, OpenQuestionError
from kam_core.intake.grid import Grid
from kam_core.intake.matching.columns import column_named
from kam_core.intake.matching.mapping import Mapped, header_key
from kam_core.intake.matching.missing_column import Missing
from kam_core.intake.matching.table_detection import Reading, looks_like_events, read_as
from kam_core.intake.opening.file_content import FileContent
from kam_core.intake.opening.file_formats import FORMATS
from kam_core.intake.opening.file_kind import archive_in_archive, kind_of, recognise
from kam_core.intake.opening.zip_archive import gunzipped
from kam_core.intake.opening.zipped_uploads import packed_in
from kam_core.intake.shaping.cell_corrections import corrected
from kam_core.intake.shaping.fill_down import filled_down
from kam_core.intake.shaping.table_shape import Sheet, shaped
from kam_core.intake.shaping.target_months import with_target_months
from kam_core.intake.shaping.tidy_sheet import arranged
from kam_core.intake.upload import Choices, Upload
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.economics import TARGETS

NOTHING_SAID = Mapped()


@dataclass(frozen=True)
class Seen:
    """A sheet and what it is: one of our tables, or the sentence that says why not.

    question: what a person has to decide of its layout before its rows can be believed.
    """

    upload: Upload
    sheet: Sheet
    reading: Reading | Missing
    question: OpenQuestionError | None = None

    @property
    def table(self) -> str | None:
        """The name of the table that the sheet is."""
        return self.reading.table.name if isinstance(self.reading, Reading) else None

    @property
    def fields(self) -> tuple[tuple[str | None, float], ...]:
        """For each column the field that it is, and how sure that is."""
        fields = self.reading.fields if isinstance(self.reading, Reading) else {}
        by_column = {match.column: (name, match.confidence) for name, match in reversed(list(fields.items()))}
        return tuple(by_column.get(i, (None, 0.0)) for i in range(len(self.sheet.headers)))


@dataclass(frozen=True)
class Unshaped:
    """A sheet of a workbook that holds no table, and why."""

    upload: Upload
    sheet: str
    why: Message


def opened(upload: Upload, choices: Choices) -> tuple[str, tuple[Grid, ...]]:
    """The kind of a file and its grids; none for an archive of files. Refuses what cannot be opened."""
    name, content, bounds = upload.name, upload.content, choices.bounds
    kind = recognise(name, content, bounds)
    match kind:
        case "gz":
            content = gunzipped(name, content, bounds.content)
            if kind_of(name, content, bounds) in ("zip", "gz"):
                raise archive_in_archive(name)
            return opened(replace(upload, content=content), choices)
        case "zip":
            return kind, ()
        case _:
            return kind, FORMATS[kind].read(FileContent(name, content, kind, choices.sheet, choices.encoding, bounds))


def seen_in(upload: Upload, choices: Choices, as_it_is: bool = False) -> tuple[Seen | Unshaped, ...]:
    """Every sheet of a file, or of the files in an archive. Refuses a file in which no sheet holds a table of cells.

    as_it_is: the sheets as they are laid out, nothing filled down and nothing turned.
    """
    choices = choices.of_file(upload.name)
    kind, grids = opened(upload, choices)
    if kind == "zip":
        return _seen_in_archive(upload, choices, as_it_is)
    found: list[Seen | Unshaped] = []
    refusals: list[UserError] = []
    # Notes of a template or of an export of ours are nobody's table; alone they are looked at like any sheet.
    if len(grids) > 1:
        grids = tuple(grid for grid in grids if not (is_template_notes(grid) or is_export_notes(grid))) or grids
    for grid in grids:
        try:
            sheet = shaped(grid, "first" if FORMATS[kind].named_columns else choices.header)
        except UserError as refusal:
            refusals.append(refusal)
            found.append(Unshaped(upload, grid.sheet or "", refusal.message))
            continue
        if sheet is not None:
            sheet = corrected(sheet, choices.fixes, choices.dropped)
            found.append(_seen(upload, sheet, choices, as_it_is))
    if not any(isinstance(one, Seen) for one in found):
        if refusals:
            raise refusals[0]
        raise EmptyFileError(upload.name)
    return tuple(found)


def _seen(upload: Upload, sheet: Sheet, choices: Choices, as_it_is: bool) -> Seen:
    """A sheet as one of our tables, its values in every row that they hold for."""
    question: OpenQuestionError | None = None
    hints: dict[str, str] = {}
    if upload.role in (None, TARGETS.name):
        sheet = with_target_months(sheet, told=upload.role is not None)
    if not as_it_is:
        sheet, hints, question = arranged(sheet, choices.layout, upload.role)
    mapped = choices.remembered.get(header_key(sheet.headers), NOTHING_SAID)
    wanted = {**hints, **mapped.fields, **choices.mapping}
    reading = read_as(sheet, upload.role or mapped.table, wanted)
    if upload.role is None and mapped.table is None and choices.table and looks_like_events(sheet, reading):
        reading = read_as(sheet, choices.table, wanted)
    if isinstance(reading, Reading):
        sheet = without_example(sheet, reading)
        if not as_it_is and question is None:
            sheet, question = filled_down(sheet, reading, choices.fill_down)
    return Seen(upload, sheet, reading, question)


def _seen_in_archive(upload: Upload, choices: Choices, as_it_is: bool) -> tuple[Seen | Unshaped, ...]:
    found: list[Seen | Unshaped] = []
    told: list[Finding] = []
    empty: list[EmptyFileError] = []
    files = list(packed_in(upload.name, upload.content, choices.bounds))
    # The answer to which sheet is meant may name one of the files.
    if chosen := [packed for packed in files if packed.name == f"{upload.name}/{choices.sheet}"]:
        files, choices = chosen, replace(choices, sheet=None)
    for packed in files:
        told.extend(packed.findings)
        if packed.why is not None:
            found.append(Unshaped(upload, packed.name, packed.why))
        elif not packed.findings:
            file = Upload(packed.name, packed.content, upload.role)
            try:
                found.extend(replace(one, upload=upload) for one in seen_in(file, choices, as_it_is))
            except EmptyFileError as refusal:
                empty.append(refusal)
                found.append(Unshaped(upload, packed.name, refusal.message))
    first = next((at for at, one in enumerate(found) if isinstance(one, Seen)), None)
    if first is None and empty:
        raise empty[0]
    if first is None:
        raise UserError("{file} is an archive without a table in it.", file=upload.name)
    one = found[first]
    assert isinstance(one, Seen)
    found[first] = replace(one, sheet=replace(one.sheet, findings=(*told, *one.sheet.findings)))
    return tuple(found)


def check_choices(seen: Sequence[Seen], choices: Choices) -> None:
    """Refuse a sheet where no file has sheets, and a mapping to a field or from a column that does not exist."""
    unnamed = all(one.sheet.sheet is None and not one.sheet.file.endswith(f"/{choices.sheet}") for one in seen)
    if choices.sheet is not None and unnamed:
        raise UserError("None of the files is a workbook, so there is no sheet {sheet} to choose.", sheet=choices.sheet)
    fields = {field.name for table in TABLES.values() for field in table.fields}
    for field, header in choices.mapping.items():
        if field not in fields:
            raise UserError("{field} is none of our fields, so no column can be mapped to it.", field=field)
        if all(column_named(one.sheet.headers, header) is None for one in seen):
            files = ", ".join(dict.fromkeys(one.sheet.file for one in seen))
            raise UserError(
                "No file has a column {column}, to which {field} is mapped. Looked in: {files}.",
                column=header,
                field=field,
                files=files,
            )
