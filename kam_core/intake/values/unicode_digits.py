"""Normalise digits of all scripts to 0 to 9, and remove invisible marks."""

from __future__ import annotations

import unicodedata

import polars as pl

OTHERS = r"[\p{Nd}&&[^0-9]]"
INVISIBLE = r"[\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]"


def normalise_digits(text: pl.Series) -> pl.Series:
    """Normalise text: NFKC, digits 0 to 9, no invisible marks, no outer blanks."""
    text = text.str.normalize("NFKC")
    if text.str.contains(INVISIBLE).any():
        text = text.str.replace_all(INVISIBLE, "")
    other = text.filter(text.str.contains(OTHERS).fill_null(False))
    if other.len():
        letters = set("".join(other.to_list()))
        digits = {one: str(unicodedata.decimal(one)) for one in letters if one.isdecimal() and not one.isascii()}
        text = text.str.replace_many(digits)
    return text.str.strip_chars()
