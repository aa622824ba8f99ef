"""Parse headers that name a month, a quarter or a year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kam_core.vocabulary.lexicon.date_words import MONTHS
from kam_core.vocabulary.lexicon.period_words import QUARTER

YEAR = r"((?:19|20)\d\d)"
NAMES = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
YEAR_MONTH = re.compile(
    rf"(?<!\d){YEAR}\s*(?:[-/._ m]|年度?)\s*(1[0-2]|0?[1-9])(?:[-/.]0?1(?:\s+00:00:00)?)?\s*月?(?![\d.,])"
)
MONTH_YEAR = re.compile(rf"(?<!\d)(1[0-2]|0?[1-9])\s*[-/._]\s*{YEAR}(?!\d)")
COMPACT = re.compile(rf"^{YEAR}(0[1-9]|1[0-2])$")
NAME_YEAR = re.compile(rf"(?<!\w)({NAMES})\.?[\s\-/_,’']*(?:{YEAR}|(?<=[\s\-/’'])(\d\d))(?!\d)")
YEAR_NAME = re.compile(rf"(?<!\d){YEAR}[\s\-/_,年]*({NAMES})(?!\w)\.?")
NAME = re.compile(rf"(?<!\w)({NAMES})(?!\w)\.?")
NUMBERED = re.compile(r"(?<![\w])(?:(1[0-2]|0?[1-9])\s*月份?|m(1[0-2]|0?[1-9])(?!\w))")
YEAR_QUARTER = re.compile(rf"(?<!\d){YEAR}\s*[-/_ 年]?\s*{QUARTER}(?!\w)")
QUARTER_YEAR = re.compile(rf"(?<!\w){QUARTER}\s*[-/_ ’']*\s*{YEAR}(?!\d)")
QUARTER_ALONE = re.compile(rf"(?<!\w){QUARTER}(?!\w)")
YEAR_ALONE = re.compile(rf"(?<!\d){YEAR}(?:\s*年度?)?(?!\d)")
CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}
MONTH, QUARTERS, YEARS = "month", "quarter", "year"


@dataclass(frozen=True, slots=True)
class Period:
    """year: None if missing in the header; month: the first of the period; rest: the other words of the header."""

    kind: str
    year: int | None
    month: int
    rest: str


def period_of(header: str) -> Period | None:
    """Parse the period of a header; None for none."""
    text = unicodedata.normalize("NFKC", header).strip()
    low = text.casefold()
    if len(low) > 60 or len(low) != len(text):
        return None
    for pattern, year_first in ((COMPACT, True), (YEAR_MONTH, True), (MONTH_YEAR, False)):
        if match := pattern.search(low):
            year, month = (1, 2) if year_first else (2, 1)
            return Period(MONTH, int(match[year]), int(match[month]), _rest(text, match))
    if match := NAME_YEAR.search(low):
        return Period(MONTH, int(match[2] or f"20{match[3]}"), MONTHS[match[1]], _rest(text, match))
    if match := YEAR_NAME.search(low):
        return Period(MONTH, int(match[1]), MONTHS[match[2]], _rest(text, match))
    if match := YEAR_QUARTER.search(low):
        return Period(QUARTERS, int(match[1]), first_month(match.groups()[1:]), _rest(text, match))
    if match := QUARTER_YEAR.search(low):
        return Period(QUARTERS, int(match.groups()[-1]), first_month(match.groups()[:-1]), _rest(text, match))
    if match := NUMBERED.search(low):
        return Period(MONTH, None, int(match[1] or match[2]), _rest(text, match))
    if match := QUARTER_ALONE.search(low):
        return Period(QUARTERS, None, first_month(match.groups()), _rest(text, match))
    if match := NAME.search(low):
        return Period(MONTH, None, MONTHS[match[1]], _rest(text, match))
    if match := YEAR_ALONE.search(low):
        return Period(YEARS, int(match[1]), 1, _rest(text, match))
    return None


def years_in(text: str) -> set[int]:
    """The years in a text."""
    return {int(match[1]) for match in YEAR_ALONE.finditer(unicodedata.normalize("NFKC", text))}


def first_month(numbers: tuple[str | None, ...]) -> int:
    """The first month of a quarter, given by one of the numbers."""
    number = next(one for one in numbers if one)
    return (CHINESE.get(number) or int(number)) * 3 - 2


def _rest(text: str, match: re.Match[str]) -> str:
    left = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(left.split()).strip(" -–/_.,:：")
