"""Combine year, month and day in separate columns to one date column."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.headers import header_key
from kam_core.intake.matching.columns import match_columns
from kam_core.intake.shaping.period_headers import first_month
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.lexicon.date_words import MONTHS
from kam_core.vocabulary.lexicon.period_words import DAY_WORDS, MONTH_WORDS, QUARTER_WORDS, YEAR_WORDS
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES

YEAR = re.compile(r"^((?:19|20)\d\d)(?:\.0+|\s*年度?)?$")
MONTH = re.compile(r"^(?:m|p)?\s*0{0,2}(1[0-2]|[1-9])(?:\.0+|\s*月份?)?$", re.IGNORECASE)
QUARTERS = re.compile(r"^(?:q|qtr|quarter|quartal|第)?\s*([1-4一二三四])(?:\.0+|\s*季度?)?$", re.IGNORECASE)
DAY = re.compile(r"^(3[01]|[12]\d|0?[1-9])(?:\.0+|\s*日)?$")
JOINED = N_("{place}: {columns} were read together as the date.")
FIRST_DAY = N_("{place}: {columns} were read together as the date, the first day of the period.")


def with_dates(sheet: Sheet) -> tuple[Sheet, dict[str, str]]:
    """Add a date column made of its parts, and its header as a hint; any other sheet stays as it is."""
    year, month, day = (_column(sheet, words) for words in (YEAR_WORDS, MONTH_WORDS, DAY_WORDS))
    pattern = MONTH
    if month is None:
        month, pattern = _column(sheet, QUARTER_WORDS), QUARTERS
    if year is None or month is None:
        return sheet, {}
    date = match_columns(sheet.headers, TABLES["transactions"], {}).get("date")
    if date is not None and date.column not in (year, month, day):
        return sheet, {}
    parts = [_numbers(sheet.body[str(year)], YEAR), _numbers(sheet.body[str(month)], pattern)]
    columns = [year, month]
    if day is not None and (days := _numbers(sheet.body[str(day)], DAY)) is not None:
        parts.append(days)
        columns.append(day)
    years, months, *rest = parts
    if years is None or months is None:
        return sheet, {}
    text = pl.concat_str(years, months, *(one for one in rest if one is not None), separator="-")
    headers = [sheet.headers[i] for i in columns]
    header, at = " ".join(headers), str(len(sheet.headers))
    body = sheet.body.with_columns(pl.select(text).to_series().alias(at))
    note = finding("note", "date_parts", sheet.place, JOINED if rest else FIRST_DAY, columns=", ".join(headers))
    new = replace(sheet, headers=(*sheet.headers, header), body=body, findings=(*sheet.findings, note))
    return new, {"date": header, "month": header}


@lru_cache(maxsize=8)
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(header_key(word) for word in words)


def _column(sheet: Sheet, words: tuple[str, ...]) -> int | None:
    columns = [i for i, header in enumerate(sheet.headers) if header_key(header) in _keys(words)]
    return columns[0] if len(columns) == 1 else None


def _numbers(cells: pl.Series, pattern: re.Pattern[str]) -> pl.Series | None:
    """The cells as two or four digits; None if any cell is no such part of a date."""
    known: dict[str, str] = {}
    for cell in cells.drop_nulls().unique().to_list():
        if match := pattern.match(cell.strip()):
            known[cell] = f"{first_month((match[1],)):02d}" if pattern is QUARTERS else match[1].zfill(2)
        elif pattern is MONTH and (month := MONTHS.get(cell.strip().rstrip(".").casefold())):
            known[cell] = f"{month:02d}"
        else:
            return None
    return cells.replace_strict(known, default=None, return_dtype=pl.String) if known else None
