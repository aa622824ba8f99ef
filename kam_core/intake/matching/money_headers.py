"""What a header says of the money below it: net or gross, of a line or an order, in whose currency; or no money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kam_core.intake.currencies import CODES, without_currency
from kam_core.intake.headers import BRACKETS, SCALES, header_currency, header_unit
from kam_core.intake.matching.text_folding import IDEOGRAPHIC, folded
from kam_core.vocabulary.lexicon import money_words as words

HUMPS = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
"""NetAmount is two words, MwSt is one."""
NET, PLAIN, GROSS = 2, 1, 0
"""Ranks: net goes before gross, and what says nothing stands between them."""
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
    """Words of one kind, longest first; those of languages without blanks apart."""

    spaced: tuple[tuple[str, bool], ...]
    inside: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=32)
    def of(entries: tuple[str, ...]) -> _Words:
        plain = sorted({(folded(entry.removesuffix("*")), entry.endswith("*")) for entry in entries}, key=_longest)
        return _Words(
            tuple(one for one in plain if not IDEOGRAPHIC.search(one[0])),
            tuple(one[0] for one in plain if IDEOGRAPHIC.search(one[0])),
        )

    def without(self, text: str) -> tuple[str, bool]:
        """The text without these words, and whether any was there."""
        found = False
        for word in self.inside:
            if word in text:
                text, found = text.replace(word, " "), True
        padded = f" {' '.join(text.split())} "
        for word, begins in self.spaced:
            if f" {word}" not in padded:
                continue
            shorter = re.sub(rf"(?<= ){re.escape(word)}{r'[^ ]*' if begins else ''}(?= )", "", padded)
            if shorter != padded:
                padded, found = f" {' '.join(shorter.split())} ", True
        return padded.strip(), found


def _longest(entry: tuple[str, bool]) -> tuple[int, str]:
    return -len(entry[0]), entry[0]


def has_word(entries: tuple[str, ...], text: str) -> bool:
    """Whether a folded text holds one of the words."""
    return _Words.of(entries).without(text)[1]


@lru_cache(maxsize=20_000)
def money_header(header: str) -> MoneyHeader | None:
    """What a header says of an amount of sales; None where it is none, or where it says something else as well."""
    said = told_money(header)
    return said[0] if said is not None and not said[1] else None


@lru_cache(maxsize=20_000)
def no_amount(header: str) -> bool:
    """Whether a header names a tax, a weight, a count, a rate or money that is no revenue."""
    text, qualified = _without_tax_words(_bare(header))
    if "%" in header or "％" in header:
        return True
    _, taxed = _Words.of(words.TAX).without(text)
    _, counted = _Words.of(words.NO_MONEY).without(text)
    return counted or (taxed and qualified == PLAIN) or _Words.of(words.OTHER_MONEY).without(text)[1]


@lru_cache(maxsize=20_000)
def told_money(header: str) -> tuple[MoneyHeader, str] | None:
    """What a header says of its money, and what else it says: "unit price" of "Unit price excl. VAT"."""
    if no_amount(header):
        return None
    text = _bare(header)
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


def base_of(header: str) -> str:
    """The header without what it says of taxes: "unit price" of "Unit price (excl. VAT)"."""
    return _without_tax_words(_bare(header))[0]


def tax_rank(header: str) -> int:
    """NET, PLAIN or GROSS."""
    return _without_tax_words(_bare(header))[1]


def _bare(header: str) -> str:
    """The folded header without units and currencies."""
    counted = header_unit(header) is not None
    if counted or header_currency(header) is not None:
        header = BRACKETS.sub(" ", header)
    words_of = folded(without_currency(HUMPS.sub(" ", header))).split()
    # What a unit multiplies by is said by the header and done; any other letter beside the noun means something else.
    return " ".join(word for word in words_of if not (counted and word in SCALES))


def _without_tax_words(text: str) -> tuple[str, int]:
    for entries, rank in ((words.NET, NET), (words.GROSS, GROSS)):
        rest, found = _Words.of(entries).without(text)
        if found:
            return _Words.of(words.TAX).without(rest)[0], rank
    return text, PLAIN
