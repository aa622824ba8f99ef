"""Parse headers of money columns: net or gross, per line or per order, currency; exclude non-amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kam_core.intake.currencies import CODES, without_currency
from kam_core.intake.headers import BRACKETS, SCALES, header_currency, header_unit
from kam_core.intake.matching.text_folding import IDEOGRAPHIC, fold_text
from kam_core.vocabulary.lexicon import money_words as words

HUMPS = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
"""NetAmount is two words, MwSt is one."""
NET, PLAIN, GROSS = 2, 1, 0
"""Ranks: net before unspecified before gross."""
LINE, NO_LEVEL, ORDER = 2, 1, 0
OWN, ANY_CURRENCY, DOCUMENT = 2, 1, 0


@dataclass(frozen=True, slots=True)
class MoneyHeader:
    """tax: NET, PLAIN or GROSS; level: LINE, NO_LEVEL or ORDER; currency: OWN, ANY_CURRENCY or DOCUMENT."""

    tax: int
    level: int
    currency: int


@dataclass(frozen=True)
class _Words:
    """Words of one kind, longest first; those of languages without blanks are separate."""

    spaced: tuple[tuple[str, bool], ...]
    inside: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=32)
    def of(entries: tuple[str, ...]) -> _Words:
        plain = sorted({(fold_text(entry.removesuffix("*")), entry.endswith("*")) for entry in entries}, key=_longest)
        return _Words(
            tuple(one for one in plain if not IDEOGRAPHIC.search(one[0])),
            tuple(one[0] for one in plain if IDEOGRAPHIC.search(one[0])),
        )

    def without(self, text: str) -> tuple[str, bool]:
        """Remove these words; also whether any was found."""
        removed = False
        for word in self.inside:
            if word in text:
                text, removed = text.replace(word, " "), True
        padded = f" {' '.join(text.split())} "
        for word, begins in self.spaced:
            if f" {word}" not in padded:
                continue
            shorter = re.sub(rf"(?<= ){re.escape(word)}{r'[^ ]*' if begins else ''}(?= )", "", padded)
            if shorter != padded:
                padded, removed = f" {' '.join(shorter.split())} ", True
        return padded.strip(), removed


def _longest(entry: tuple[str, bool]) -> tuple[int, str]:
    return -len(entry[0]), entry[0]


def has_word(entries: tuple[str, ...], text: str) -> bool:
    """Whether a folded text contains one of the words."""
    return _Words.of(entries).without(text)[1]


@lru_cache(maxsize=20_000)
def parse_money_header(header: str) -> MoneyHeader | None:
    """Parse a header of sales amounts; None for other headers, or if words remain."""
    parts = split_money_header(header)
    return parts[0] if parts is not None and not parts[1] else None


@lru_cache(maxsize=20_000)
def is_no_amount(header: str) -> bool:
    """Whether a header names a tax, a weight, a count, a rate, or money other than revenue."""
    text, qualified = _without_tax_words(_without_units(header))
    if "%" in header or "％" in header:
        return True
    _, taxed = _Words.of(words.TAX).without(text)
    _, counted = _Words.of(words.NO_MONEY).without(text)
    return counted or (taxed and qualified == PLAIN) or _Words.of(words.OTHER_MONEY).without(text)[1]


@lru_cache(maxsize=20_000)
def split_money_header(header: str) -> tuple[MoneyHeader, str] | None:
    """Split a header into its money properties and the rest: "unit price" of "Unit price excl. VAT"."""
    if is_no_amount(header):
        return None
    text = _without_units(header)
    text, own = _Words.of(words.IN_OWN_CURRENCY).without(text)
    text, foreign = _Words.of(words.IN_DOCUMENT_CURRENCY).without(text)
    line = _Words.of(words.LINE_LEVEL).without(text)[1]
    order = _Words.of(words.ORDER_LEVEL).without(text)[1]
    text, tax = _without_tax_words(text)
    rest, noun = _Words.of(words.NOUNS).without(text)
    rest, _ = _Words.of((*words.FILLERS, *words.PIVOT_PREFIXES, *words.LINE_LEVEL, *words.ORDER_LEVEL)).without(rest)
    rest = " ".join(word for word in rest.split() if word not in CODES.split("|"))
    if not noun and tax == PLAIN and not own:
        return None
    level = LINE if line else ORDER if order else NO_LEVEL
    return MoneyHeader(tax, level, OWN if own else DOCUMENT if foreign else ANY_CURRENCY), rest


def without_tax_words(header: str) -> str:
    """The header without words of taxes: "unit price" of "Unit price (excl. VAT)"."""
    return _without_tax_words(_without_units(header))[0]


def tax_rank(header: str) -> int:
    """NET, PLAIN or GROSS."""
    return _without_tax_words(_without_units(header))[1]


def _without_units(header: str) -> str:
    """The folded header without units and currencies."""
    counted = header_unit(header) is not None
    if counted or header_currency(header) is not None:
        header = BRACKETS.sub(" ", header)
    words_of = fold_text(without_currency(HUMPS.sub(" ", header))).split()
    # What a unit multiplies by is said by the header and done; any other letter beside the noun means something else.
    return " ".join(word for word in words_of if not (counted and word in SCALES))


def _without_tax_words(text: str) -> tuple[str, int]:
    for entries, rank in ((words.NET, NET), (words.GROSS, GROSS)):
        rest, removed = _Words.of(entries).without(text)
        if removed:
            return _Words.of(words.TAX).without(rest)[0], rank
    return text, PLAIN
