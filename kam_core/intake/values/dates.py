"""Text to days, a column at a time: the order of day and month is decided once for the whole column."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.calendar import day_number

TAIL = r"(?:[T\s].*)?$"
YEAR_FIRST = r"^(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일.]?\s*" + TAIL
COMPACT = r"^((?:19|20)\d\d)(\d\d)(\d\d)" + TAIL
YEAR_LAST = r"^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d\d)" + TAIL
YEAR_MONTH = r"^(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[月월]?()$"
SERIAL = r"^([2-6]\d{4})(?:\.\d+)?$"
EXCEL_EPOCH = datetime.date(1899, 12, 30)
MAC_EPOCH = datetime.date(1904, 1, 1)
FIRST_YEAR, LAST_YEAR = 1900, 2100

MONTHS = {
    name: number + 1
    for number, names in enumerate(
        ("jan january januar janvier", "feb february februar février", "mar march märz mars mär", "apr april avril",
         "may mai", "jun june juni juin", "jul july juli juillet", "aug august août", "sep sept september septembre",
         "oct october okt oktober octobre", "nov november novembre", "dec december dez dezember décembre")
    )
    for name in names.split()
}  # fmt: skip
DAY_MONTH_NAME = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]+([^\W\d]+)\.?[\s,\-/]+(\d{4}|\d\d)(?:[T\s].*)?$")
MONTH_NAME_DAY = re.compile(r"^([^\W\d]+)\.?[\s\-/]+(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})(?:[T\s].*)?$")
MONTH_NAME_YEAR = re.compile(r"^([^\W\d]+)\.?[\s\-/]+(\d{4})$")
MONTH_YEAR = re.compile(r"^(\d{1,2})[/.\-](\d{4})$")
NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
CHINESE = re.compile(
    r"^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日?)?$"
)


@dataclass(frozen=True, slots=True)
class Dates:
    """days: Int64 since 1970-01-01, null where empty or bad; bad: cells that are no day.

    ambiguous: a cell whose day and month cannot be told apart by anything in the column, or None.
    serial: the first cell that is a spreadsheet's own count of days, or None. mixed: some cells can only begin with the
    day and others only with the month.
    """

    days: pl.Series
    bad: pl.Series
    ambiguous: str | None
    serial: str | None
    mixed: bool = False


def dates(text: pl.Series, order: str | None = None, from_1904: bool = False) -> Dates:
    """The days in a column of text; `order` ("dmy" or "mdy") answers what the column cannot prove.

    from_1904: a spreadsheet's own counts of days begin in 1904.
    """
    distinct = text.drop_nulls().unique(maintain_order=True)
    frame = pl.DataFrame({"text": distinct, "clean": distinct.str.normalize("NFKC").str.strip_chars()})
    clean = pl.col("clean")
    frame = frame.with_columns(
        pl.coalesce(_ymd(clean, YEAR_FIRST), _ymd(clean, COMPACT), _ymd(clean, YEAR_MONTH)).alias("iso")
    )
    groups = clean.str.extract_groups(YEAR_LAST).struct
    last = frame.filter(pl.col("iso").is_null()).select(
        "text",
        groups.field("1").cast(pl.Int64).alias("first"),
        groups.field("2").alias("mark"),
        groups.field("3").cast(pl.Int64).alias("second"),
        groups.field("4").cast(pl.Int64).alias("year"),
    ).drop_nulls("first")  # fmt: skip
    ambiguous, mixed = None, False
    if last.height:
        last, ambiguous, mixed = _year_last(last, order)
        frame = frame.join(last, on="text", how="left", maintain_order="left").with_columns(
            pl.coalesce("iso", "day_last").alias("iso")
        )
    frame = frame.with_columns(
        pl.col("iso").str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32).cast(pl.Int64).alias("day")
    )
    odd = frame.filter(pl.col("day").is_null())["text"].to_list()
    spelled = {one: day for one in odd if (day := _spelled(one)) is not None}
    serials = {one: day for one in odd if one not in spelled and (day := _serial(one, from_1904)) is not None}
    slow = pl.DataFrame(
        {"text": [*spelled, *serials], "slow": [*spelled.values(), *serials.values()]},
        schema={"text": pl.String(), "slow": pl.Int64()},
    )
    frame = frame.join(slow, on="text", how="left").select("text", pl.coalesce("day", "slow").alias("day"))
    frame = frame.with_columns(
        pl.when(
            pl.col("day").is_between(
                day_number(datetime.date(FIRST_YEAR, 1, 1)), day_number(datetime.date(LAST_YEAR, 12, 31))
            )
        )
        .then("day")
        .alias("day")
    )
    days = pl.DataFrame({"text": text}).join(frame, on="text", how="left", maintain_order="left")["day"]
    return Dates(days, days.is_null() & text.is_not_null(), ambiguous, next(iter(serials), None), mixed)


def _ymd(text: pl.Expr, pattern: str) -> pl.Expr:
    groups = text.str.extract_groups(pattern).struct
    day = pl.when(groups.field("3") == "").then(pl.lit("1")).otherwise(groups.field("3"))
    return _iso(groups.field("1"), groups.field("2"), day)


def _iso(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    return pl.concat_str(year, pl.lit("-"), month.str.zfill(2), pl.lit("-"), day.str.zfill(2))


def _year_last(last: pl.DataFrame, order: str | None) -> tuple[pl.DataFrame, str | None, bool]:
    """5/3/2024: day first if a first number exceeds 12, month first if a second one does, else the answer."""
    if (years := _years_first(last)) is not None and order is None:
        return last.select("text", years.alias("day_last")), None, False
    day_first = int(((last["first"] > 12) & (last["second"] <= 12)).sum())
    month_first = int(((last["second"] > 12) & (last["first"] <= 12)).sum())
    open_cases = last.filter((pl.col("first") <= 12) & (pl.col("second") <= 12) & (pl.col("first") != pl.col("second")))
    ambiguous = None
    if day_first or month_first:
        first_is_day = day_first >= month_first
    elif order is not None:
        first_is_day = order == "dmy"
    else:
        # With points nobody writes the month first.
        first_is_day = True
        slashed = open_cases.filter(pl.col("mark") != ".")
        if slashed.height:
            ambiguous = str(slashed["text"][0])
    day, month = ("first", "second") if first_is_day else ("second", "first")
    year = pl.col("year")
    full = pl.when(year >= 100).then(year).otherwise(pl.when(year < 70).then(year + 2000).otherwise(year + 1900))
    as_text = _iso(full.cast(pl.String), pl.col(month).cast(pl.String), pl.col(day).cast(pl.String))
    return last.select("text", as_text.alias("day_last")), ambiguous, bool(day_first and month_first)


def _years_first(last: pl.DataFrame) -> pl.Series | None:
    """24-03-05 and 24-12-31: years of two digits stand first where those would be near each other, and only those."""
    first, second, third = last["first"], last["second"], last["year"]
    if not last.height or (third > 31).any() or (second > 12).any() or (third < 1).any():
        return None
    if _spread(first) > 5 or _spread(third) <= 10:
        return None
    return last.select(
        _iso((pl.col("first") + 2000).cast(pl.String), pl.col("second").cast(pl.String), pl.col("year").cast(pl.String))
    ).to_series()


def _spread(numbers: pl.Series) -> int:
    low, high = numbers.min(), numbers.max()
    return high - low if isinstance(low, int) and isinstance(high, int) else 0


def _spelled(text: str) -> int | None:
    """Months by name, month and year alone, and dates in Chinese numerals."""
    clean = text.strip().casefold()
    if found := DAY_MONTH_NAME.match(clean):
        return _day(found[3], MONTHS.get(found[2], 0), found[1])
    if found := MONTH_NAME_DAY.match(clean):
        return _day(found[3], MONTHS.get(found[1], 0), found[2])
    if found := MONTH_NAME_YEAR.match(clean):
        return _day(found[2], MONTHS.get(found[1], 0), 1)
    if found := MONTH_YEAR.match(clean):
        return _day(found[2], found[1], 1)
    if found := CHINESE.match(clean):
        return _day(found[1].translate(NUMERALS), _numeral(found[2]), _numeral(found[3] or "一"))
    return None


def _numeral(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(NUMERALS))
    return (int(tens.translate(NUMERALS)) if tens else 1) * 10 + (int(ones.translate(NUMERALS)) if ones else 0)


def _day(year: str | int, month: str | int, day: str | int) -> int | None:
    full = int(year)
    if full < 100:
        full += 2000 if full < 70 else 1900
    try:
        return day_number(datetime.date(full, int(month), int(day)))
    except ValueError:
        return None


def _serial(text: str, from_1904: bool) -> int | None:
    found = re.match(SERIAL, text)
    return None if found is None else day_number(MAC_EPOCH if from_1904 else EXCEL_EPOCH) + int(found[1])
