"""Uploads to sheets, and each sheet to one of our tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kam_core.intake.belonging import Reading, read_as
from kam_core.intake.columns import column_named
from kam_core.intake.decode import decode
from kam_core.intake.fixes import corrected
from kam_core.intake.grid import Grid
from kam_core.intake.lines import rows_of
from kam_core.intake.mapping import Mapped, header_key
from kam_core.intake.recognise import recognise
from kam_core.intake.shape import Sheet, shaped
from kam_core.intake.upload import Choices, Upload
from kam_core.intake.workbook import grids_of
from kam_core.vocabulary.message import Message, Refusal
from kam_core.vocabulary.tables import TABLES

NOTHING_SAID = Mapped()


@dataclass(frozen=True)
class Seen:
    """A sheet and what it is: one of our tables, or the sentence that says why not."""

    upload: Upload
    sheet: Sheet
    reading: Reading | Message

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
    """The kind of a file and its grids. Refuses what cannot be opened."""
    kind = recognise(upload.name, upload.content)
    if kind == "csv":
        return kind, (rows_of(upload.name, decode(upload.name, upload.content, choices.encoding)),)
    return kind, grids_of(upload.name, kind, upload.content, choices.sheet)


def seen_in(upload: Upload, choices: Choices) -> tuple[Seen | Unshaped, ...]:
    """Every sheet of a file. Refuses a file in which no sheet holds a table of cells."""
    choices = choices.of_file(upload.name)
    _, grids = opened(upload, choices)
    found: list[Seen | Unshaped] = []
    refusals: list[Refusal] = []
    for grid in grids:
        try:
            sheet = shaped(grid, choices.header)
        except Refusal as refusal:
            refusals.append(refusal)
            found.append(Unshaped(upload, grid.sheet or "", refusal.message))
            continue
        if sheet is not None:
            sheet = corrected(sheet, choices.fixes, choices.dropped)
            mapped = choices.remembered.get(header_key(sheet.headers), NOTHING_SAID)
            wanted = {**mapped.fields, **choices.mapping}
            found.append(Seen(upload, sheet, read_as(sheet, upload.role or mapped.table, wanted)))
    if not any(isinstance(one, Seen) for one in found):
        if refusals:
            raise refusals[0]
        raise Refusal("{file} is empty. Export it again and check that it has rows.", file=upload.name)
    return tuple(found)


def check_choices(seen: Sequence[Seen], choices: Choices) -> None:
    """Refuse a sheet where no file has sheets, and a mapping to a field or from a column that does not exist."""
    if choices.sheet is not None and all(one.sheet.sheet is None for one in seen):
        raise Refusal("None of the files is a workbook, so there is no sheet {sheet} to choose.", sheet=choices.sheet)
    fields = {field.name for table in TABLES.values() for field in table.fields}
    for field, header in choices.mapping.items():
        if field not in fields:
            raise Refusal("{field} is none of our fields, so no column can be mapped to it.", field=field)
        if all(column_named(one.sheet.headers, header) is None for one in seen):
            files = ", ".join(dict.fromkeys(one.sheet.file for one in seen))
            raise Refusal(
                "No file has a column {column}, to which {field} is mapped. Looked in: {files}.",
                column=header,
                field=field,
                files=files,
            )
