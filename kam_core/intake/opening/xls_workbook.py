"""Check xls workbooks (Excel 97–2003) for error cells before they are read."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator

from kam_core.intake.opening.compound_file import read_stream
from kam_core.intake.opening.xlsb_workbook import ERRORS
from kam_core.intake.opening.xlsx_workbook import MAX_RECORDED, SheetDetails
from kam_core.intake.size_limits import LARGEST_WIDTH
from kam_core.vocabulary.message import UserError

DIMENSIONS, BLANK, BLANKS = 0x200, 0x201, 0xBE
END, PASSWORD, SHEET, COLUMNS, ROW, FORMULA, ERROR = 0x0A, 0x2F, 0x85, 0x7D, 0x208, 0x06, 0x205
CELLS = {0x203, 0x27E, 0xFD, 0x204, 0xD6, 0x205, 0x06, 0xBD}
"""Kinds of records of non-empty cells; all begin with row and column."""
HIDDEN_ROW = 0x20
NOTHING = bytes(8)
VERSION_8 = 0x0600


def prescan_old(name: str, content: bytes) -> dict[str, SheetDetails]:
    """Sheet details by name; empty for other versions or damaged workbooks."""
    stream = read_stream(content, ("Workbook", "Book"))
    if stream is None or len(stream) < 8 or struct.unpack_from("<H", stream, 4)[0] != VERSION_8:
        return {}
    sheets: dict[str, int] = {}
    for kind, record in _records(stream, 0):
        if kind == PASSWORD:
            raise UserError("{file} is protected by a password. Save it without one and upload it again.", file=name)
        if kind == SHEET and len(record) >= 8:
            raw = record[8 : 8 + record[6] * 2] if record[7] & 1 else record[8 : 8 + record[6]]
            sheets[raw.decode("utf-16-le" if record[7] & 1 else "latin-1", "replace")] = struct.unpack_from(
                "<I", record
            )[0]
    return {title: _scan(stream, at) for title, at in sheets.items()}


def _scan(stream: bytes, at: int) -> SheetDetails:
    odd = SheetDetails()
    left = None
    declared_rows = declared_columns = rows = columns = found_rows = 0
    for kind, record in _records(stream, at):
        if len(record) < 6:
            continue
        row, column = struct.unpack_from("<HH", record)
        if kind == DIMENSIONS and len(record) >= 12:
            declared_rows, declared_columns = struct.unpack_from("<4xI2xH", record)
        if kind in CELLS or kind in (BLANK, BLANKS):
            found_rows = max(found_rows, row + 1)
        if kind in CELLS:
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == FORMULA and record[6:14] == NOTHING:
                odd.zero_formulas.setdefault(column, array("I")).append(row)
            left = column if left is None or column < left else left
            code = _error(kind, record)
            if code is not None and len(odd.errors) < MAX_RECORDED:
                odd.errors[row, column] = ERRORS.get(code, "#VALUE!")
        elif kind == ROW and len(record) >= 14:
            found_rows = max(found_rows, row + 1)
            if record[12] & HIDDEN_ROW:
                odd.hidden_rows.add(row)
        elif kind == COLUMNS and len(record) >= 10 and record[8] & 1:
            odd.hidden_columns.update(range(row, min(column + 1, LARGEST_WIDTH)))
    odd.left = left or 0
    # Who writes no dimensions at all writes noughts.
    odd.outside = bool(declared_rows and (rows > declared_rows or columns > declared_columns))
    odd.lost = (declared_rows, found_rows) if found_rows < declared_rows else None
    return odd


def _error(kind: int, record: bytes) -> int | None:
    if kind == ERROR and len(record) >= 8 and record[7] == 1:
        return record[6]
    if kind == FORMULA and len(record) >= 14 and record[6] == 2 and record[12:14] == b"\xff\xff":
        return record[8]
    return None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records of the substream at an offset."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == END:
            break
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
