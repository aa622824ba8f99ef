"""Fit the rows of a text file to the width of the header: pad short ones, set long and broken ones apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from kam_core.intake.shaping.header import DATA_CELL

LOOKED_AT = 500
"""Rows of the right width from which the kind of a column is inferred."""
AGREED = 0.9
"""Share of them that must agree."""
NUMBER, TEXT = "number", "text"


@dataclass
class FittedRows:
    """rows and lines: of the header's width. overlong: line and cells of the others. padded: number of padded rows."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    overlong: list[tuple[int, list[str]]] = field(default_factory=list)
    padded: int = 0


def fit_rows(rows: Sequence[list[str]], lines: Sequence[int], width: int, broken_lines: Container[int]) -> FittedRows:
    """Fit rows to the width of the header.

    A row with more cells is set apart where they hold anything; where they are blank, as a row of few, and its other
    cells do not fit their columns. So is a row whose line is broken_lines: nobody knows where its cells begin.
    """
    result = FittedRows()
    blank_end = sum(1 for row in rows if len(row) > width)
    usual = _usual_kinds([row for row in rows if len(row) == width][:LOOKED_AT]) if 2 * blank_end <= len(rows) else {}
    for row, line in zip(rows, lines, strict=True):
        if (
            any(cell.strip() for cell in row[width:])
            or line in broken_lines
            or (len(row) > width and _is_shifted(row, usual))
        ):
            result.overlong.append((line, row + [""] * (width - len(row))))
            continue
        result.padded += len(row) < width
        result.rows.append(row[:width] + [""] * (width - len(row)))
        result.lines.append(line)
    return result


def _usual_kinds(rows: Sequence[list[str]]) -> dict[int, str]:
    """Column → the kind of nearly all its cells."""
    agreed = {}
    for column, cells in enumerate(zip(*rows, strict=True)):
        kinds = Counter(_kind(cell) for cell in cells if cell.strip())
        kind, times = max(kinds.items(), key=lambda one: one[1], default=("", 0))
        if times and times >= AGREED * sum(kinds.values()):
            agreed[column] = kind
    return agreed


def _is_shifted(row: Sequence[str], usual: dict[int, str]) -> bool:
    return any(row[column].strip() and _kind(row[column]) != kind for column, kind in usual.items())


def _kind(cell: str) -> str:
    return NUMBER if DATA_CELL.match(cell.strip()) else TEXT
