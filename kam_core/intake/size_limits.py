"""Size limits of uploads: bytes, decompressed bytes, rows, columns and cells."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.vocabulary.message import Message, UserError

HEADER = 1
"""Header rows, which do not count towards the limit."""
LARGEST_WIDTH = 500
"""Columns of one table."""
LONGEST_CELL = 32_000
"""Characters of one cell."""
LARGEST_RECTANGLE = 60_000_000
"""Cells in the bounding rectangle of a sheet: about 2 GB in a reader."""
LARGEST_SPARSE, LEAST_FILLED = 20_000_000, 0.02
"""Above this number of cells a sheet must be filled to this share; otherwise stray cells lie far from the table."""
LONGEST_LINE = 4 * 2**20
"""Bytes, or characters, without a line end, above which a text is no table."""


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """Limits of one file: bytes, bytes after decompression, and rows."""

    content: int = 200 * 2**20
    unfolded: int = 2**30
    rows: int = 2_000_000


BROWSER = SizeLimits()
COMMAND_LINE = SizeLimits(content=2 * 2**30, unfolded=8 * 2**30, rows=50_000_000)
"""Larger, as a command has the memory of the machine; mistakes such as a disk image are still caught."""


def check_extent(name: str, height: int, width: int, limits: SizeLimits, filled: int | None = None) -> None:
    """Refuse a sheet whose bounding rectangle is too large for a reader.

    `filled`: number of non-empty cells, if known.
    """
    if width > LARGEST_WIDTH:
        raise UserError(
            "{file} has a cell in column {width}; a table can have at most {limit} columns. Delete all cells to "
            "the right of the table and save again.",
            file=name,
            width=width,
            limit=LARGEST_WIDTH,
        )
    if height > limits.rows + HEADER:
        raise too_many_rows_error(name, limits)
    cells = width * height
    sparse = filled is not None and cells > LARGEST_SPARSE and filled < LEAST_FILLED * cells
    if cells > LARGEST_RECTANGLE or sparse:
        raise UserError(
            "{file} spans {rows} by {columns}, which is too large to open. Delete all cells below and to the right "
            "of the table, or save it as CSV.",
            file=name,
            rows=Message("{count} row", "{count} rows", "count", count=height),
            columns=Message("{count} column", "{count} columns", "count", count=width),
        )


def too_many_rows_error(name: str, limits: SizeLimits) -> UserError:
    """The error for a file with too many rows."""
    return UserError(
        "{file} has more than {limit} rows. Split it by year, or use the command line.", file=name, limit=limits.rows
    )


def long_cell_error(place: str | Message) -> UserError:
    """The error for a cell with too many characters."""
    return UserError(
        "{place}: a cell has more than {limit} characters. Shorten it and save again.",
        place=place,
        limit=LONGEST_CELL,
    )
