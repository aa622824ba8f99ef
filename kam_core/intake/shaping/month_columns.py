"""Unpivot columns of months, quarters or years to one row per amount and period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.findings import OpenQuestionError, finding, shorten
from kam_core.intake.headers import header_key
from kam_core.intake.matching.columns import match_columns
from kam_core.intake.shaping.header import DATA_CELL
from kam_core.intake.shaping.period_headers import YEARS, Period, period_of, years_in
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.shaping.total_rows import TOTAL
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES

MONTHS = "months"
"""The question whether periods in columns are to be unpivoted."""
TURN, LEAVE = "turn", "leave"
SHOWN = 3
"""Example rows in the question."""
DATE, AMOUNT = "Month", "Amount"
"""Headers of the unpivoted columns."""
MIN_MONTHS = 3
"""Number of months from which columns beside attributes of the account are sales."""

ASKED = N_(
    "{place}: {count} columns are periods from {first} to {last} with amounts. As one row per account and "
    "period, the table starts: {rows}. Read it this way?"
)
YEAR_ASKED = N_(
    "{place}: {count} columns are periods from {first} to {last}, but the year is missing. Choose the year of "
    "{first} to read one row per period, or leave the columns unchanged."
)
TURNED = N_(
    "{place}: {count} columns from {first} to {last} were turned into rows, each with the first day of its period."
)
NOT_TURNED = N_("{place}: the columns {columns} contain a measure other than {measure} and were excluded.")


@dataclass(frozen=True)
class _PeriodColumns:
    """The period columns of a sheet.

    periods: column → period; left: period columns of other measures; measure: header of the measure;
    sums: columns of other periods, such as a quarter beside its months.
    """

    periods: Mapping[int, Period]
    left: tuple[int, ...]
    measure: str
    sums: tuple[int, ...]


def unpivot_months(sheet: Sheet, answer: str | None) -> tuple[Sheet, dict[str, str], OpenQuestionError | None]:
    """Unpivot to one row per amount, or return the question whether to do so."""
    periods = None if answer == LEAVE else _find_period_columns(sheet)
    if periods is None:
        return sheet, {}, None
    columns = list(periods.periods)
    place, count, first, last = sheet.place, len(columns), sheet.headers[columns[0]], sheet.headers[columns[-1]]
    days = _days(list(periods.periods.values()), _year(sheet, answer))
    if days is None:
        return sheet, {}, OpenQuestionError(MONTHS, YEAR_ASKED, place=place.words, count=count, first=first, last=last)
    unpivoted, labels, date, amount = _unpivot(sheet, periods, days)
    if answer is None:
        rows = _example_rows(unpivoted, len(labels))
        question = OpenQuestionError(MONTHS, ASKED, place=place.words, count=count, first=first, last=last, rows=rows)
        return sheet, {}, question
    findings = [*sheet.findings, finding("note", MONTHS, place, TURNED, count=count, first=first, last=last)]
    if periods.left:
        names = ", ".join(sheet.headers[i] for i in periods.left)
        findings.append(finding("note", "other_measure", place, NOT_TURNED, columns=names, measure=amount))
    result = replace(
        sheet,
        headers=(*(sheet.headers[i] for i in labels), date, amount),
        body=unpivoted,
        read=sheet.left_out + unpivoted.height + len(sheet.overlong),
        findings=tuple(findings),
        merged=tuple((labels.index(i), top, end) for i, top, end in sheet.merged if i in labels),
    )
    hints = {"date": date, "amount": amount}
    if len(labels) == 1:
        hints["account"] = sheet.headers[labels[0]]
    return result, hints, None


def _find_period_columns(sheet: Sheet) -> _PeriodColumns | None:
    """Find the period columns, if the sheet has no date and amount columns."""
    periods = {i: one for i, header in enumerate(sheet.headers) if (one := period_of(header)) is not None}
    periods = {i: one for i, one in periods.items() if _amounts(sheet.body[str(i)])}
    kinds = [one.kind for one in periods.values()]
    if len(kinds) < 2:
        return None
    kind = max(set(kinds), key=kinds.count)
    sums = tuple(i for i, one in periods.items() if one.kind != kind)
    others = [header for i, header in enumerate(sheet.headers) if i not in periods]
    periods = {i: one for i, one in periods.items() if one.kind == kind}
    fields = match_columns(others, TABLES["transactions"], {})
    labels = [header for header in others if not _is_total(header)]
    # Pivot tables call the customers "Row Labels"; the question shows the person what they are.
    named = bool({"account", "account_name"} & fields.keys())
    if len(periods) < 2 or "date" in fields or not (named or len(labels) == 1):
        return None
    facts = match_columns(others, TABLES["accounts"], {}).keys() - {"account", "name"}
    if facts and (kind == YEARS or len(periods) < MIN_MONTHS) and any(one.rest for one in periods.values()):
        # An account list may hold the revenue of last year.
        return None
    rests = list(dict.fromkeys(one.rest for one in periods.values()))
    measure = rests[0] if len(rests) == 1 else next((rest for rest in rests if _is_amount(rest)), None)
    if measure is None or (measure and not _is_amount(measure) and len(rests) > 1):
        return None
    measured = {i: one for i, one in periods.items() if one.rest == measure}
    if len({(one.year, one.month) for one in measured.values()}) < max(2, len(measured)):
        return None
    return _PeriodColumns(measured, tuple(i for i in periods if i not in measured), measure, sums)


def _amounts(cells: pl.Series) -> bool:
    known = cells.drop_nulls()
    return known.len() > 0 and bool(known.head(1000).str.contains(DATA_CELL.pattern).all())


def _is_amount(rest: str) -> bool:
    return "amount" in match_columns([rest], TABLES["transactions"], {})


def _year(sheet: Sheet, answer: str | None) -> int | None:
    """The year of the first period if headers lack it: as answered, from the title or the sheet name."""
    if answer is not None and answer.isdecimal():
        return int(answer)
    for text in (" ".join(sheet.titles), sheet.sheet or ""):
        years = years_in(text)
        if years and max(years) - min(years) <= 1:
            return min(years)
    return None


def _days(periods: list[Period], year: int | None) -> list[str] | None:
    """The first day of each period; where months restart, the next year begins."""
    days, before = [], 0
    for one in periods:
        if one.year is None:
            if year is None:
                return None
            year += one.month <= before
            before = one.month
        days.append(f"{one.year or year:04d}-{one.month:02d}-01")
    return days


def _unpivot(sheet: Sheet, period_columns: _PeriodColumns, days: list[str]) -> tuple[pl.DataFrame, list[int], str, str]:
    """One row per amount, the labels, and the headers of the day and the amount."""
    removed = {*period_columns.periods, *period_columns.left, *period_columns.sums}
    labels = [i for i, header in enumerate(sheet.headers) if i not in removed and not _is_total(header)]
    own = [pl.col(str(i)).alias(str(new)) for new, i in enumerate(labels)]
    at = len(labels)
    parts = [
        sheet.body.select("line", *own, pl.lit(day).alias(str(at)), pl.col(str(column)).alias(str(at + 1)))
        for column, day in zip(period_columns.periods, days, strict=True)
    ]
    unpivoted = pl.concat(parts).filter(pl.col(str(at + 1)).is_not_null()).sort("line", maintain_order=True)
    taken = {header_key(sheet.headers[i]) for i in labels}
    date, amount = (
        name if header_key(name) not in taken else f"{name} (2)" for name in (DATE, period_columns.measure or AMOUNT)
    )
    return unpivoted, labels, date, amount


def _is_total(header: str) -> bool:
    return re.match(TOTAL, re.sub(r"\s", "", header)) is not None


def _example_rows(unpivoted: pl.DataFrame, labels: int) -> str:
    rows = unpivoted.drop("line").head(SHOWN).rows()
    return "; ".join(shorten(" | ".join(cell or "" for cell in (*row[:labels][:2], *row[labels:]))) for row in rows)
