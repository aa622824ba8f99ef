"""Tell Central European and Turkish text from Windows-1252, which gives the same bytes other letters."""

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
"""Encoding → the letters beyond ASCII of the languages that are written in it, each in one string."""
VOWELS_OF_ICELAND = "áéíóúæö"
"""Letters that go with þ, ð and ý in Icelandic, and never in Turkish."""
SURE = 0.95
"""Share of the letters that must belong to the one language."""
CLEAR = 0.2
"""How much smaller that share must be in every language of Windows-1252."""
MOST_OF_ICELAND = 0.25


def regional(content: bytes) -> str:
    """The encoding of text that fits Windows-1252: itself, or the one in whose language the letters are at home."""
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
    at_home = max(share for (encoding, _), share in shares.items() if encoding == WESTERN)
    (encoding, _), share = max(shares.items(), key=lambda one: one[1])
    telling = [byte for byte in counts if _letter(byte, encoding) != _letter(byte, WESTERN)]
    return encoding if share >= SURE and share - at_home >= CLEAR and len(telling) > 1 else WESTERN


def _letter(byte: int, encoding: str) -> str:
    letter = bytes([byte]).decode(encoding, errors="replace")
    return letter if letter == "İ" else letter.lower()
