"""Rows of a text file on the width of their header: short ones are filled up, long and torn ones are set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from kam_core.intake.shaping.header import DATA_CELL

LOOKED_AT = 500
"""Rows of the right width whose cells say what a column holds."""
AGREED = 0.9
"""Share of them that must hold the same."""
NUMBER, TEXT = "number", "text"


@dataclass
class Fitted:
    """rows and lines: of the header's width. overlong: the others, line and cells. padded: how many were too short."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    overlong: list[tuple[int, list[str]]] = field(default_factory=list)
    padded: int = 0


def fitted(rows: Sequence[list[str]], lines: Sequence[int], width: int, torn: Container[int]) -> Fitted:
    """The rows on the header's width.

    A row with more cells is set apart where they hold anything; where they are blank, as a row of few, and its other
    cells do not fit their columns. So is a row whose line is torn: nobody knows where its cells begin.
    """
    result = Fitted()
    blank_end = sum(1 for row in rows if len(row) > width)
    usual = _usual([row for row in rows if len(row) == width][:LOOKED_AT]) if 2 * blank_end <= len(rows) else {}
    for row, line in zip(rows, lines, strict=True):
        if any(cell.strip() for cell in row[width:]) or line in torn or (len(row) > width and _shifted(row, usual)):
            result.overlong.append((line, row + [""] * (width - len(row))))
            continue
        result.padded += len(row) < width
        result.rows.append(row[:width] + [""] * (width - len(row)))
        result.lines.append(line)
    return result


def _usual(rows: Sequence[list[str]]) -> dict[int, str]:
    """Column → what nearly all cells in it are."""
    agreed = {}
    for column, cells in enumerate(zip(*rows, strict=True)):
        kinds = Counter(_kind(cell) for cell in cells if cell.strip())
        kind, times = max(kinds.items(), key=lambda one: one[1], default=("", 0))
        if times and times >= AGREED * sum(kinds.values()):
            agreed[column] = kind
    return agreed


def _shifted(row: Sequence[str], usual: dict[int, str]) -> bool:
    return any(row[column].strip() and _kind(row[column]) != kind for column, kind in usual.items())


def _kind(cell: str) -> str:
    return NUMBER if DATA_CELL.match(cell.strip()) else TEXT
