"""A look into a workbook of 1997 (xls): its reader drops error cells in silence, as that of newer ones does."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator

from kam_core.intake.opening.binary_workbook import ERRORS
from kam_core.intake.opening.compound_file import stream_of
from kam_core.intake.opening.workbook_prescan import MOST_REMEMBERED, Oddities
from kam_core.intake.size_limits import LARGEST_WIDTH
from kam_core.vocabulary.message import UserError

DIMENSIONS, BLANK, BLANKS = 0x200, 0x201, 0xBE
END, PASSWORD, SHEET, COLUMNS, ROW, FORMULA, ERROR = 0x0A, 0x2F, 0x85, 0x7D, 0x208, 0x06, 0x205
CELLS = {0x203, 0x27E, 0xFD, 0x204, 0xD6, 0x205, 0x06, 0xBD}
"""Kinds of records that are cells with content; all begin with their row and column."""
HIDDEN_ROW = 0x20
NOTHING = bytes(8)
VERSION_8 = 0x0600


def prescan_old(name: str, content: bytes) -> dict[str, Oddities]:
    """What is odd about each sheet, by its name; nothing where the workbook is of another version or damaged."""
    stream = stream_of(content, ("Workbook", "Book"))
    if stream is None or len(stream) < 8 or struct.unpack_from("<H", stream, 4)[0] != VERSION_8:
        return {}
    sheets: dict[str, int] = {}
    for kind, said in _records(stream, 0):
        if kind == PASSWORD:
            raise UserError("{file} is protected by a password. Save it without one and upload it again.", file=name)
        if kind == SHEET and len(said) >= 8:
            raw = said[8 : 8 + said[6] * 2] if said[7] & 1 else said[8 : 8 + said[6]]
            sheets[raw.decode("utf-16-le" if said[7] & 1 else "latin-1", "replace")] = struct.unpack_from("<I", said)[0]
    return {title: _scan(stream, at) for title, at in sheets.items()}


def _scan(stream: bytes, at: int) -> Oddities:
    odd = Oddities()
    left = None
    said_rows = said_columns = rows = columns = told_rows = 0
    for kind, said in _records(stream, at):
        if len(said) < 6:
            continue
        row, column = struct.unpack_from("<HH", said)
        if kind == DIMENSIONS and len(said) >= 12:
            said_rows, said_columns = struct.unpack_from("<4xI2xH", said)
        if kind in CELLS or kind in (BLANK, BLANKS):
            told_rows = max(told_rows, row + 1)
        if kind in CELLS:
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == FORMULA and said[6:14] == NOTHING:
                odd.zero_formulas.setdefault(column, array("I")).append(row)
            left = column if left is None or column < left else left
            code = _error(kind, said)
            if code is not None and len(odd.errors) < MOST_REMEMBERED:
                odd.errors[row, column] = ERRORS.get(code, "#VALUE!")
        elif kind == ROW and len(said) >= 14:
            told_rows = max(told_rows, row + 1)
            if said[12] & HIDDEN_ROW:
                odd.hidden_rows.add(row)
        elif kind == COLUMNS and len(said) >= 10 and said[8] & 1:
            odd.hidden_columns.update(range(row, min(column + 1, LARGEST_WIDTH)))
    odd.left = left or 0
    # Who writes no dimensions at all writes noughts.
    odd.outside = bool(said_rows and (rows > said_rows or columns > said_columns))
    odd.lost = (said_rows, told_rows) if told_rows < said_rows else None
    return odd


def _error(kind: int, said: bytes) -> int | None:
    if kind == ERROR and len(said) >= 8 and said[7] == 1:
        return said[6]
    if kind == FORMULA and len(said) >= 14 and said[6] == 2 and said[12:14] == b"\xff\xff":
        return said[8]
    return None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records from a place to the end of what begins there."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == END:
            break
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
