"""How much may be read: what an upload may weigh, and what may be behind it."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.vocabulary.message import Message, UserError

HEADER = 1
"""Rows that do not count among those of a table."""
LARGEST_WIDTH = 500
"""Columns of one table."""
LONGEST_CELL = 32_000
"""Characters of one cell."""
LARGEST_RECTANGLE = 60_000_000
"""Cells between the first and the last one: about 2 GB in a reader."""
LARGEST_SPARSE, LEAST_FILLED = 20_000_000, 0.02
"""Beyond so many cells a sheet has to be filled to this share: else a few stray cells lie far from any table."""
LONGEST_LINE = 4 * 2**20
"""Bytes, or characters, of a text without any line end, after which it is no table."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The size of one file in bytes, the bytes to which it may unfold, and its rows."""

    content: int = 200 * 2**20
    unfolded: int = 2**30
    rows: int = 2_000_000


BROWSER = Bounds()
COMMAND_LINE = Bounds(content=2 * 2**30, unfolded=8 * 2**30, rows=50_000_000)
"""Who runs a command waits for it and has the machine's memory; a slip such as a disk image is caught all the same."""


def in_bounds(name: str, height: int, width: int, bounds: Bounds, filled: int | None = None) -> None:
    """Refuse a sheet whose last cell lies too far down or right for a reader to open the rectangle up to it.

    `filled`: how many of its cells hold something, where that is known.
    """
    if width > LARGEST_WIDTH:
        raise UserError(
            "{file} has a cell in column {width}; a table may have {limit} columns. "
            "Delete what lies right of the table and save again.",
            file=name,
            width=width,
            limit=LARGEST_WIDTH,
        )
    if height > bounds.rows + HEADER:
        raise too_tall(name, bounds)
    cells = width * height
    sparse = filled is not None and cells > LARGEST_SPARSE and filled < LEAST_FILLED * cells
    if cells > LARGEST_RECTANGLE or sparse:
        raise UserError(
            "{file} spans {rows} {rows:row|rows} by {columns} {columns:column|columns}, more than can be opened "
            "here. Delete what lies below or right of the table, or save it as CSV.",
            file=name,
            rows=height,
            columns=width,
        )


def too_tall(name: str, bounds: Bounds) -> UserError:
    """The sentence for more rows than one file may have."""
    return UserError(
        "{file} has more than {limit} rows. Split it by year, or use the command line.", file=name, limit=bounds.rows
    )


def too_long(place: str | Message) -> UserError:
    """The sentence for a text that is longer than a cell may be."""
    return UserError(
        "{place}: a cell holds more than {limit} characters. Shorten it and save again.",
        place=place,
        limit=LONGEST_CELL,
    )
