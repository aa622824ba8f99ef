"""Recognise the sheet of notes in our templates by the headers that it lists."""

from __future__ import annotations

from kam_core.intake.grid import Grid
from kam_core.vocabulary.field import Field
from kam_core.vocabulary.tables import TABLES

SHOWN = 8
"""Number of accepted headers listed in the notes."""


def listed_headers(field: Field) -> str:
    """The accepted headers of a field as the notes list them, in the only untranslated column."""
    return ", ".join(field.synonyms[:SHOWN])


def is_template_notes_sheet(grid: Grid) -> bool:
    """Whether a sheet lists the headers of most fields of a table, one field per row.

    Not all of them: a template may have been made before a word was added to the vocabulary.
    """
    cells = {" ".join(cell.split()) for row in grid.head() for cell in row}
    return any(
        sum(listed_headers(field) in cells for field in fields) > len(fields) / 2
        for table in TABLES.values()
        if (fields := [field for field in table.fields if len(field.synonyms) > 1])
    )
