"""Days that are written in words: months by name, eras, and Chinese numerals; one cell at a time."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.lexicon.date_words import DATE_FILLERS, ERAS, MONTH_NAMES, WEEKDAY_NAMES

TOKEN = re.compile(r"\d+|[^\W\d_]+")
TIME = re.compile(
    r"[t\s,:]*(?<!\d)\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:gmt|utc|z)?\s*[+-]\d\d:?\d\d\b)?"
)
IN_BRACKETS = re.compile(r"\([^()]*\)")
MONTH_YEAR = re.compile(r"^(\d{1,2})[/.\-](\d{4})$")
SHORT_YEAR = re.compile(r"^(\d\d)年(\d{1,2})月份?(?:(\d{1,2})[日号]?)?(?:[\s(].*)?$")
MONTH_SHORT_YEAR = re.compile(r"^(\d{1,2})[月월]-(\d\d)$")
ERA = re.compile(
    rf"^({'|'.join(ERAS)})\s*(元|\d{{1,3}})\s*[年./-]\s*(\d{{1,2}})(?:[月./-]\s*(\d{{1,2}})日?|月分?)(?:[\s(t].*)?$"
)
REPUBLIC = re.compile(r"^(1[01]\d)[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?$")
"""Taiwan counts its years from 1912; no other calendar has three digits in one."""
FIRST_OF_REPUBLIC = 1911
NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
CHINESE = re.compile(
    r"^([〇零○一二三四五六七八九\d]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号]?)?$"
)
FURTHEST_YEARS = 12
"""Years that a column of months such as Jan-24 may span."""
MOST_YEARS = 6
"""Years beside few months: more of them are days of these months."""


def spelled(text: str) -> int | None:
    """The day that a cell names in words, as days since 1970; a month is its first day."""
    clean = text.strip().casefold()
    if found := MONTH_YEAR.match(clean):
        return _day(found[2], found[1], 1)
    if found := CHINESE.match(clean):
        return _day(found[1].translate(NUMERALS), _numeral(found[2]), _numeral(found[3] or "一"))
    if found := SHORT_YEAR.match(clean):
        return _day(found[1], found[2], found[3] or 1)
    if found := REPUBLIC.match(clean):
        return _day(int(found[1]) + FIRST_OF_REPUBLIC, found[2], found[3])
    if found := ERA.match(clean):
        year = ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
        return _day(year, found[3], found[4] or 1)
    return _in_words(_tokens(text))


def months_of_years(cells: Collection[str]) -> dict[str, int]:
    """Cells such as Jan-24 → the first day of that month; none where the numbers are more like days than years."""
    found = {}
    for cell in cells:
        if (pair := _month_and_number(cell)) is not None:
            found[cell] = pair
    years = {_full(number) for _, number in found.values()}
    months = {month for month, _ in found.values()}
    if not years or max(years) - min(years) > FURTHEST_YEARS or len(years) > max(len(months), MOST_YEARS):
        return {}
    days = {cell: _day(number, month, 1) for cell, (month, number) in found.items()}
    return {cell: day for cell, day in days.items() if day is not None}


def _month_and_number(text: str) -> tuple[int, int] | None:
    if found := MONTH_SHORT_YEAR.match(text.strip()):
        return int(found[1]), int(found[2])
    match _tokens(text):
        case [str(word), str(number)] if word in _months() and number.isdecimal() and len(number) == 2:
            return _months()[word], int(number)
    return None


def _in_words(tokens: list[str]) -> int | None:
    """Of a day, a month by name and a year, in any order that people use."""
    months = _months()
    named = [token for token in tokens if token in months]
    if len(named) == 2 and tokens[0] == named[0]:
        # mar. 5 mars 2024: Tuesday is short for a month's name, too.
        tokens = tokens[1:]
    kinds = "".join("m" if token in months else str(len(token)) if token.isdecimal() else "?" for token in tokens)
    if re.fullmatch(r"[12]m[24]", kinds):
        return _day(tokens[2], months[tokens[1]], tokens[0])
    if re.fullmatch(r"4m[12]", kinds):
        return _day(tokens[0], months[tokens[1]], tokens[2])
    if re.fullmatch(r"m[12]4", kinds):
        return _day(tokens[2], months[tokens[0]], tokens[1])
    if kinds == "m4":
        return _day(tokens[1], months[tokens[0]], 1)
    if kinds == "4m":
        return _day(tokens[0], months[tokens[1]], 1)
    return None


def _tokens(text: str) -> list[str]:
    """The words and numbers of a date, without its time and what says nothing of the day."""
    folded = TIME.sub(" ", IN_BRACKETS.sub(" ", _folded(text)))
    said = _around()
    return [token for token in TOKEN.findall(folded) if token not in said]


def _folded(text: str) -> str:
    """Lower case without accents: ARALIK and aralık are one word."""
    apart = unicodedata.normalize("NFD", text.replace("İ", "i").casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("ı", "i")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {_folded(name): number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}


@lru_cache(maxsize=1)
def _around() -> frozenset[str]:
    words = {_folded(word) for word in f"{WEEKDAY_NAMES} {DATE_FILLERS}".split()}
    return frozenset(words - _months().keys())


def _numeral(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(NUMERALS))
    return (int(tens.translate(NUMERALS)) if tens else 1) * 10 + (int(ones.translate(NUMERALS)) if ones else 0)


def _full(year: int) -> int:
    return year if year >= 100 else year + 2000 if year < 70 else year + 1900


def _day(year: str | int, month: str | int, day: str | int) -> int | None:
    try:
        return day_number(datetime.date(_full(int(year)), int(month), int(day)))
    except ValueError:
        return None
