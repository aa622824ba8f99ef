"""Check the size of OpenDocument spreadsheets before a reader allocates their cells.

There one cell may stand for a million: "repeat this a thousand times across, and the row a thousand times down".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kam_core.intake.opening.xlsx_workbook import MAX_RECORDED, SheetDetails, check_markup
from kam_core.intake.opening.zip_archive import archive_entries, damaged_archive_error, decompress_part
from kam_core.intake.size_limits import LARGEST_RECTANGLE, SizeLimits, check_extent
from kam_core.vocabulary.message import UserError

ATTRIBUTES = rb"""((?:[^<>"']|"[^"]*"|'[^']*')*?)"""
TOKEN = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell|table-column)(?=[\s/>])" + ATTRIBUTES + rb"(/?)>"
)
REPEATED = re.compile(rb"table:number-(?:columns|rows)-repeated\s*=\s*[\"']0*([0-9]{1,12})[\"']")
NAME = re.compile(rb"table:name\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
TEXT = re.compile(rb"<text:p[^<>]*>([^<>]{0,40})</text:p>")
HIDDEN = re.compile(rb"table:visibility\s*=\s*[\"'](?:collapse|filter)")
CONTENT = "content.xml"
ROW_END = b"</table:table-row>"


def prescan_document(name: str, content: bytes, limits: SizeLimits) -> dict[str, SheetDetails]:
    """Sheet details by name. Refuses a document that is protected, too wide, tall or sparse."""
    parts = {entry.filename: entry for entry in archive_entries(name, content)}
    manifest = b"".join(decompress_part(name, content, parts["META-INF/manifest.xml"]))
    if b"encryption-data" in manifest:
        raise UserError("{file} is protected by a password. Save it without one and upload it again.", file=name)
    sheets: dict[str, SheetDetails] = {}
    walk = _Walk(name, limits, sheets)
    for piece in _whole_tags(name, decompress_part(name, content, parts[CONTENT])):
        check_markup(name, piece)
        walk.through(piece)
    if not sheets:
        raise damaged_archive_error(name)
    return sheets


def _whole_tags(name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, cut at ends of rows or, in long rows, of tags."""
    rest = b""
    for one in pieces:
        piece = rest + one
        # A cell's tag and its text belong together, so the cut lies behind a row, or in a long row before a cell.
        end = piece.rfind(ROW_END) + len(ROW_END)
        if end < len(ROW_END):
            end = max(piece.rfind(b"<table:table-cell"), 0)
        yield piece[:end]
        rest = piece[end:]
        check_markup(name, rest)
    yield rest


class _Walk:
    """Walks through the cells and counts rows and columns as a reader would."""

    def __init__(self, name: str, limits: SizeLimits, sheets: dict[str, SheetDetails]) -> None:
        self.name = name
        self.limits = limits
        self.sheets = sheets
        self.odd = SheetDetails()
        self.row = self.column = self.columns = 0
        self.times = 1
        self.height = self.width = 0
        self.left: int | None = None
        self.filled = 0

    def through(self, piece: bytes) -> None:
        """Follow the tags of one piece."""
        for match in TOKEN.finditer(piece):
            ends, tag, attributes, closed = match.groups()
            if tag == b"table":
                self._begin(attributes) if not ends else self._end()
            elif tag == b"table-column" and not ends:
                times = _times(attributes)
                if HIDDEN.search(attributes):
                    self.odd.hidden_columns.update(range(self.columns, min(self.columns + times, 500)))
                self.columns += times
            elif tag == b"table-row":
                if ends or closed:
                    self.row += _times(attributes) if closed else self.times
                if not ends and not closed:
                    self.column, self.times = 0, _times(attributes)
                    if HIDDEN.search(attributes):
                        self.odd.hidden_rows.update(range(self.row, min(self.row + self.times, self.row + 10_000)))
            elif tag.endswith(b"cell") and not ends:
                self._cell(attributes, bool(closed), piece, match.end())

    def _begin(self, attributes: bytes) -> None:
        name = NAME.search(attributes)
        self.odd = SheetDetails()
        if name:
            raw = name.group(1) if name.group(1) is not None else name.group(2)
            self.sheets[html.unescape(raw.decode("utf-8", errors="replace"))] = self.odd
        self.row = self.column = self.columns = self.height = self.width = self.filled = 0
        self.left, self.times = None, 1

    def _end(self) -> None:
        check_extent(self.name, self.height, self.width, self.limits, self.filled)
        self.odd.left = self.left or 0

    def _cell(self, attributes: bytes, closed: bool, piece: bytes, end: int) -> None:
        times = _times(attributes) if attributes else 1
        valued = b"office:value-type" in attributes or b"office:value" in attributes
        if valued or not closed:
            self.width = max(self.width, self.column + times)
            self.height = max(self.height, self.row + self.times)
            self.filled += times * self.times
            check_extent(self.name, self.height, self.width, self.limits)
            if self.filled > LARGEST_RECTANGLE:
                check_extent(self.name, self.filled, 1, SizeLimits(rows=LARGEST_RECTANGLE))
            if b'calcext:value-type="error"' in attributes and len(self.odd.errors) < MAX_RECORDED:
                text = TEXT.match(piece, end)
                shown = text.group(1).decode("utf-8", "replace") if text else "#VALUE!"
                self.odd.errors[self.row, self.column] = html.unescape(shown)
        if valued:
            # A note or a format alone does not make a reader begin its frame here.
            self.left = self.column if self.left is None else min(self.left, self.column)
        if b"table:formula" in attributes and not valued and len(self.odd.uncomputed) < MAX_RECORDED:
            self.odd.uncomputed.append((self.row, self.column))
        self.column += times


def _times(attributes: bytes) -> int:
    match = REPEATED.search(attributes)
    return max(int(match.group(1)), 1) if match else 1
