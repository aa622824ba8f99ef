"""Parse amounts with words beside the digits: currencies, 1.5k and $2M, 12 CR, Chinese numerals."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

import polars as pl

from kam_core.intake.currencies import CODES
from kam_core.vocabulary.lexicon.number_words import (
    AMOUNT_ENDINGS,
    CREDIT_WORDS,
    CRORE,
    CURRENCY_WORDS,
    DEBIT_WORDS,
    FORMAL_NUMERALS,
    MAGNITUDES,
    MYRIADS,
    NUMERALS,
    QUANTITY_UNITS,
    RUPEES,
    TENS,
    YUAN_FRACTIONS,
    YUAN_WORDS,
)


def _any_of(words: str) -> str:
    """A pattern of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words.split(), key=lambda word: (-len(word), word))))


SIGN = r"[\p{Sc}&&[^¢]]"
CURRENCY = rf"(?:{_any_of(CURRENCY_WORDS + ' ' + CODES.replace('|', ' '))})"
BEFORE = rf"^(-?)(?:{CURRENCY}\.?{SIGN}?|{SIGN})+"
BEHIND = rf"(?:{CURRENCY}\.?|{SIGN})+$"
IN_RUPEES = rf"(?:^|[^\p{{L}}])(?:{_any_of(RUPEES)})(?:[^\p{{L}}]|$)|₹"
SIDES = rf"{_any_of(CREDIT_WORDS)}|{_any_of(DEBIT_WORDS)}"
ON_ACCOUNT = rf"^(?:(?:{SIDES})\.?\s*)?(.*\d[^\p{{L}}]*?)(?:\s*(?:{SIDES})\.?)?$"
IS_CREDIT = rf"^(?:{_any_of(CREDIT_WORDS)})[\s.\d]|[\s\d)](?:{_any_of(CREDIT_WORDS)})\.?$"
IS_DEBIT = rf"^(?:{_any_of(DEBIT_WORDS)})[\s.\d]|[\s\d)](?:{_any_of(DEBIT_WORDS)})\.?$"
COUNTED = rf"(?i)\d\s*(?:{_any_of(QUANTITY_UNITS)})\.?\s*$"
"""A cell with a count or a weight."""
CHINESE = re.compile(
    rf"^(-?)([{''.join(NUMERALS)}十拾][{''.join(NUMERALS)}{''.join(TENS)}{''.join(MYRIADS)}]*)(?:[{YUAN_WORDS}])?"
    rf"(?:([{''.join(NUMERALS)}])[角毛])?(?:零?([{''.join(NUMERALS)}])分)?[{AMOUNT_ENDINGS.replace(' ', '')}]?$"
)
HAS_NUMERALS = rf"[{''.join(one for one in NUMERALS if one not in '零〇')}]|[{''.join(TENS)}]"


def split_credit_mark(frame: pl.DataFrame) -> pl.DataFrame:
    """Split `core` from the word for credit or debit; `credit`: whether the money was given back."""
    core = pl.col("core")
    # ₹12 Cr is a hundred and twenty million.
    crore = core.str.contains(IN_RUPEES) & core.str.contains(rf"{CRORE}s?\.?$")
    frame = frame.with_columns(
        pl.when(crore).then(core.str.replace(rf"\s*{CRORE}s?\.?$", "crore")).otherwise(core).alias("core")
    )
    credit, debit = core.str.contains(IS_CREDIT), core.str.contains(IS_DEBIT)
    return frame.with_columns(
        pl.when((credit | debit) & ~crore).then(core.str.replace(ON_ACCOUNT, "$1").str.strip_chars()).otherwise(core),
        (credit & ~crore).alias("credit"),
    )


def strip_currency(core: pl.Expr) -> pl.Expr:
    """Strip the names and signs of currencies around an amount without blanks."""
    bare = core.str.replace(BEFORE, "$1").str.replace(r"^-", "")
    whole = bare.str.replace(rf"(\p{{L}})(?:{_any_of(AMOUNT_ENDINGS)})$", "$1")
    return whole.str.replace(BEHIND, "")


def split_magnitude(core: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Split an amount from the word for thousands or millions behind it; returns the factor."""
    word = core.str.extract(rf"\d[.,]?({_any_of(' '.join(MAGNITUDES))})\.?$", 1)
    scale = word.replace_strict(MAGNITUDES, default=1.0, return_dtype=pl.Float64()).fill_null(1.0)
    bare = core.str.replace(rf"(\d)[.,]?(?:{_any_of(' '.join(MAGNITUDES))})\.?$", "$1")
    return bare.str.replace(BEHIND, ""), scale


def parse_numerals(cells: pl.Series) -> dict[str, float]:
    """Parse cells in Chinese numerals: 壹万贰仟元整 is 12000."""
    numbers = {}
    for cell in cells.filter(cells.str.contains(HAS_NUMERALS).fill_null(False)).to_list():
        number = _parse_numeral(re.sub(r"\s|^(?:人民币|rmb)[::]?", "", cell))
        if number is not None:
            numbers[cell] = number
    return numbers


@lru_cache(maxsize=10_000)
def _parse_numeral(text: str) -> float | None:
    match = CHINESE.match(text)
    whole = None if match is None else _parse_whole(match[2])
    if match is None or whole is None:
        return None
    value = Fraction(whole)
    for place, part in ((YUAN_FRACTIONS["角"], match[3]), (YUAN_FRACTIONS["分"], match[4])):
        value += Fraction(NUMERALS[part], place) if part else 0
    return float(value)


def _parse_whole(text: str) -> int | None:
    """Parse whole numbers: 一万二千三百 is 12300, 一万二 is 12000; consecutive digits are no amount."""
    total = section = digit = 0
    unit = 1
    for letter in text:
        if letter in NUMERALS:
            if digit:
                return None
            digit = NUMERALS[letter]
            if not digit:
                unit = 1
        elif letter in TENS:
            unit = TENS[letter]
            section, digit = section + (digit or 1) * unit, 0
        else:
            unit = MYRIADS[letter]
            # 一万亿 counts what stands before in hundreds of millions.
            before, below = (0, total) if unit > MYRIADS["万"] else (total, 0)
            total, section, digit = before + (below + section + digit) * unit, 0, 0
    if digit and unit > TENS["十"]:
        # Nobody leaves out the nought in formal numerals: such a number is damaged.
        return None if any(letter in FORMAL_NUMERALS for letter in text) else total + section + digit * unit // 10
    return total + section + digit
