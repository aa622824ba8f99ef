"""A look into a workbook before any reader allocates its cells.

The readers allocate the whole rectangle between the first and the last cell: a 4 KB file whose two cells
lie at A1 and XFD1048576 would end the process. So the cell references are read first, in pieces.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from kam_core.intake.grid import LARGEST_HEIGHT, LARGEST_WIDTH
from kam_core.vocabulary.message import Refusal

LARGEST_RECTANGLE = 60_000_000
"""Cells between the first and the last one: about 2 GB in a reader."""

PIECE = 4 * 2**20
OVERLAP = 4096

# Only cells with content count: a reader skips cells that carry nothing but a format (`<c r="P900001" s="1"/>`).
CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Za-z]{1,9})0*([0-9]{1,12})["'][^<>]*?(/?)>""")
# A cell may leave its reference out; then it stands beside the one before it, in its row.
UNNAMED = re.compile(rb"""<(?:\w+:)?c(?:>|\s+(?![^<>]*\br\s*=)[^<>]*[^/<>]>)""")
ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']0*([0-9]{1,12})["']""")
FORMULA = rb"(?:<f[^<>]*>[^<]*</f>|<f[^<>]*/>)"
ERROR_CELL = re.compile(
    rb"""<c\s[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?\bt="e"[^<>]*>""" + FORMULA + rb"?<v>([^<]{1,20})</v>"
)
UNCOMPUTED = re.compile(
    rb"""<c\s[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>""" + FORMULA + rb"(?:<v\s*/>|<v></v>)?</c>"
)
MOST_REMEMBERED = 10_000


@dataclass
class Oddities:
    """What the cells of one sheet hold that a reader does not tell.

    left: 0-based number of the first column with content, where a reader's frame begins.
    errors: 0-based (row, column) → the error's text; uncomputed: formulas that were never calculated.
    """

    left: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)


def prescan(name: str, content: bytes) -> dict[str, Oddities]:
    """Error cells and uncomputed formulas by part name. Refuses a workbook too wide, tall or sparse."""
    found: dict[str, Oddities] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    with archive.open(entry) as part:
                        found[entry.filename] = _scan(name, _pieces(part))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise Refusal("{file} is damaged and cannot be opened. Save it again in Excel.", file=name) from None
    return found


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    tail = b""
    while piece := part.read(PIECE):
        yield tail + piece
        tail = piece[-OVERLAP:]


def _scan(name: str, pieces: Iterator[bytes]) -> Oddities:
    odd = Oddities()
    letters: set[bytes] = set()
    height = unnamed = 0
    for piece in pieces:
        cells = [(column, row) for column, row, closed in CELL.findall(piece) if not closed]
        letters.update(column for column, _ in cells)
        height = max(height, max((int(row) for _, row in cells), default=0))
        if UNNAMED.search(piece):
            height = max(height, max(map(int, ROW.findall(piece)), default=0))
            unnamed = max(unnamed, max(len(UNNAMED.findall(row)) for row in piece.split(b"</row>")))
        for column, row, text in ERROR_CELL.findall(piece):
            if len(odd.errors) < MOST_REMEMBERED:
                odd.errors[int(row) - 1, _index(column)] = text.decode("ascii", "replace")
        for column, row in UNCOMPUTED.findall(piece):
            if len(odd.uncomputed) < MOST_REMEMBERED:
                odd.uncomputed.append((int(row) - 1, _index(column)))
    odd.uncomputed = sorted(set(odd.uncomputed))
    odd.left = min(map(_index, letters), default=0)
    width = max(max(map(_index, letters), default=-1) + 1, unnamed)
    if width > LARGEST_WIDTH:
        raise Refusal(
            "{file} has a cell in column {width}; a table may have {limit} columns. "
            "Delete what lies right of the table and save again.",
            file=name,
            width=width,
            limit=LARGEST_WIDTH,
        )
    if height > LARGEST_HEIGHT:
        raise Refusal("{file} has more than {limit} rows. Split it by year.", file=name, limit=LARGEST_HEIGHT)
    if width * height > LARGEST_RECTANGLE:
        raise Refusal(
            "{file} spans {rows} rows by {columns} columns, more than can be opened here. "
            "Delete what lies below or right of the table, or save it as CSV.",
            file=name,
            rows=height,
            columns=width,
        )
    return odd


def _index(letters: bytes) -> int:
    """The 0-based number of a column: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
