"""Cells of a sheet as text, before any interpretation."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.intake.findings import Finding, Place
from kam_core.intake.size_limits import LARGEST_WIDTH, LONGEST_CELL, SizeLimits, check_extent, long_cell_error

HEAD = 40
"""Rows among which the header is searched."""


@dataclass(frozen=True)
class Grid:
    """The cells of a text file or of one sheet.

    Text files give `rows` (as long as each was written); workbooks give `frame` (columns "0", "1", … of
    text, null where empty). `lines[i]` is the physical line, or sheet row, at which row i begins.
    uncalculated_columns: columns whose numbers are all formulas with the value 0. from_1904: days without a date
    format are counted from 1904. merged: (column, first line, last line) of cells merged downwards. hidden: whether the
    sheet is hidden. broken_lines: lines with ambiguous cells.
    """

    file: str
    kind: str
    lines: list[int]
    rows: list[list[str]] | None = None
    frame: pl.DataFrame | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    findings: tuple[Finding, ...] = ()
    uncalculated_columns: frozenset[int] = frozenset()
    from_1904: bool = False
    merged: tuple[tuple[int, int, int], ...] = ()
    hidden: bool = False
    broken_lines: frozenset[int] = frozenset()

    def head(self) -> list[list[str]]:
        """The first rows as lists of text."""
        if self.frame is None:
            return (self.rows or [])[:HEAD]
        return [["" if cell is None else cell for cell in row] for row in self.frame.head(HEAD).rows()]

    def checked(self, limits: SizeLimits) -> Grid:
        """Return the grid unchanged; refuse more rows, columns or characters in a cell than the limits allow."""
        if self.frame is not None:
            check_extent(self.file, self.frame.height, self.frame.width, limits)
            for cells in self.frame:
                long = (cells.str.len_chars() > LONGEST_CELL).fill_null(False)
                if long.any():
                    raise long_cell_error(Place(self.file, self.sheet, self.lines[long.arg_true()[0]]).words)
        for row, line in zip(self.rows or (), self.lines, strict=False):
            if len(row) > LARGEST_WIDTH or any(len(cell) > LONGEST_CELL for cell in row):
                check_extent(self.file, 1, len(row), limits)
                raise long_cell_error(Place(self.file, self.sheet, line).words)
        return self
