"""Cells of a sheet as text, before any interpretation."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.intake.findings import Finding, Place
from kam_core.intake.size_limits import LARGEST_WIDTH, LONGEST_CELL, Bounds, in_bounds, too_long

HEAD = 40
"""Rows that are looked at to find the header."""


@dataclass(frozen=True)
class Grid:
    """The cells of a text file or of one sheet.

    Text files give `rows` (as long as each was written); workbooks give `frame` (columns "0", "1", … of
    text, null where empty). `lines[i]` is the physical line, or sheet row, at which row i begins.
    never_calculated: columns whose numbers are all formulas with the value 0. from_1904: days without a date format are
    counted from 1904. merged: (column, first line, last line) of cells that a workbook has merged downwards.
    hidden: the sheet is. torn: lines whose cells cannot be told apart.
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
    never_calculated: frozenset[int] = frozenset()
    from_1904: bool = False
    merged: tuple[tuple[int, int, int], ...] = ()
    hidden: bool = False
    torn: frozenset[int] = frozenset()

    def head(self) -> list[list[str]]:
        """The first rows as lists of text."""
        if self.frame is None:
            return (self.rows or [])[:HEAD]
        return [["" if cell is None else cell for cell in row] for row in self.frame.head(HEAD).rows()]

    def within(self, bounds: Bounds) -> Grid:
        """Itself. Refuses more rows, columns or letters in a cell than one may have."""
        if self.frame is not None:
            in_bounds(self.file, self.frame.height, self.frame.width, bounds)
            for cells in self.frame:
                long = (cells.str.len_chars() > LONGEST_CELL).fill_null(False)
                if long.any():
                    raise too_long(Place(self.file, self.sheet, self.lines[long.arg_true()[0]]).words)
        for row, line in zip(self.rows or (), self.lines, strict=False):
            if len(row) > LARGEST_WIDTH or any(len(cell) > LONGEST_CELL for cell in row):
                in_bounds(self.file, 1, len(row), bounds)
                raise too_long(Place(self.file, self.sheet, line).words)
        return self
