"""Classify a cell such as "Cancelled by customer" by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kam_core.intake.headers import TRADITIONAL
from kam_core.intake.matching.text_folding import IDEOGRAPHIC, fold_text
from kam_core.vocabulary.lexicon.line_kind_words import NOT_SOLD, RETURN_STEMS, REVERSALS, WORDS, LineKind

PRECEDENCE = (LineKind.LEFT_OUT, LineKind.UNCLEAR, LineKind.CREDIT, LineKind.SALE)
SHORT = 3
"""Length up to which a word must be the whole cell, as "fs" and "ust" are parts of many others."""


@dataclass(frozen=True, slots=True)
class CellMeaning:
    """kind: what the words of a cell name; taken_back: a sale was cancelled, not another document; plain: the words
    mean a reversal in a column of any name. given_back: goods or money came back, so that a line with a minus is the
    return itself."""

    kind: LineKind
    taken_back: bool = False
    plain: bool = False
    given_back: bool = False


@lru_cache(maxsize=1)
def _entries() -> tuple[dict[str, tuple[LineKind, bool]], dict[str, tuple[LineKind, bool]], tuple[str, ...]]:
    """Whole words by their first word; word stems; entries of languages without blanks."""
    words: dict[str, tuple[LineKind, bool]] = {}
    for kind, lists in WORDS.items():
        for entries in lists:
            for entry in entries:
                text = _simplified(entry.removesuffix("*")) + ("*" if entry.endswith("*") else "")
                words.setdefault(text, (kind, entries is NOT_SOLD))
    stems = {word.removesuffix("*"): meaning for word, meaning in words.items() if word.endswith("*")}
    whole = {word: meaning for word, meaning in words.items() if not word.endswith("*")}
    inside = tuple(word for word in whole if IDEOGRAPHIC.search(word)) + tuple(
        stem for stem in stems if IDEOGRAPHIC.search(stem)
    )
    return whole, stems, inside


@lru_cache(maxsize=50_000)
def classify_cell(cell: str) -> CellMeaning | None:
    """Classify a cell by its words; None if none is known."""
    text = _simplified(cell)
    # "VAT 20%" is a tax whatever its rate.
    text = " ".join(word for word in text.split() if not word.isdecimal()) or text
    entries = _find_entries(text)
    if not entries:
        return None
    # "Not cancelled" and "partially refunded" say more than the word inside of them.
    outer = [
        one
        for one in entries
        if not any(o[0] <= one[0] and one[1] <= o[1] and o[1] - o[0] > one[1] - one[0] for o in entries)
    ]
    kinds = {kind for _, _, kind, _ in outer}
    back = any(taken_back for _, _, kind, taken_back in outer if kind is LineKind.LEFT_OUT)
    order = PRECEDENCE if back else (LineKind.UNCLEAR, LineKind.LEFT_OUT, LineKind.CREDIT, LineKind.SALE)
    kind = next(kind for kind in order if kind in kinds)
    return CellMeaning(kind, back and kind is LineKind.LEFT_OUT, _is_reversal(text), _is_given_back(text))


def _simplified(text: str) -> str:
    """Convert traditional Chinese characters to simplified ones: 已出貨 becomes 已出货."""
    return fold_text(text).translate(TRADITIONAL)


def _find_entries(text: str) -> list[tuple[int, int, LineKind, bool]]:
    """(begin, end, kind, taken back) of every entry in a folded text."""
    whole, stems, inside = _entries()
    entries = []
    if text in whole:
        entries.append((0, len(text), *whole[text]))
    for entry in inside if IDEOGRAPHIC.search(text) else ():
        dense = text.replace(" ", "")
        wanted = entry.replace(" ", "")
        if len(wanted) > 1 and (at := dense.find(wanted)) >= 0:
            entries.append((at, at + len(wanted), *(whole.get(entry) or stems[entry])))
    begins = [0, *(at + 1 for at, letter in enumerate(text) if letter == " ")]
    ends = [at for at, letter in enumerate(text) if letter == " "] + [len(text)]
    for first, begin in enumerate(begins):
        for end in ends[first:]:
            word = text[begin:end]
            if word in whole and len(word) > SHORT:
                entries.append((begin, end, *whole[word]))
            if found_stem := next((stem for stem in _prefixes(word) if stem in stems), None):
                entries.append((begin, end, *stems[found_stem]))
    return entries


def _prefixes(word: str) -> list[str]:
    """The word and its prefixes, longest first, of at least four letters."""
    shortest = max(4, word.rfind(" ") + 2)
    return [word[:end] for end in range(len(word), shortest - 1, -1)]


@lru_cache(maxsize=1)
def _reversals() -> tuple[str, ...]:
    return tuple(_simplified(word.removesuffix("*")) for word in REVERSALS)


def _is_given_back(text: str) -> bool:
    return re.search("|".join(RETURN_STEMS), text) is not None


def _is_reversal(text: str) -> bool:
    return any(word in text if IDEOGRAPHIC.search(word) else f" {text}".find(f" {word}") >= 0 for word in _reversals())
