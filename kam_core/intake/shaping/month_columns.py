"""Months, quarters or years that stand in columns: turned, so that each amount has a row with its day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.findings import OpenQuestionError, finding, shortened
from kam_core.intake.headers import key
from kam_core.intake.matching.columns import matched
from kam_core.intake.shaping.header import DATA_CELL
from kam_core.intake.shaping.period_headers import YEARS, Period, period_of, years_in
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.shaping.total_rows import TOTAL
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES

MONTHS = "months"
"""The question whether periods in columns are to be turned."""
TURN, LEAVE = "turn", "leave"
SHOWN = 3
"""Turned rows that the question shows."""
DATE, AMOUNT = "Month", "Amount"
"""Headers of the turned columns."""
MIN_MONTHS = 3
"""Months beside facts about the account from which they are sales and no facts themselves."""

ASKED = N_(
    "{place}: {count} columns are periods, from {first} to {last}, and the cells below them amounts. Read as one row "
    "per account and period it begins: {rows}. Shall it be read so?"
)
YEAR_ASKED = N_(
    "{place}: {count} columns are periods, from {first} to {last}, but the file does not say of which year. Say "
    "the year of {first} to read each amount as a row of its own, or leave the columns as they are."
)
TURNED = N_(
    "{place}: {count} columns from {first} to {last} were turned into rows, each with the first day of its period."
)
NOT_TURNED = N_("{place}: the columns {columns} hold another measure than {measure} and were left out.")


@dataclass(frozen=True)
class _Found:
    """periods: column → what it is; left: columns of periods that hold another measure; measure: its header.

    sums: columns of other periods, such as a quarter beside its months.
    """

    periods: Mapping[int, Period]
    left: tuple[int, ...]
    measure: str
    sums: tuple[int, ...]


def turned(sheet: Sheet, answer: str | None) -> tuple[Sheet, dict[str, str], OpenQuestionError | None]:
    """The sheet with a row for each amount, or the question whether that is meant."""
    found = None if answer == LEAVE else _found(sheet)
    if found is None:
        return sheet, {}, None
    columns = list(found.periods)
    place, count, first, last = sheet.place, len(columns), sheet.headers[columns[0]], sheet.headers[columns[-1]]
    days = _days(list(found.periods.values()), _year(sheet, answer))
    if days is None:
        return sheet, {}, OpenQuestionError(MONTHS, YEAR_ASKED, place=place.words, count=count, first=first, last=last)
    long, labels, date, amount = _long(sheet, found, days)
    if answer is None:
        rows = _shown(long, len(labels))
        asked = OpenQuestionError(MONTHS, ASKED, place=place.words, count=count, first=first, last=last, rows=rows)
        return sheet, {}, asked
    findings = [*sheet.findings, finding("note", MONTHS, place, TURNED, count=count, first=first, last=last)]
    if found.left:
        names = ", ".join(sheet.headers[i] for i in found.left)
        findings.append(finding("note", "other_measure", place, NOT_TURNED, columns=names, measure=amount))
    new = replace(
        sheet,
        headers=(*(sheet.headers[i] for i in labels), date, amount),
        body=long,
        read=sheet.left_out + long.height + len(sheet.overlong),
        findings=tuple(findings),
        merged=tuple((labels.index(i), top, end) for i, top, end in sheet.merged if i in labels),
    )
    hints = {"date": date, "amount": amount}
    if len(labels) == 1:
        hints["account"] = sheet.headers[labels[0]]
    return new, hints, None


def _found(sheet: Sheet) -> _Found | None:
    """The columns of periods, where nothing else in the sheet says when and how much."""
    periods = {i: one for i, header in enumerate(sheet.headers) if (one := period_of(header)) is not None}
    periods = {i: one for i, one in periods.items() if _amounts(sheet.body[str(i)])}
    kinds = [one.kind for one in periods.values()]
    if len(kinds) < 2:
        return None
    kind = max(set(kinds), key=kinds.count)
    sums = tuple(i for i, one in periods.items() if one.kind != kind)
    others = [header for i, header in enumerate(sheet.headers) if i not in periods]
    periods = {i: one for i, one in periods.items() if one.kind == kind}
    fields = matched(others, TABLES["transactions"], {})
    labels = [header for header in others if not _is_total(header)]
    # A pivot table heads its customers with "Row Labels": a person sees in the question whether they are any.
    named = bool({"account", "account_name"} & fields.keys())
    if len(periods) < 2 or "date" in fields or not (named or len(labels) == 1):
        return None
    facts = matched(others, TABLES["accounts"], {}).keys() - {"account", "name"}
    if facts and (kind == YEARS or len(periods) < MIN_MONTHS) and any(one.rest for one in periods.values()):
        # A list of accounts may say what each bought last year.
        return None
    rests = list(dict.fromkeys(one.rest for one in periods.values()))
    measure = rests[0] if len(rests) == 1 else next((rest for rest in rests if _is_amount(rest)), None)
    if measure is None or (measure and not _is_amount(measure) and len(rests) > 1):
        return None
    mine = {i: one for i, one in periods.items() if one.rest == measure}
    if len({(one.year, one.month) for one in mine.values()}) < max(2, len(mine)):
        return None
    return _Found(mine, tuple(i for i in periods if i not in mine), measure, sums)


def _amounts(cells: pl.Series) -> bool:
    known = cells.drop_nulls()
    return known.len() > 0 and bool(known.head(1000).str.contains(DATA_CELL.pattern).all())


def _is_amount(rest: str) -> bool:
    return "amount" in matched([rest], TABLES["transactions"], {})


def _year(sheet: Sheet, answer: str | None) -> int | None:
    """The year of the first period where headers leave it out: as answered, from the title or the sheet's name."""
    if answer is not None and answer.isdecimal():
        return int(answer)
    for text in (" ".join(sheet.titles), sheet.sheet or ""):
        years = years_in(text)
        if years and max(years) - min(years) <= 1:
            return min(years)
    return None


def _days(periods: list[Period], year: int | None) -> list[str] | None:
    """The first day of each period; months that begin anew belong to the next year."""
    days, before = [], 0
    for one in periods:
        if one.year is None:
            if year is None:
                return None
            year += one.month <= before
            before = one.month
        days.append(f"{one.year or year:04d}-{one.month:02d}-01")
    return days


def _long(sheet: Sheet, found: _Found, days: list[str]) -> tuple[pl.DataFrame, list[int], str, str]:
    """One row per amount, the labels, and the headers of the day and the amount."""
    gone = {*found.periods, *found.left, *found.sums}
    labels = [i for i, header in enumerate(sheet.headers) if i not in gone and not _is_total(header)]
    own = [pl.col(str(i)).alias(str(new)) for new, i in enumerate(labels)]
    at = len(labels)
    parts = [
        sheet.body.select("line", *own, pl.lit(day).alias(str(at)), pl.col(str(column)).alias(str(at + 1)))
        for column, day in zip(found.periods, days, strict=True)
    ]
    long = pl.concat(parts).filter(pl.col(str(at + 1)).is_not_null()).sort("line", maintain_order=True)
    taken = {key(sheet.headers[i]) for i in labels}
    date, amount = (name if key(name) not in taken else f"{name} (2)" for name in (DATE, found.measure or AMOUNT))
    return long, labels, date, amount


def _is_total(header: str) -> bool:
    return re.match(TOTAL, re.sub(r"\s", "", header)) is not None


def _shown(long: pl.DataFrame, labels: int) -> str:
    rows = long.drop("line").head(SHOWN).rows()
    return "; ".join(shortened(" | ".join(cell or "" for cell in (*row[:labels][:2], *row[labels:]))) for row in rows)
