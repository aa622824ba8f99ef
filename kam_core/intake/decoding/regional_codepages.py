"""Distinguish Central European and Turkish code pages from Windows-1252 by the letters of the language."""

from __future__ import annotations

import re
from collections import Counter

WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
SOME_ASCII = re.compile(rb"[A-Za-z]")
WESTERN = "cp1252"
ALPHABETS: dict[str, tuple[str, ...]] = {
    WESTERN: (
        "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúüç", "áâãàçéêíóôõúü", "àèéìíîòóùú", "åäöæøéü", "éèëïöüáíóê", "áðéíóúýþæö",
        "äöõüšž",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("çğıöşüâîûİ",),
}  # fmt: skip
"""Encoding → non-ASCII letters of its languages, one string per language."""
VOWELS_OF_ICELAND = "áéíóúæö"
"""Letters beside þ, ð and ý in Icelandic that Turkish lacks."""
SURE = 0.95
"""Share of the letters that must belong to the language."""
CLEAR = 0.2
"""How much smaller that share must be for all languages of Windows-1252."""
MOST_OF_ICELAND = 0.25


def regional_encoding(content: bytes) -> str:
    """The encoding of bytes that fit Windows-1252: itself, or a regional one whose language has these letters."""
    counts: Counter[int] = Counter()
    for word in WORD.findall(content):
        if SOME_ASCII.search(word):
            counts.update(byte for byte in word if byte > 0x7F)
    total = sum(counts.values())
    if not total:
        return WESTERN
    shares = {
        (encoding, letters): sum(n for byte, n in counts.items() if _letter(byte, encoding) in letters) / total
        for encoding, alphabets in ALPHABETS.items()
        for letters in alphabets
    }
    iceland = next(letters for letters in ALPHABETS[WESTERN] if "þ" in letters)
    vowels = sum(n for byte, n in counts.items() if _letter(byte, WESTERN) in VOWELS_OF_ICELAND)
    if vowels < MOST_OF_ICELAND * total:
        del shares[WESTERN, iceland]
    local = max(share for (encoding, _), share in shares.items() if encoding == WESTERN)
    (encoding, _), share = max(shares.items(), key=lambda one: one[1])
    telling = [byte for byte in counts if _letter(byte, encoding) != _letter(byte, WESTERN)]
    return encoding if share >= SURE and share - local >= CLEAR and len(telling) > 1 else WESTERN


def _letter(byte: int, encoding: str) -> str:
    letter = bytes([byte]).decode(encoding, errors="replace")
    return letter if letter == "İ" else letter.lower()
