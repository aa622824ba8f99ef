"""Fold text for comparison: lower case, without accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

IDEOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages without blanks between words."""
NOT_WORD = re.compile(r"[\W_]+")
LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe"})
SHOP_PREFIX = re.compile(r"^wc (?=\w)")
"""WooCommerce writes wc-completed."""


@lru_cache(maxsize=50_000)
def fold_text(text: str) -> str:
    """Fold a text: lower case, without accents and punctuation, words separated by one blank."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold().translate(LETTERS))
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    words = NOT_WORD.sub(" ", unicodedata.normalize("NFC", bare)).strip()
    return SHOP_PREFIX.sub("", words)


@lru_cache(maxsize=64)
def fold_words(words: tuple[str, ...]) -> frozenset[str]:
    """Fold words of the vocabulary for comparison with cells and headers."""
    return frozenset(fold_text(word) for word in words)
