"""Find the columns that classify order lines (status, type, flag), and classify their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from kam_core.intake.line_kinds.status_words import classify_cell
from kam_core.intake.matching.text_folding import fold_text, fold_words
from kam_core.intake.shaping.header import DATA_CELL
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.lexicon import line_kind_headers as headers
from kam_core.vocabulary.lexicon.line_kind_words import LineKind

MAX_VALUES = 60
"""Number of different values from which a column does not classify lines."""
FIRST_CELLS = 1_000
"""Cells examined first: most columns of ids, names and days already show too many different values."""
CODE_LETTERS = 2
"""Length of codes that are recognised without their header."""
MAX_EXAMINED = 10_000
"""Different values whose words are examined."""
MAX_REMARKS = 12
"""The same for columns with other headers."""
STATUS, DOCUMENT, REMARK = "status", "document", "remark"


@dataclass(frozen=True, slots=True)
class Classification:
    """The classification of a cell value.

    kind: kind of lines with the value; proposal: proposed answer if unclear.

    taken_back: a sale was cancelled or never came about, so that earlier lines of its order go as well. document: the
    line is a document of its own: a cancelling one with a minus counts as it stands.
    """

    kind: LineKind
    proposal: LineKind
    taken_back: bool = False
    document: bool = False


@dataclass(frozen=True, slots=True)
class KindColumn:
    """column: position in the sheet; values: cell → classification; an empty cell is a sale."""

    column: int
    header: str
    values: Mapping[str, Classification]


SALE = Classification(LineKind.SALE, LineKind.SALE)


def kind_columns(sheet: Sheet, used: Mapping[int, str]) -> tuple[KindColumn, ...]:
    """The columns of an order file in which some value is certainly no sale, in file order.

    `used`: columns that are fields of ours → the field.
    """
    columns = []
    for column, header in enumerate(sheet.headers):
        if used.get(column, "status") != "status":
            continue
        cells = sheet.body[str(column)].drop_nulls()
        values = _classify_signs(header, cells) or _classify_values(fold_text(header), cells)
        if values and any(one.kind is not LineKind.SALE for one in values.values()):
            columns.append(KindColumn(column, header, MappingProxyType(values)))
    return tuple(columns)


def _classify_values(header: str, cells: pl.Series) -> dict[str, Classification]:
    """Classify the values of a column; empty for columns that do not classify lines."""
    if cells.is_empty() or header in fold_words(headers.IGNORED_HEADERS):
        return {}
    if not _is_kind_header(header) and cells.head(FIRST_CELLS).n_unique() > MAX_VALUES:
        return {}
    distinct = cells.unique(maintain_order=True).to_list()
    if header in headers.CODES:
        return _classify_codes(headers.CODES[header], distinct)
    if header in fold_words(headers.SIDE_HEADERS):
        return _classify_sides(distinct)
    if header in fold_words(headers.CANCELLED_MOMENTS):
        return dict.fromkeys(distinct, Classification(LineKind.LEFT_OUT, LineKind.LEFT_OUT, True))
    context = _header_context(header)
    if len(distinct) > MAX_VALUES:
        # Words with a date or a name beside them: those that are known hold, the others cannot all be asked about.
        some = [cell for cell in distinct[:MAX_EXAMINED] if classify_cell(cell) is not None]
        return {} if context == REMARK else _classify_words(some, context)
    marked = _classify_flags(header, distinct)
    if marked is not None:
        return marked
    if context == DOCUMENT and all(len(cell) == CODE_LETTERS for cell in distinct):
        # SAP's codes stand under plain words, too: document type RV, DZ.
        known = (codes for codes in headers.CODES.values() if all(fold_text(cell) in codes for cell in distinct))
        if (codes := next(known, None)) is not None:
            return _classify_codes(codes, distinct)
    if context == REMARK and len(distinct) > MAX_REMARKS:
        return {}
    return _classify_words(distinct, context)


def _header_context(header: str) -> str:
    """The meaning of a header: status, kind of document, or neither."""
    if header in fold_words(headers.STATUS_HEADERS):
        return STATUS
    return DOCUMENT if header in fold_words(headers.TYPE_HEADERS) else REMARK


def _is_kind_header(header: str) -> bool:
    """Whether a header names kinds, so that its cells are examined in any number."""
    others = fold_words(headers.SIDE_HEADERS) | fold_words(headers.CANCELLED_MOMENTS)
    return header in headers.CODES or header in others or _header_context(header) != REMARK


def _classify_signs(header: str, cells: pl.Series) -> dict[str, Classification]:
    """Classify a column of signs: minus is a credit; empty for other columns."""
    if fold_text(header) not in fold_words(headers.SIGN_HEADERS) and header.strip() not in headers.RAW_SIGN_HEADERS:
        return {}
    distinct = cells.unique(maintain_order=True).to_list()
    signs = {cell: cell.strip().casefold() for cell in distinct}
    if not all(sign in (*headers.PLUS_SIGNS, *headers.MINUS_SIGNS) for sign in signs.values()):
        return {}
    minus = Classification(LineKind.CREDIT, LineKind.CREDIT, document=True)
    return {cell: minus if sign in headers.MINUS_SIGNS else SALE for cell, sign in signs.items()}


def _classify_words(distinct: list[str], context: str) -> dict[str, Classification]:
    taken: dict[str, Classification] = {}
    unknown: list[str] = []
    for cell in distinct:
        meaning = classify_cell(cell)
        known = meaning is not None and not (
            context == STATUS and meaning.kind is LineKind.LEFT_OUT and not meaning.taken_back
        )
        if meaning is None or not known:
            unknown.append(cell)
            continue
        document = context == DOCUMENT
        if context == REMARK:
            # A remark is no rule of the house: what it seems to say is asked.
            plain = meaning.plain and meaning.kind in (LineKind.CREDIT, LineKind.LEFT_OUT)
            taken[cell] = Classification(LineKind.UNCLEAR, meaning.kind, meaning.taken_back) if plain else SALE
        elif context == STATUS and meaning.kind is LineKind.CREDIT:
            taken[cell] = Classification(LineKind.UNCLEAR, LineKind.CREDIT, document=True)
        elif meaning.kind is LineKind.UNCLEAR:
            taken[cell] = Classification(LineKind.UNCLEAR, LineKind.SALE)
        else:
            taken[cell] = Classification(meaning.kind, meaning.kind, meaning.taken_back, document or meaning.given_back)
    telling = any(one.kind is not LineKind.SALE for one in taken.values())
    if (context == STATUS and len(unknown) < len(distinct)) or (context == DOCUMENT and telling):
        # Beside words that are known, one that is not may be a sale or none.
        taken |= dict.fromkeys(unknown, Classification(LineKind.UNCLEAR, LineKind.SALE))
    return taken


def _classify_flags(header: str, distinct: list[str]) -> dict[str, Classification] | None:
    """Classify a yes/no column; None for other columns."""
    kinds = {
        headers.CANCELLED_FLAGS: Classification(LineKind.LEFT_OUT, LineKind.LEFT_OUT, True),
        headers.CREDIT_FLAGS: Classification(LineKind.CREDIT, LineKind.CREDIT, document=True),
        headers.AMBIGUOUS_FLAGS: Classification(LineKind.UNCLEAR, LineKind.LEFT_OUT, True),
    }
    kind = next((kind for words, kind in kinds.items() if header in fold_words(words)), None)
    if kind is None:
        return None
    yes, no = fold_words(headers.YES_WORDS), fold_words(headers.NO_WORDS)
    answers = {cell: fold_text(cell) for cell in distinct}
    if all(answer in yes or answer in no or not answer for answer in answers.values()):
        return {cell: kind if answer in yes and answer not in no else SALE for cell, answer in answers.items()}
    if kind.taken_back and all(DATA_CELL.match(cell) and len(cell) >= 8 for cell in distinct):
        # A day in a column "Cancelled" is the day on which that happened.
        return dict.fromkeys(distinct, kind)
    return None


def _classify_codes(codes: Mapping[str, LineKind], distinct: list[str]) -> dict[str, Classification]:
    kinds = {cell: codes.get(fold_text(cell)) for cell in distinct}
    if not any(kinds.values()):
        return _classify_words(distinct, DOCUMENT)
    return {
        cell: SALE
        if kind in (None, LineKind.SALE)
        else Classification(
            kind, LineKind.LEFT_OUT if kind is LineKind.UNCLEAR else kind, document=kind is LineKind.CREDIT
        )
        for cell, kind in kinds.items()
    }


def _classify_sides(distinct: list[str]) -> dict[str, Classification]:
    """Classify debits as sales and credits as credits, if every value is one of the two."""
    debit, credit = fold_words(headers.DEBIT_SIDES), fold_words(headers.CREDIT_SIDES)
    sides = {cell: fold_text(cell) for cell in distinct}
    if not all(side in debit or side in credit for side in sides.values()):
        return {}
    taken = Classification(LineKind.UNCLEAR, LineKind.CREDIT, document=True)
    return {cell: taken if side in credit and side not in debit else SALE for cell, side in sides.items()}
