"""Parse dates in words, cell by cell: month names, eras, Chinese numerals."""

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
"""Years of Taiwan, counted from 1912; no other calendar has three-digit years."""
FIRST_OF_REPUBLIC = 1911
NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
CHINESE = re.compile(
    r"^([〇零○一二三四五六七八九\d]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号]?)?$"
)
FURTHEST_YEARS = 12
"""Maximum span of years in a column of months such as Jan-24."""
MOST_YEARS = 6
"""Maximum number of years beside few months: more of them are days."""


def parse_written_date(text: str) -> int | None:
    """Parse a date in words to days since 1970; a month is its first day."""
    clean = text.strip().casefold()
    if match := MONTH_YEAR.match(clean):
        return _day(match[2], match[1], 1)
    if match := CHINESE.match(clean):
        return _day(match[1].translate(NUMERALS), _parse_numeral(match[2]), _parse_numeral(match[3] or "一"))
    if match := SHORT_YEAR.match(clean):
        return _day(match[1], match[2], match[3] or 1)
    if match := REPUBLIC.match(clean):
        return _day(int(match[1]) + FIRST_OF_REPUBLIC, match[2], match[3])
    if match := ERA.match(clean):
        year = ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        return _day(year, match[3], match[4] or 1)
    return _parse_tokens(_tokens(text))


def parse_month_runs(cells: Collection[str]) -> dict[str, int]:
    """Parse cells such as Jan-24 to the first day of the month; empty if the numbers look like days."""
    parsed = {}
    for cell in cells:
        if (pair := _month_and_number(cell)) is not None:
            parsed[cell] = pair
    years = {_full_year(number) for _, number in parsed.values()}
    months = {month for month, _ in parsed.values()}
    if not years or max(years) - min(years) > FURTHEST_YEARS or len(years) > max(len(months), MOST_YEARS):
        return {}
    days = {cell: _day(number, month, 1) for cell, (month, number) in parsed.items()}
    return {cell: day for cell, day in days.items() if day is not None}


def _month_and_number(text: str) -> tuple[int, int] | None:
    if match := MONTH_SHORT_YEAR.match(text.strip()):
        return int(match[1]), int(match[2])
    match _tokens(text):
        case [str(word), str(number)] if word in _month_numbers() and number.isdecimal() and len(number) == 2:
            return _month_numbers()[word], int(number)
    return None


def _parse_tokens(tokens: list[str]) -> int | None:
    """Parse a day, a month by name and a year in any common order."""
    months = _month_numbers()
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
    """The words and numbers of a date, without its time and filler words."""
    folded = TIME.sub(" ", IN_BRACKETS.sub(" ", _folded(text)))
    fillers = _filler_words()
    return [token for token in TOKEN.findall(folded) if token not in fillers]


def _folded(text: str) -> str:
    """Lower case without accents: ARALIK and aralık are the same word."""
    apart = unicodedata.normalize("NFD", text.replace("İ", "i").casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("ı", "i")


@lru_cache(maxsize=1)
def _month_numbers() -> dict[str, int]:
    return {_folded(name): number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}


@lru_cache(maxsize=1)
def _filler_words() -> frozenset[str]:
    words = {_folded(word) for word in f"{WEEKDAY_NAMES} {DATE_FILLERS}".split()}
    return frozenset(words - _month_numbers().keys())


def _parse_numeral(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(NUMERALS))
    return (int(tens.translate(NUMERALS)) if tens else 1) * 10 + (int(ones.translate(NUMERALS)) if ones else 0)


def _full_year(year: int) -> int:
    return year if year >= 100 else year + 2000 if year < 70 else year + 1900


def _day(year: str | int, month: str | int, day: str | int) -> int | None:
    try:
        return day_number(datetime.date(_full_year(int(year)), int(month), int(day)))
    except ValueError:
        return None
