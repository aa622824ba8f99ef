"""Recognise the metadata sheet of our own exports by its names, which are the same in all languages."""

from __future__ import annotations

from kam_core.intake.grid import Grid
from kam_core.vocabulary.export_metadata import EXPORT_METADATA, READER_SHEET

MOST_ROWS = 12
"""Maximum rows of the metadata sheet; an account list has more, or fewer of the names."""


def is_export_metadata_sheet(grid: Grid) -> bool:
    """Whether a small sheet contains most metadata names of an export, one per row."""
    rows = grid.head()
    named = sum(any(cell.strip() in EXPORT_METADATA for cell in row) for row in rows)
    return len(rows) <= MOST_ROWS and named > len(EXPORT_METADATA) / 2


def reader_sheet(grid: Grid) -> str | None:
    """The name of the sheet for people of an exported workbook, as its metadata sheet says; else None."""
    for row in grid.head():
        cells = [cell.strip() for cell in row]
        if READER_SHEET in cells[1:]:
            return cells[cells.index(READER_SHEET) - 1]
    return None
