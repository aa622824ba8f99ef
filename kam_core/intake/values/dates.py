"""Parse dates, a column at a time: the order of day and month is decided for the whole column."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

import polars as pl

from kam_core.intake.values.unicode_digits import normalise_digits
from kam_core.intake.values.written_dates import parse_month_runs, parse_written_date
from kam_core.vocabulary.calendar import day_number

TAIL = r"(?:[T\s(,].*)?$"
YEAR_FIRST = (
    r"^(\d{4})(?:\s*[-/.年년_#]\s*|\s+)(\d{1,2})(?:\s*[-/.月월_#]\s*|\s+)(\d{1,2})(?:\s*[日일号].*$|\s*\.?" + TAIL + ")"
)
COMPACT = r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?" + TAIL
YEAR_LAST = r"^(\d{1,2})\s*([-/._])\s*(\d{1,2})\s*[-/._]\s*(\d{4}|\d\d)" + TAIL
YEAR_MONTH = r"^(\d{4})\s*[-/.年년_]\s*(\d{1,2})\s*(?:月份?|월)?()$"
MONTH_RUN = r"^((?:19|20)\d\d)(0[1-9]|1[0-2])()$"
SIX_DIGITS = r"^\d{6}$"
SERIAL = r"^([2-6]\d{4})(?:\.\d+)?$"
EXCEL_EPOCH = datetime.date(1899, 12, 30)
MAC_EPOCH = datetime.date(1904, 1, 1)
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class ParsedDates:
    """days: Int64 since 1970-01-01, null where empty or bad; bad: cells that are no day.

    ambiguous: a cell whose day and month cannot be told apart by anything in the column, or None.
    serial: the first cell that is a spreadsheet's own count of days, or None. mixed: some cells can only begin with the
    day and others only with the month. month: the first cell such as Jan-24 or 202401, read as a month, or None.
    """

    days: pl.Series
    bad: pl.Series
    ambiguous: str | None
    serial: str | None
    mixed: bool = False
    month: str | None = None


def parse_dates(text: pl.Series, order: str | None = None, from_1904: bool = False) -> ParsedDates:
    """Parse a column of dates; `order` ("dmy" or "mdy") applies where the column is ambiguous.

    from_1904: a spreadsheet's own counts of days begin in 1904.
    """
    distinct = text.drop_nulls().unique(maintain_order=True)
    frame = pl.DataFrame({"text": distinct, "clean": normalise_digits(distinct)})
    clean = pl.col("clean")
    patterns = [YEAR_FIRST, COMPACT, YEAR_MONTH]
    runs = frame.filter(clean.str.contains(SIX_DIGITS))
    # 240305 beside 200305 is a day without a century, and so neither is a month.
    months = runs.height > 0 and bool(runs["clean"].str.contains(MONTH_RUN).all())
    if months:
        patterns.append(MONTH_RUN)
    frame = frame.with_columns(pl.coalesce(_ymd(clean, pattern) for pattern in patterns).alias("iso"))
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
        last, ambiguous, mixed = _parse_year_last(last, order)
        frame = frame.join(last, on="text", how="left", maintain_order="left").with_columns(
            pl.coalesce("iso", "day_last").alias("iso")
        )
    frame = frame.with_columns(
        pl.col("iso").str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32).cast(pl.Int64).alias("day")
    )
    odd = frame.filter(pl.col("day").is_null())["clean"].unique(maintain_order=True).to_list()
    named = {one: day for one in odd if (day := parse_written_date(one)) is not None}
    serials = {one: day for one in odd if one not in named and (day := _parse_serial(one, from_1904)) is not None}
    short = parse_month_runs([one for one in odd if one not in named])
    if short and _have_days(frame["day"].append(pl.Series([*named.values()], dtype=pl.Int64()))):
        short = {}
    slow = pl.DataFrame(
        {"clean": [*named, *serials, *short], "slow": [*named.values(), *serials.values(), *short.values()]},
        schema={"clean": pl.String(), "slow": pl.Int64()},
    )
    frame = frame.join(slow, on="clean", how="left", maintain_order="left").select(
        "text", pl.coalesce("day", "slow").alias("day")
    )
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
    month = next(iter(short), runs["text"][0] if months else None)
    return ParsedDates(days, days.is_null() & text.is_not_null(), ambiguous, next(iter(serials), None), mixed, month)


def _have_days(days: pl.Series) -> bool:
    """Whether any date is not the first of a month."""
    return bool((days.cast(pl.Int32).cast(pl.Date).dt.day() != 1).any())


def _ymd(text: pl.Expr, pattern: str) -> pl.Expr:
    groups = text.str.extract_groups(pattern).struct
    day = pl.when(groups.field("3") == "").then(pl.lit("1")).otherwise(groups.field("3"))
    return _to_days(groups.field("1"), groups.field("2"), day)


def _to_days(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    return pl.concat_str(year, pl.lit("-"), month.str.zfill(2), pl.lit("-"), day.str.zfill(2))


def _parse_year_last(last: pl.DataFrame, order: str | None) -> tuple[pl.DataFrame, str | None, bool]:
    """Parse 5/3/2024: day first if a first number exceeds 12, month first if a second one does, else as answered."""
    if (years := _parse_year_first(last)) is not None and order is None:
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
    as_text = _to_days(full.cast(pl.String), pl.col(month).cast(pl.String), pl.col(day).cast(pl.String))
    return last.select("text", as_text.alias("day_last")), ambiguous, bool(day_first and month_first)


def _parse_year_first(last: pl.DataFrame) -> pl.Series | None:
    """Parse 24-03-05 with the year first, if only the first numbers lie close to each other."""
    first, second, third = last["first"], last["second"], last["year"]
    if not last.height or (third > 31).any() or (second > 12).any() or (third < 1).any():
        return None
    if _spread(first) > 5 or _spread(third) <= 10:
        return None
    return last.select(
        _to_days(
            (pl.col("first") + 2000).cast(pl.String), pl.col("second").cast(pl.String), pl.col("year").cast(pl.String)
        )
    ).to_series()


def _spread(numbers: pl.Series) -> int:
    low, high = numbers.min(), numbers.max()
    return high - low if isinstance(low, int) and isinstance(high, int) else 0


def _parse_serial(text: str, from_1904: bool) -> int | None:
    match = re.match(SERIAL, text)
    return None if match is None else day_number(MAC_EPOCH if from_1904 else EXCEL_EPOCH) + int(match[1])
