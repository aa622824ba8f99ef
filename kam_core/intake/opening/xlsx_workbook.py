"""Check the size of xlsx workbooks before a reader allocates their cells.

The readers allocate the whole rectangle between the first and the last cell: a 4 KB file whose two cells
lie at A1 and XFD1048576 would end the process. So the cell references are read first, in pieces.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kam_core.intake.opening.number_formats import NumberDisplay, zero_formats
from kam_core.intake.opening.zip_archive import PIECE, archive_entries, decompress_part
from kam_core.intake.size_limits import BROWSER, LARGEST_WIDTH, SizeLimits, check_extent, long_cell_error
from kam_core.vocabulary.message import UserError

OVERLAP = 4096
LONGEST_TEXT = 2**19
"""Bytes without a tag that certainly exceed the longest cell."""

# Only cells with content count: a reader skips cells that carry nothing but a format (`<c r="P900001" s="1"/>`).
CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Za-z]{1,9})0*([0-9]{1,12})["'][^<>]*?(/?)>""")
# A cell may leave its reference out; then it stands beside the one before it, in its row.
UNNAMED = re.compile(rb"""<(?:\w+:)?c(?:>|\s+(?![^<>]*\br\s*=)[^<>]*[^/<>]>)""")
PREFIXED = re.compile(rb"<\w+:c[\s>]")
ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']0*([0-9]{1,12})["']""")
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="([0-9]{1,12})"[^<>]*[^/]>""")
COLUMNS = re.compile(rb"""<(?:\w+:)?col\s(?=[^<>]*\bhidden="(?:1|true)")[^<>]*>""")
SPAN = re.compile(rb"""\b(min|max)="([0-9]{1,6})\"""")
FORMULA = rb"(?:<f[^<>]*>[^<]*</f>|<f[^<>]*/>)"
ERROR_CELL = re.compile(
    rb"""<c\s[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?\bt="e"[^<>]*>""" + FORMULA + rb"?<v>([^<]{1,20})</v>"
)
# A formula whose text is empty has a value: only numbers without one were never calculated.
UNCOMPUTED = re.compile(
    rb"""<c\s(?![^<>]*\bt="str")[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>""" + FORMULA + rb"(?:<v\s*/>|<v></v>)?</c>"
)
# What a program that cannot calculate writes beside a formula.
ZERO = re.compile(
    rb"""<c\s(?![^<>]*\bt="(?:str|b|e)")[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>"""
    + FORMULA
    + rb"<v>0(?:\.0*)?</v>"
)
STYLED = re.compile(
    rb"""<c\s(?![^<>]*\bt="[^n])(?=[^<>]*\bs="([0-9]{1,6})")[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*[^/]>"""
)
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"""")
MAX_RECORDED = 10_000
MAX_MERGED = 100_000


@dataclass
class SheetDetails:
    """Details of a sheet that a reader omits.

    left: 0-based number of the first column with content, where a reader's frame begins.
    errors: 0-based (row, column) → the error's text; uncomputed: formulas that were never calculated.
    hidden_rows, hidden_columns: 0-based numbers of hidden rows and columns.
    zero_formulas: 0-based column → rows of formulas whose value is 0, also more than once.
    shown: (0-based column, display by its number format) → rows, also more than once.
    outside: cells lie outside the declared range. lost: declared rows, and the smaller number of existing ones.
    from_1904: whether the workbook counts its days from 1904.
    merged: 0-based column, first and last row of cells that are merged downwards.
    """

    left: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    zero_formulas: dict[int, array[int]] = field(default_factory=dict)
    shown: dict[tuple[int, NumberDisplay], array[int]] = field(default_factory=dict)
    from_1904: bool = False
    outside: bool = False
    lost: tuple[int, int] | None = None
    merged: set[tuple[int, int, int]] = field(default_factory=set)


def prescan(name: str, content: bytes, limits: SizeLimits = BROWSER) -> dict[str, SheetDetails]:
    """Error cells and uncomputed formulas by part name. Refuses a workbook too wide, tall, sparse or wordy."""
    directory = {entry.filename: entry for entry in archive_entries(name, content)}
    styles = zero_formats(name, content, directory)
    # Any part may be named as a sheet, so all of them are looked at, wherever they lie.
    return {
        entry.filename: _scan(name, _overlapping_pieces(name, decompress_part(name, content, entry)), limits, styles)
        for entry in archive_entries(name, content)
    }


def _overlapping_pieces(name: str, read: Iterable[bytes]) -> Iterator[bytes]:
    """The part in pieces that end with a tag and overlap."""
    tail = rest = b""
    markup = None
    for one in read:
        markup = one.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") if markup is None else markup
        if markup:
            check_markup(name, rest + one)
        piece = rest + one
        end = piece.rfind(b">") + 1
        whole, rest = piece[:end], piece[end:]
        yield tail + whole
        tail = whole[-OVERLAP:]
        # No tag is as long as a piece: such a text is no sheet, and need not be kept.
        rest = rest[-PIECE:]


def check_markup(name: str, piece: bytes) -> None:
    """Refuse markup that defines entities, or text without a tag above the longest cell."""
    if b"<!ENTITY" in piece:
        raise UserError(
            "{file} contains XML entities, which spreadsheet programs do not use. Open it in Excel and save "
            "it as xlsx.",
            file=name,
        )
    at = 0
    while len(piece) - at > LONGEST_TEXT:
        end = piece.rfind(b"<", at, at + LONGEST_TEXT + 1)
        if end < 0:
            raise long_cell_error(name)
        at = end + 1


def _scan(name: str, pieces: Iterator[bytes], limits: SizeLimits, styles: Mapping[int, NumberDisplay]) -> SheetDetails:
    odd = SheetDetails()
    letters: set[bytes] = set()
    height = unnamed = filled = 0
    for piece in pieces:
        cells = CELL.findall(piece)
        filled += len(cells)
        letters.update({column for column, _, closed in cells if not closed})
        height = max(height, max((int(row) for _, row, closed in cells if not closed), default=0))
        if len(cells) != piece.count(b"<c ") + piece.count(b"<c>") or PREFIXED.search(piece):
            height = max(height, max(map(int, ROW.findall(piece)), default=0))
            unnamed = max(unnamed, max(len(UNNAMED.findall(row)) for row in piece.split(b"</row>")))
        if b"hidden=" in piece:
            odd.hidden_rows.update(int(row) - 1 for row in HIDDEN_ROW.findall(piece))
            odd.hidden_columns |= _hidden_columns(piece)
        if b"mergeCell " in piece and len(odd.merged) < MAX_MERGED:
            for column, top, _, bottom in MERGED.findall(piece):
                if bottom != top:
                    odd.merged.add((_column_index(column), int(top) - 1, int(bottom) - 1))
        if b't="e"' in piece and len(odd.errors) < MAX_RECORDED:
            for column, row, text in ERROR_CELL.findall(piece):
                odd.errors[int(row) - 1, _column_index(column)] = text.decode("ascii", "replace")
        if b"<f" in piece and len(odd.uncomputed) < MAX_RECORDED:
            odd.uncomputed += [(int(row) - 1, _column_index(column)) for column, row in UNCOMPUTED.findall(piece)]
        if b"<f" in piece and b"<v>0" in piece:
            for column, row in ZERO.findall(piece):
                odd.zero_formulas.setdefault(_column_index(column), array("I")).append(int(row) - 1)
        if styles:
            for style, column, row in STYLED.findall(piece):
                if (shown := styles.get(int(style))) is not None:
                    odd.shown.setdefault((_column_index(column), shown), array("I")).append(int(row) - 1)
    odd.uncomputed = sorted(set(odd.uncomputed))
    odd.left = min(map(_column_index, letters), default=0)
    width = max(max(map(_column_index, letters), default=-1) + 1, unnamed)
    check_extent(name, height, width, limits, filled or None)
    return odd


def _hidden_columns(piece: bytes) -> set[int]:
    hidden: set[int] = set()
    for tag in set(COLUMNS.findall(piece)):
        ends = {name: int(number) for name, number in SPAN.findall(tag)}
        # What lies right of every table is often hidden as one long span.
        hidden.update(range(ends.get(b"min", 1) - 1, min(ends.get(b"max", 0), LARGEST_WIDTH)))
    return hidden


def _column_index(letters: bytes) -> int:
    """The 0-based number of a column: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
