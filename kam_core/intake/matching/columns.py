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
from kam_core.intake.matching.text_folding import fold_text
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.account_headers import OTHER_PARTIES
from kam_core.vocabulary.tables.shared_columns import ACCOUNT_NAME_SYNONYMS
from kam_core.vocabulary.tables.transaction_headers import EXPORTED

SIMILARITY = 0.88
"""Similarity from which two Latin headers count as one with a misspelling."""

LATIN = re.compile(r"^[a-zà-ÿ ]{5,}$")
RATE = re.compile(r"(?i)[%％]|率|\b(?:rate|percent|pct)\b")
"""A header of a share."""
ID_ENDING = re.compile(
    r"(?:\b(?:id|key|code|no|nbr|kod|kodu|codigo|código|codice|cod|код|ид|kode)|code|编号|编码|代码|代号|号|码|番号|コード|cd|코드|번호|id)$"
    r"|^(?:id|no|code|codigo|código|codice|cod|kod|kód|код|ид|identifiant)\b"
)
"""A header with number or code before or after its noun."""
NAMES_OF_KEYS = {"account": ("account_name", "name"), "product": ("product_name",)}
"""Key field → fields with the name of the same thing, which replace a missing key."""
WEAK_RANK = 1_000
"""Rank of a header that is used only without a better one."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """The column of a field (its position) and the confidence from 0 to 1."""

    column: int
    confidence: float


def match_columns(headers: Sequence[str], table: Table, wanted: Mapping[str, str]) -> dict[str, ColumnMatch]:
    """Match fields to columns for one table. `wanted` (field → header, or NOT_USED) wins if that header exists."""
    fields: dict[str, ColumnMatch] = {}
    for field in table.fields:
        header = wanted.get(field.name, NOT_USED)
        if header != NOT_USED and (column := find_column(headers, header)) is not None:
            fields[field.name] = ColumnMatch(column, 1.0)
    taken = {match.column for match in fields.values()}
    unfed = {name for name, header in wanted.items() if header == NOT_USED}
    choices: dict[int, list[tuple[float, int, str]]] = {}
    for column, header in enumerate(headers):
        if column not in taken:
            choices[column] = [c for c in _candidates(table.name, header) if c[2] not in fields and c[2] not in unfed]
    ranked = sorted(
        (-confidence, rank, column, field)
        for column, candidates in choices.items()
        for confidence, rank, field in candidates
    )
    for minus, _, column, name in ranked:
        if name not in fields and column not in taken:
            fields[name] = ColumnMatch(column, -minus)
            taken.add(column)
    _reassign(fields, choices, taken)
    _name_as_key(fields, headers, table)
    return fields


def is_synonym(table: str, field: str, header: str) -> bool:
    """Whether a header is a synonym of a field in the vocabulary."""
    words = _synonyms(table)
    return any(name == field for spelling in header_keys(header) for _, name in words.get(spelling, ()))


def find_column(headers: Sequence[str], wanted: str) -> int | None:
    """Find the column that a person named: as written, else by its key; None if absent."""
    for spelling in (str.strip, header_key, _in_windows_1252):
        for column, header in enumerate(headers):
            if spelling(header) == spelling(wanted):
                return column
    return None


def _in_windows_1252(header: str) -> str:
    """The header as it looks when decoded as Windows-1252, as a person may have named it."""
    for encoding in ("cp1254", "cp1250"):
        with suppress(UnicodeError):
            return header_key(header.encode(encoding).decode("cp1252"))
    return header_key(header)


def _reassign(
    fields: dict[str, ColumnMatch], choices: Mapping[int, list[tuple[float, int, str]]], taken: set[int]
) -> None:
    """Move a column to its second-best field if that lets another column match."""
    for column, candidates in choices.items():
        for confidence, _, field in candidates if column not in taken else []:
            holder = fields[field].column
            elsewhere = [c for c in choices.get(holder, []) if c[2] not in fields]
            if elsewhere:
                fields[elsewhere[0][2]] = ColumnMatch(holder, elsewhere[0][0])
                fields[field] = ColumnMatch(column, confidence)
                taken.add(column)
                break


def _name_as_key(fields: dict[str, ColumnMatch], headers: Sequence[str], table: Table) -> None:
    """Use names as keys in lists without ids of accounts or products."""
    for field, names in NAMES_OF_KEYS.items():
        if field in fields or field not in table.names:
            continue
        # In a list of contacts the name is the contact's: only the account list's own name is an account.
        named = [n for n in names if n in fields and (n != "name" or table.name == "accounts")]
        if named:
            fields[field] = fields[named[0]]
    if "account" not in fields and table.has_account:
        words = {header_key(word) for word in ACCOUNT_NAME_SYNONYMS}
        taken = {match.column for match in fields.values()}
        for column, header in enumerate(headers):
            if column not in taken and header_key(header) in words:
                fields["account"] = ColumnMatch(column, 0.9)
                return


def _candidates(table: str, header: str) -> tuple[tuple[float, int, str], ...]:
    """(confidence, rank, field) for one header, best first; a low rank is a closer word."""
    words = _synonyms(table)
    exact = next((words[spelling] for spelling in header_keys(header) if spelling in words), None)
    if exact is None and not known_header_keys().isdisjoint(header_keys(header)):
        # "Contract" is a word of its own, and no "contact" with a slip of the pen.
        return ()
    if exact is None:
        return _misspelled(table, normalise_header(header))
    numbered = ID_ENDING.search(unify_number_words(header)) is not None
    # Beside "ProductKey" a column "Product" holds the name, so a header that says key, id or 编号 goes first.
    if RATE.search(header):
        # "Margin %" is a rate: read as an amount it would be silently wrong.
        exact = tuple((rank, field) for rank, field in exact if TABLES[table].field(field).kind is not Kind.MONEY)
    ranked = [(1.0, rank - _key_priority(field, header) if numbered else rank, field) for rank, field in exact]
    return tuple(sorted(ranked, key=lambda c: c[1]))


def _key_priority(field: str, header: str) -> int:
    """Priority of a header with number or code over plain words; headers of payers only over close ones."""
    if field not in (*NAMES_OF_KEYS, "order_id"):
        return 0
    return WEAK_RANK if field == "account" and not has_word(OTHER_PARTIES, fold_text(header)) else 100


@lru_cache(maxsize=20_000)
def _misspelled(table: str, header: str) -> tuple[tuple[float, int, str], ...]:
    # Chinese headers are short: two of four characters alike means nothing (备注 is not 行业).
    if not LATIN.match(header):
        return ()
    spellings = _spellings(table)
    close = difflib.get_close_matches(header, spellings, n=3, cutoff=SIMILARITY)
    return tuple(
        (round(difflib.SequenceMatcher(None, header, word).ratio(), 2), rank, field)
        for word in close
        if _same_words(header, word)
        for rank, field in _synonyms(table)[header_key(word)]
    )


def _same_words(one: str, other: str) -> bool:
    """Whether each word may be a misspelling of the other: "list price" is not "last price"."""
    own_word, other_word = one.split(), other.split()
    return len(own_word) == len(other_word) and all(
        a == b or (min(len(a), len(b)) >= 5 and difflib.SequenceMatcher(None, a, b).ratio() >= 0.8)
        for a, b in zip(own_word, other_word, strict=True)
    )


@lru_cache(maxsize=32)
def _synonyms(table: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """Header key → (rank, field), for all synonyms of the table."""
    words: dict[str, dict[str, int]] = {}
    for field in TABLES[table].fields:
        for rank, word in enumerate((field.name, field.label, *field.synonyms)):
            words.setdefault(header_key(word), {}).setdefault(field.name, rank)
        if field.name in NAMES_OF_KEYS:
            for name in NAMES_OF_KEYS[field.name]:
                # Only account lists call the account's own name plainly "name".
                if name in TABLES[table].names and (name != "name" or table == "accounts"):
                    for word in field.synonyms:
                        if not ID_ENDING.search(unify_number_words(word)):
                            words.setdefault(header_key(word), {}).setdefault(name, WEAK_RANK)
    return {word: tuple((rank, field) for field, rank in fields.items()) for word, fields in words.items()}


@lru_cache(maxsize=32)
def _spellings(table: str) -> list[str]:
    fields = TABLES[table].fields
    # What a system writes it spells right, and among so many words any header is like one of them.
    words = {normalise_header(w) for f in fields for w in (f.name, f.label, *f.synonyms) if w not in EXPORTED}
    return sorted(word for word in words if LATIN.match(word))
