"""Columns of amounts, numbers and shares, each value as `Language` formats it but a thousand at a time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import NamedTuple

from kam_core.locale.language import Language
from kam_core.vocabulary.message import BEYOND, MOST_RATIO
from kam_core.vocabulary.money import MONEY_SCALE

DASH = "–"
_ONES = "1111"


class _Frame(NamedTuple):
    """What stands before and after the digits, what between thousands (empty for nothing), and the decimals."""

    before: str
    after: str
    group: str
    decimals: int


def money_column(values: Sequence[int | float | None], words: Language, fixed: bool = False) -> list[str]:
    """Amounts in ten-thousandths, compact: ¥1.84亿; with three figures where `fixed`, so that they line up: ¥4.20M."""
    powers = [unit.power for unit in words.spec.compact_units]
    mark, texts = words.spec.decimal_mark, []
    for value in values:
        if value is None:
            texts.append(DASH)
            continue
        amount = Decimal(str(value / MONEY_SCALE))
        size = abs(amount)
        power = next((power for power in powers if size >= 10**power), 0)
        lead = size.scaleb(-power)
        digits = 4 if lead >= 1000 else 3 if round(lead, 1) >= 100 else 2 if round(lead, 2) >= 10 else 1
        frame = _money_frame(words, power, digits, value < 0)
        texts.append(_text(lead, frame, mark, not fixed))
    return texts


def number_column(values: Sequence[float | None], digits: int, words: Language, fixed: bool = False) -> list[str]:
    """Numbers with grouped thousands and at most these decimals; all of them where `fixed`, so that marks align."""
    mark = words.spec.decimal_mark
    return [
        DASH
        if value is None
        else _text(Decimal(str(round(abs(value), digits))), _number_frame(words, digits, value < 0), mark, not fixed)
        for value in values
    ]


def share_column(values: Sequence[float | None], digits: int, words: Language) -> list[str]:
    """Ratios (0–1) in per cent with these decimals; beyond `MOST_RATIO` how many times it is."""
    mark, beyond = words.spec.decimal_mark, words.say(BEYOND)
    return [
        DASH
        if value is None
        else beyond
        if value > MOST_RATIO
        else _text(abs(Decimal(str(value))).scaleb(2), _percent_frame(words, digits, value < 0), mark, strip=False)
        for value in values
    ]


def _text(size: Decimal, frame: _Frame, mark: str, strip: bool = True) -> str:
    rounded = size.quantize(Decimal(1).scaleb(-frame.decimals), ROUND_HALF_EVEN)
    whole, _, decimals = f"{rounded:,f}".partition(".")
    if strip:
        decimals = decimals.rstrip("0")
    # Nothing is left of a small negative number: no sign then.
    before = frame.before if rounded else frame.before.lstrip("-−")
    return before + whole.replace(",", frame.group) + (mark + decimals if decimals else "") + frame.after


@lru_cache(maxsize=512)
def _money_frame(words: Language, power: int, digits: int, negative: bool) -> _Frame:
    """The frame of amounts with that many digits before the decimal mark, taken from one that `Language` formats."""
    sample = Decimal("1111.1111") if digits == 4 else Decimal(_ONES[:digits] + ".1111")
    value = int(sample.scaleb(power) * MONEY_SCALE)
    # Rounded up to four digits of the same unit: only so a thousand of it can be seen where there is a greater unit.
    thousand = words.money(int(Decimal("999.9999").scaleb(power) * MONEY_SCALE))
    decimals = 0 if power == 0 else max(0, 3 - digits)
    return _frame(words.money(-value if negative else value), words.spec.group_mark in thousand, words, decimals)


@lru_cache(maxsize=64)
def _percent_frame(words: Language, digits: int, negative: bool) -> _Frame:
    text = words.any_percent(-11.11 if negative else 11.11, digits)
    return _frame(text, words.spec.group_mark in text, words, digits)


@lru_cache(maxsize=64)
def _number_frame(words: Language, digits: int, negative: bool) -> _Frame:
    text = words.number(-1111 if negative else 1111)
    return _frame(text, words.spec.group_mark in text, words, digits)


def _frame(text: str, grouped: bool, words: Language, decimals: int) -> _Frame:
    """Split a text of ones at its first and last digit."""
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    return _Frame(text[: places[0]], text[places[-1] + 1 :], words.spec.group_mark if grouped else "", decimals)
