"""Headers that name a month, a quarter or a year."""

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
    """year: None where the header leaves it out; month: the first of the period; rest: what else the header says."""

    kind: str
    year: int | None
    month: int
    rest: str


def period_of(header: str) -> Period | None:
    """The period that a header names, or None."""
    text = unicodedata.normalize("NFKC", header).strip()
    low = text.casefold()
    if len(low) > 60 or len(low) != len(text):
        return None
    for pattern, year_first in ((COMPACT, True), (YEAR_MONTH, True), (MONTH_YEAR, False)):
        if found := pattern.search(low):
            year, month = (1, 2) if year_first else (2, 1)
            return Period(MONTH, int(found[year]), int(found[month]), _rest(text, found))
    if found := NAME_YEAR.search(low):
        return Period(MONTH, int(found[2] or f"20{found[3]}"), MONTHS[found[1]], _rest(text, found))
    if found := YEAR_NAME.search(low):
        return Period(MONTH, int(found[1]), MONTHS[found[2]], _rest(text, found))
    if found := YEAR_QUARTER.search(low):
        return Period(QUARTERS, int(found[1]), first_month(found.groups()[1:]), _rest(text, found))
    if found := QUARTER_YEAR.search(low):
        return Period(QUARTERS, int(found.groups()[-1]), first_month(found.groups()[:-1]), _rest(text, found))
    if found := NUMBERED.search(low):
        return Period(MONTH, None, int(found[1] or found[2]), _rest(text, found))
    if found := QUARTER_ALONE.search(low):
        return Period(QUARTERS, None, first_month(found.groups()), _rest(text, found))
    if found := NAME.search(low):
        return Period(MONTH, None, MONTHS[found[1]], _rest(text, found))
    if found := YEAR_ALONE.search(low):
        return Period(YEARS, int(found[1]), 1, _rest(text, found))
    return None


def years_in(text: str) -> set[int]:
    """The years that a text names."""
    return {int(found[1]) for found in YEAR_ALONE.finditer(unicodedata.normalize("NFKC", text))}


def first_month(numbers: tuple[str | None, ...]) -> int:
    """The first month of a quarter, of which one of the numbers is told."""
    number = next(one for one in numbers if one)
    return (CHINESE.get(number) or int(number)) * 3 - 2


def _rest(text: str, found: re.Match[str]) -> str:
    left = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(left.split()).strip(" -–/_.,:：")
