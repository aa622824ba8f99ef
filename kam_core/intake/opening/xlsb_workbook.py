"""Check the size of xlsb workbooks (Excel binary) before a reader allocates their cells."""

from __future__ import annotations

from collections.abc import Iterator

from kam_core.intake.opening.workbook_relations import relation_targets
from kam_core.intake.opening.xlsx_workbook import MAX_RECORDED, SheetDetails
from kam_core.intake.opening.zip_archive import PIECE, archive_entries, damaged_archive_error, decompress_part
from kam_core.intake.size_limits import SizeLimits, check_extent, long_cell_error

ROW, BLANK, SHEET = 0, 1, 156
ERROR, FORMULA_ERROR = 3, 11
LAST_CELL = 11
"""Records from the first kind of cell to this one are cells; they begin with their column."""
LONGEST_HEAD = 6
HIDDEN_ROW = 0x10
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
BOOK, RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"


def prescan_binary(name: str, content: bytes, limits: SizeLimits) -> dict[str, SheetDetails]:
    """Sheet details by name. Refuses a workbook too wide, tall or sparse."""
    parts = {entry.filename: entry for entry in archive_entries(name, content)}
    if RELATIONS not in parts:
        raise damaged_archive_error(name)
    targets = relation_targets(b"".join(decompress_part(name, content, parts[RELATIONS])))
    sheets = {}
    for kind, record in _records(name, decompress_part(name, content, parts[BOOK])):
        if kind == SHEET and len(record) > 8:
            relation, rest = _text(record[8:])
            title, _ = _text(rest)
            part = parts.get(targets.get(relation, ""))
            if part is not None:
                sheets[title] = _scan(name, _records(name, decompress_part(name, content, part)), limits)
    return sheets


def _scan(name: str, records: Iterator[tuple[int, bytes]], limits: SizeLimits) -> SheetDetails:
    odd = SheetDetails()
    row = height = width = filled = 0
    left = None
    for kind, record in records:
        if kind == ROW and len(record) >= 12:
            row = int.from_bytes(record[:4], "little")
            if record[11] & HIDDEN_ROW:
                odd.hidden_rows.add(row)
        elif BLANK < kind <= LAST_CELL and len(record) >= 4:
            column = int.from_bytes(record[:4], "little")
            filled += 1
            if column >= width or row >= height:
                width, height = max(width, column + 1), max(height, row + 1)
                check_extent(name, height, width, limits)
            left = column if left is None or column < left else left
            if kind in (ERROR, FORMULA_ERROR) and len(record) > 8 and len(odd.errors) < MAX_RECORDED:
                odd.errors[row, column] = ERRORS.get(record[8], "#VALUE!")
    check_extent(name, height, width, limits, filled)
    odd.left = left or 0
    return odd


def _records(name: str, pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record. Refuses one that exceeds the longest cell."""
    rest = b""
    for one in pieces:
        piece, at = rest + one, 0
        # What ends a part is shorter than a head can be, and says nothing.
        while len(piece) - at >= LONGEST_HEAD:
            kind, length, begin = _head(piece, at)
            if length > PIECE:
                raise long_cell_error(name)
            if begin + length > len(piece):
                break
            yield kind, piece[begin : begin + length]
            at = begin + length
        rest = piece[at:]


def _head(piece: bytes, at: int) -> tuple[int, int, int]:
    """Number and length of the record at a place, and where its content begins; both come in groups of seven bits."""
    kind = piece[at]
    at += 1
    if kind & 0x80:
        kind = (kind & 0x7F) | (piece[at] & 0x7F) << 7
        at += 1
    length = 0
    for shift in (0, 7, 14, 21):
        byte = piece[at]
        at += 1
        length |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    return kind, length, at


def _text(record: bytes) -> tuple[str, bytes]:
    length = int.from_bytes(record[:4], "little")
    end = 4 + 2 * length
    return record[4:end].decode("utf-16-le", errors="replace"), record[end:]
