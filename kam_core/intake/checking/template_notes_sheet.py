"""The sheet of notes in a template: known by what it says of the columns, in whatever language it was written."""

from __future__ import annotations

from kam_core.intake.grid import Grid
from kam_core.vocabulary.field import Field
from kam_core.vocabulary.tables import TABLES

SHOWN = 8
"""Headers that are read as a field and named in the notes."""


def also_read_as(field: Field) -> str:
    """The headers that are read as a field too, as the notes list them: the one column that is never translated."""
    return ", ".join(field.synonyms[:SHOWN])


def is_template_notes(grid: Grid) -> bool:
    """Whether a sheet lists the headers of most fields of a table, one field in a row.

    Not all of them: a template may have been made before a word was added to the vocabulary.
    """
    cells = {" ".join(cell.split()) for row in grid.head() for cell in row}
    return any(
        sum(also_read_as(field) in cells for field in fields) > len(fields) / 2
        for table in TABLES.values()
        if (fields := [field for field in table.fields if len(field.synonyms) > 1])
    )
