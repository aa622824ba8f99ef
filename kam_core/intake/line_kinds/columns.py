"""Find the columns that say what a line is, and classify their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from kam_core.intake.line_kinds.status_words import said_by
from kam_core.intake.matching.text_folding import fold_text, fold_words
from kam_core.intake.shaping.header import DATA_CELL
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.lexicon import line_kind_headers as headers
from kam_core.vocabulary.lexicon.line_kind_words import LineKind

MOST_VALUES = 60
"""Different values from which a column says more than what a line is."""
FIRST_CELLS = 1_000
"""Cells that show at once that a column holds too many different ones: most columns of ids, names and days."""
CODE_LETTERS = 2
"""Length of codes that need no header of their own."""
MOST_LOOKED_AT = 10_000
"""Different values whose words are looked at."""
MOST_REMARKS = 12
"""The same for a column whose header says nothing of kinds."""
STATUS, DOCUMENT, REMARK = "status", "document", "remark"


@dataclass(frozen=True, slots=True)
class Taken:
    """kind: what lines with a value are taken for; proposal: what a person is offered where that is unclear.

    taken_back: a sale was cancelled or never came about, so that earlier lines of its order go as well. document: the
    line is a document of its own: a cancelling one with a minus counts as it stands.
    """

    kind: LineKind
    proposal: LineKind
    taken_back: bool = False
    document: bool = False


@dataclass(frozen=True, slots=True)
class KindColumn:
    """column: position in the sheet; values: text of a cell → what it is taken for; an empty cell is a sale."""

    column: int
    header: str
    values: Mapping[str, Taken]


SALE = Taken(LineKind.SALE, LineKind.SALE)


def kind_columns(sheet: Sheet, used: Mapping[int, str]) -> tuple[KindColumn, ...]:
    """The columns of an order file in which some value is no sale for sure, in the file's order.

    `used`: columns that are fields of ours → the field.
    """
    found = []
    for column, header in enumerate(sheet.headers):
        if used.get(column, "status") != "status":
            continue
        cells = sheet.body[str(column)].drop_nulls()
        values = _signed(header, cells) or _values(fold_text(header), cells)
        if values and any(one.kind is not LineKind.SALE for one in values.values()):
            found.append(KindColumn(column, header, MappingProxyType(values)))
    return tuple(found)


def _values(header: str, cells: pl.Series) -> dict[str, Taken]:
    """What each value of a column is taken for; none for a column that says nothing of kinds."""
    if cells.is_empty() or header in fold_words(headers.IGNORED_HEADERS):
        return {}
    if not _names_kinds(header) and cells.head(FIRST_CELLS).n_unique() > MOST_VALUES:
        return {}
    distinct = cells.unique(maintain_order=True).to_list()
    if header in headers.CODES:
        return _coded(headers.CODES[header], distinct)
    if header in fold_words(headers.SIDE_HEADERS):
        return _sided(distinct)
    if header in fold_words(headers.CANCELLED_MOMENTS):
        return dict.fromkeys(distinct, Taken(LineKind.LEFT_OUT, LineKind.LEFT_OUT, True))
    context = _context(header)
    if len(distinct) > MOST_VALUES:
        # Words with a date or a name beside them: those that are known hold, the others cannot all be asked about.
        some = [cell for cell in distinct[:MOST_LOOKED_AT] if said_by(cell) is not None]
        return {} if context == REMARK else _worded(some, context)
    marked = _marked(header, distinct)
    if marked is not None:
        return marked
    if context == DOCUMENT and all(len(cell) == CODE_LETTERS for cell in distinct):
        # SAP's codes stand under plain words, too: document type RV, DZ.
        known = (codes for codes in headers.CODES.values() if all(fold_text(cell) in codes for cell in distinct))
        if (codes := next(known, None)) is not None:
            return _coded(codes, distinct)
    if context == REMARK and len(distinct) > MOST_REMARKS:
        return {}
    return _worded(distinct, context)


def _context(header: str) -> str:
    """What a header says of the words below it: a status, the kind of a document, or nothing."""
    if header in fold_words(headers.STATUS_HEADERS):
        return STATUS
    return DOCUMENT if header in fold_words(headers.TYPE_HEADERS) else REMARK


def _names_kinds(header: str) -> bool:
    """Whether the cells below a header are looked at however many different ones there are."""
    others = fold_words(headers.SIDE_HEADERS) | fold_words(headers.CANCELLED_MOMENTS)
    return header in headers.CODES or header in others or _context(header) != REMARK


def _signed(header: str, cells: pl.Series) -> dict[str, Taken]:
    """A column of signs: a minus takes back; none for a column of anything else."""
    if fold_text(header) not in fold_words(headers.SIGN_HEADERS) and header.strip() not in headers.RAW_SIGN_HEADERS:
        return {}
    distinct = cells.unique(maintain_order=True).to_list()
    signs = {cell: cell.strip().casefold() for cell in distinct}
    if not all(sign in (*headers.PLUS_SIGNS, *headers.MINUS_SIGNS) for sign in signs.values()):
        return {}
    minus = Taken(LineKind.CREDIT, LineKind.CREDIT, document=True)
    return {cell: minus if sign in headers.MINUS_SIGNS else SALE for cell, sign in signs.items()}


def _worded(distinct: list[str], context: str) -> dict[str, Taken]:
    taken: dict[str, Taken] = {}
    unknown: list[str] = []
    for cell in distinct:
        said = said_by(cell)
        known = said is not None and not (context == STATUS and said.kind is LineKind.LEFT_OUT and not said.taken_back)
        if said is None or not known:
            unknown.append(cell)
            continue
        document = context == DOCUMENT
        if context == REMARK:
            # A remark is no rule of the house: what it seems to say is asked.
            plain = said.plain and said.kind in (LineKind.CREDIT, LineKind.LEFT_OUT)
            taken[cell] = Taken(LineKind.UNCLEAR, said.kind, said.taken_back) if plain else SALE
        elif context == STATUS and said.kind is LineKind.CREDIT:
            taken[cell] = Taken(LineKind.UNCLEAR, LineKind.CREDIT, document=True)
        elif said.kind is LineKind.UNCLEAR:
            taken[cell] = Taken(LineKind.UNCLEAR, LineKind.SALE)
        else:
            taken[cell] = Taken(said.kind, said.kind, said.taken_back, document or said.given_back)
    telling = any(one.kind is not LineKind.SALE for one in taken.values())
    if (context == STATUS and len(unknown) < len(distinct)) or (context == DOCUMENT and telling):
        # Beside words that are known, one that is not may be a sale or none.
        taken |= dict.fromkeys(unknown, Taken(LineKind.UNCLEAR, LineKind.SALE))
    return taken


def _marked(header: str, distinct: list[str]) -> dict[str, Taken] | None:
    """A column that answers yes or no; None where it does something else."""
    kinds = {
        headers.CANCELLED_FLAGS: Taken(LineKind.LEFT_OUT, LineKind.LEFT_OUT, True),
        headers.CREDIT_FLAGS: Taken(LineKind.CREDIT, LineKind.CREDIT, document=True),
        headers.AMBIGUOUS_FLAGS: Taken(LineKind.UNCLEAR, LineKind.LEFT_OUT, True),
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


def _coded(codes: Mapping[str, LineKind], distinct: list[str]) -> dict[str, Taken]:
    kinds = {cell: codes.get(fold_text(cell)) for cell in distinct}
    if not any(kinds.values()):
        return _worded(distinct, DOCUMENT)
    return {
        cell: SALE
        if kind in (None, LineKind.SALE)
        else Taken(kind, LineKind.LEFT_OUT if kind is LineKind.UNCLEAR else kind, document=kind is LineKind.CREDIT)
        for cell, kind in kinds.items()
    }


def _sided(distinct: list[str]) -> dict[str, Taken]:
    """Debits are sales and credits take back, where every value is one of the two."""
    debit, credit = fold_words(headers.DEBIT_SIDES), fold_words(headers.CREDIT_SIDES)
    sides = {cell: fold_text(cell) for cell in distinct}
    if not all(side in debit or side in credit for side in sides.values()):
        return {}
    taken = Taken(LineKind.UNCLEAR, LineKind.CREDIT, document=True)
    return {cell: taken if side in credit and side not in debit else SALE for cell, side in sides.items()}
