"""Match the columns of a file to the fields of a table by their headers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from kam_core.intake.headers import header_key, header_keys, known_header_keys, normalise_header, unify_number_words
from kam_core.intake.matching.mapping import NOT_USED
from kam_core.intake.matching.money_headers import has_word
from kam_core.intake.matching.text_folding import folded
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.account_headers import OTHER_PARTIES
from kam_core.vocabulary.tables.shared_columns import ACCOUNT_NAME_SYNONYMS
from kam_core.vocabulary.tables.transaction_headers import EXPORTED

ALIKE = 0.88
"""Ratio from which two Latin headers count as one with a slip of the pen."""

LATIN = re.compile(r"^[a-zà-ÿ ]{5,}$")
RATE = re.compile(r"(?i)[%％]|率|\b(?:rate|percent|pct)\b")
"""A header that says a share of something."""
ID_ENDING = re.compile(
    r"(?:\b(?:id|key|code|no|nbr|kod|kodu|codigo|código|codice|cod|код|ид|kode)|code|编号|编码|代码|代号|号|码|番号|コード|cd|코드|번호|id)$"
    r"|^(?:id|no|code|codigo|código|codice|cod|kod|kód|код|ид|identifiant)\b"
)
"""A header that says number or code, behind or before what it is of."""
KEYS = {"account": ("account_name", "name"), "product": ("product_name",)}
"""A key field and the fields that hold the name of the same thing; without a key the name is the key."""
BY_NAME = 1_000
"""Rank of a header that would do if nothing better is there."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column (its position) and how sure we are that it is the field, from 0 to 1."""

    column: int
    confidence: float


def matched(headers: Sequence[str], table: Table, wanted: Mapping[str, str]) -> dict[str, ColumnMatch]:
    """Field → column for one table. `wanted` (field → header, or NOT_USED) wins wherever that header is there."""
    found: dict[str, ColumnMatch] = {}
    for field in table.fields:
        header = wanted.get(field.name, NOT_USED)
        if header != NOT_USED and (column := column_named(headers, header)) is not None:
            found[field.name] = ColumnMatch(column, 1.0)
    taken = {match.column for match in found.values()}
    unfed = {name for name, header in wanted.items() if header == NOT_USED}
    choices: dict[int, list[tuple[float, int, str]]] = {}
    for column, header in enumerate(headers):
        if column not in taken:
            choices[column] = [c for c in _candidates(table.name, header) if c[2] not in found and c[2] not in unfed]
    ranked = sorted(
        (-confidence, rank, column, field)
        for column, candidates in choices.items()
        for confidence, rank, field in candidates
    )
    for minus, _, column, name in ranked:
        if name not in found and column not in taken:
            found[name] = ColumnMatch(column, -minus)
            taken.add(column)
    _make_room(found, choices, taken)
    _name_as_key(found, headers, table)
    return found


def is_word_of(table: str, field: str, header: str) -> bool:
    """Whether a header is a word of a field, as it stands in the vocabulary."""
    words = _words(table)
    return any(name == field for spelling in header_keys(header) for _, name in words.get(spelling, ()))


def column_named(headers: Sequence[str], wanted: str) -> int | None:
    """The position of a header that a person named: as written, else in one spelling; None if absent."""
    for spelling in (str.strip, header_key, _in_windows_1252):
        for column, header in enumerate(headers):
            if spelling(header) == spelling(wanted):
                return column
    return None


def _in_windows_1252(header: str) -> str:
    """A Turkish or Central European header as it looks in Windows-1252: so it may have been named by a person."""
    for encoding in ("cp1254", "cp1250"):
        with suppress(UnicodeError):
            return header_key(header.encode(encoding).decode("cp1252"))
    return header_key(header)


def _make_room(
    found: dict[str, ColumnMatch], choices: Mapping[int, list[tuple[float, int, str]]], taken: set[int]
) -> None:
    """Let a column move to its second-best field where that gives another column a place."""
    for column, candidates in choices.items():
        for confidence, _, field in candidates if column not in taken else []:
            holder = found[field].column
            elsewhere = [c for c in choices.get(holder, []) if c[2] not in found]
            if elsewhere:
                found[elsewhere[0][2]] = ColumnMatch(holder, elsewhere[0][0])
                found[field] = ColumnMatch(column, confidence)
                taken.add(column)
                break


def _name_as_key(found: dict[str, ColumnMatch], headers: Sequence[str], table: Table) -> None:
    """A list without numbers names its accounts and products: then the name is the key."""
    for field, names in KEYS.items():
        if field in found or field not in table.names:
            continue
        # In a list of contacts the name is the contact's: only the account list's own name is an account.
        named = [n for n in names if n in found and (n != "name" or table.name == "accounts")]
        if named:
            found[field] = found[named[0]]
    if "account" not in found and table.has_account:
        words = {header_key(word) for word in ACCOUNT_NAME_SYNONYMS}
        taken = {match.column for match in found.values()}
        for column, header in enumerate(headers):
            if column not in taken and header_key(header) in words:
                found["account"] = ColumnMatch(column, 0.9)
                return


def _candidates(table: str, header: str) -> tuple[tuple[float, int, str], ...]:
    """(confidence, rank, field) for one header, best first; a low rank is a closer word."""
    words = _words(table)
    exact = next((words[spelling] for spelling in header_keys(header) if spelling in words), None)
    if exact is None and not known_header_keys().isdisjoint(header_keys(header)):
        # "Contract" is a word of its own, and no "contact" with a slip of the pen.
        return ()
    if exact is None:
        return _slips(table, normalise_header(header))
    numbered = ID_ENDING.search(unify_number_words(header)) is not None
    # Beside "ProductKey" a column "Product" holds the name, so a header that says key, id or 编号 goes first.
    if RATE.search(header):
        # "Margin %" is a rate: read as an amount it would be silently wrong.
        exact = tuple((rank, field) for rank, field in exact if TABLES[table].field(field).kind is not Kind.MONEY)
    ranked = [(1.0, rank - _lead(field, header) if numbered else rank, field) for rank, field in exact]
    return tuple(sorted(ranked, key=lambda c: c[1]))


def _lead(field: str, header: str) -> int:
    """How far a header that says number or code goes before bare words; one of who pays before those near it only."""
    if field not in (*KEYS, "order_id"):
        return 0
    return BY_NAME if field == "account" and not has_word(OTHER_PARTIES, folded(header)) else 100


@lru_cache(maxsize=20_000)
def _slips(table: str, header: str) -> tuple[tuple[float, int, str], ...]:
    # Chinese headers are short: two of four characters alike means nothing (备注 is not 行业).
    if not LATIN.match(header):
        return ()
    spellings = _spellings(table)
    close = difflib.get_close_matches(header, spellings, n=3, cutoff=ALIKE)
    return tuple(
        (round(difflib.SequenceMatcher(None, header, word).ratio(), 2), rank, field)
        for word in close
        if _same_words(header, word)
        for rank, field in _words(table)[header_key(word)]
    )


def _same_words(one: str, other: str) -> bool:
    """Whether each word could be a misspelling of the other's: "list price" is not "last price"."""
    mine, theirs = one.split(), other.split()
    return len(mine) == len(theirs) and all(
        a == b or (min(len(a), len(b)) >= 5 and difflib.SequenceMatcher(None, a, b).ratio() >= 0.8)
        for a, b in zip(mine, theirs, strict=True)
    )


@lru_cache(maxsize=32)
def _words(table: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """Key of a header → (rank, field), for every word of the table."""
    words: dict[str, dict[str, int]] = {}
    for field in TABLES[table].fields:
        for rank, word in enumerate((field.name, field.label, *field.synonyms)):
            words.setdefault(header_key(word), {}).setdefault(field.name, rank)
        if field.name in KEYS:
            for name in KEYS[field.name]:
                # Only account lists call the account's own name plainly "name".
                if name in TABLES[table].names and (name != "name" or table == "accounts"):
                    for word in field.synonyms:
                        if not ID_ENDING.search(unify_number_words(word)):
                            words.setdefault(header_key(word), {}).setdefault(name, BY_NAME)
    return {word: tuple((rank, field) for field, rank in fields.items()) for word, fields in words.items()}


@lru_cache(maxsize=32)
def _spellings(table: str) -> list[str]:
    fields = TABLES[table].fields
    # What a system writes it spells right, and among so many words any header is like one of them.
    words = {normalise_header(w) for f in fields for w in (f.name, f.label, *f.synonyms) if w not in EXPORTED}
    return sorted(word for word in words if LATIN.match(word))
