"""The sheet on which one of our own exports says what it is about: known by its names, which no language changes."""

from __future__ import annotations

from kam_core.intake.grid import Grid
from kam_core.vocabulary.export_metadata import EXPORT_METADATA

MOST_ROWS = 12
"""A list of accounts has more rows, or fewer of the names."""


def is_export_notes(grid: Grid) -> bool:
    """Whether a small sheet names most of what an export says of itself, one name in a row."""
    rows = grid.head()
    named = sum(any(cell.strip() in EXPORT_METADATA for cell in row) for row in rows)
    return len(rows) <= MOST_ROWS and named > len(EXPORT_METADATA) / 2
