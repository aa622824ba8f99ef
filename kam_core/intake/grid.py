"""Cells as text, before anybody knows what they mean."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.intake.findings import Finding

LARGEST_WIDTH = 500
"""Columns of one table."""
LARGEST_HEIGHT = 2_000_000
"""Rows of one file in the browser."""
HEAD = 40
"""Rows that are looked at to find the header."""


@dataclass(frozen=True)
class Grid:
    """The cells of a text file or of one sheet.

    Text files give `rows` (as long as each was written); workbooks give `frame` (columns "0", "1", … of
    text, null where empty). `lines[i]` is the physical line, or sheet row, at which row i begins.
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

    def head(self) -> list[list[str]]:
        """The first rows as lists of text."""
        if self.frame is None:
            return (self.rows or [])[:HEAD]
        return [["" if cell is None else cell for cell in row] for row in self.frame.head(HEAD).rows()]
