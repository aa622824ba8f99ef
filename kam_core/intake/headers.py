"""Header words: one spelling for all the ways in which the same header is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kam_core.vocabulary.tables import TABLES

BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|\{([^{}]*)\}|<([^<>]*)>")
HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:年度?)?(?!\d)")
NOT_WORD = re.compile(r"[\W_]+")
TRAILING_UNIT = re.compile(r"(?:百万元|万元|千元|亿元)$")

SCALES: dict[str, float] = {
    "万元": 1e4, "万": 1e4, "wan": 1e4, "亿元": 1e8, "亿": 1e8, "千元": 1e3, "千": 1e3, "百万元": 1e6, "百万": 1e6,
    "k": 1e3, "k€": 1e3, "k$": 1e3, "keur": 1e3, "kusd": 1e3, "teur": 1e3, "t€": 1e3, "tsd": 1e3, "000": 1e3,
    "000s": 1e3, "thousand": 1e3, "thousands": 1e3, "in thousands": 1e3, "m": 1e6, "m€": 1e6, "m$": 1e6,
    "mio": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6, "in millions": 1e6, "mio €": 1e6, "mio eur": 1e6,
    "%": 0.01, "percent": 0.01, "pct": 0.01,
}  # fmt: skip
"""What a unit in a header multiplies the column by."""


@lru_cache(maxsize=20_000)
def normalised(header: str) -> str:
    """A header in one spelling: NFKC, lower case, without brackets, units and years, words apart."""
    text = unicodedata.normalize("NFKC", header).strip()
    bare = BRACKETS.sub(" ", text).strip() or text
    bare = YEAR.sub(" ", bare).strip() or bare
    words = NOT_WORD.sub(" ", HUMPS.sub(" ", bare)).strip().lower()
    return TRAILING_UNIT.sub("", words).strip() or words


def key(header: str) -> str:
    """The normalised header without blanks: what synonyms are compared by."""
    return normalised(header).replace(" ", "")


def unit_of(header: str) -> tuple[str, float] | None:
    """The unit in a header and what it multiplies by: 金额(万元) gives ("万元", 10000.0)."""
    text = unicodedata.normalize("NFKC", header).strip()
    for found in BRACKETS.findall(text):
        for part in re.split(r"[,;:/]|单位", "".join(found).lower()):
            word = part.strip().removeprefix("in ").strip()
            if word in SCALES:
                return word, SCALES[word]
    trailing = TRAILING_UNIT.search(text)
    if trailing and trailing.group() != text:
        return trailing.group(), SCALES[trailing.group()]
    if text.endswith("%"):
        return "%", SCALES["%"]
    return None


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Every header of the vocabulary, as keys."""
    return frozenset(
        key(word)
        for table in TABLES.values()
        for field in table.fields
        for word in (field.name, field.label, *field.synonyms)
    )


def header_hits(cells: list[str]) -> int:
    """How many different cells of a row are headers of the vocabulary."""
    words = known_words()
    return len({key(cell) for cell in cells if cell and len(cell) <= 60} & words)
