"""Unpivot targets with the months of a year in columns to one row per month."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.headers import header_key
from kam_core.intake.matching.columns import match_columns
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.typed_column import NO_VALUE
from kam_core.vocabulary.lexicon.date_words import MONTHS
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.economics import TARGETS

FEWEST = 6
"""Minimum number of month columns."""
YEAR_WORDS = ("year", "fiscal year", "fy", "jahr", "annee", "année", "año", "年份", "年度", "年", "财年")
YEARS = frozenset(map(header_key, YEAR_WORDS))
YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
NUMBERED = re.compile(r"^(?:m|month|p|period|monat|mois)?[\s_.-]*(1[0-2]|0?[1-9])\s*(?:月份?)?$")
DATED = re.compile(r"^((?:19|20)\d\d)\s*[-/.年 ]?\s*m?(1[0-2]|0?[1-9])\s*月?$")
TURNED = N_("{place}: {count} month columns were read as targets, one row per month.")


def with_target_months(sheet: Sheet, is_stated: bool) -> Sheet:
    """The sheet with one row per person, or account, and month, where it is a table of targets.

    told: somebody said that it is one; else its name, or the name of its file, has to.
    """
    months = {
        column: month_of_year
        for column, header in enumerate(sheet.headers)
        if (month_of_year := _month_of(header)) is not None
    }
    if len(months) < FEWEST or len(set(months.values())) < len(months):
        return sheet
    others = [column for column in range(len(sheet.headers)) if column not in months]
    fields = match_columns([sheet.headers[column] for column in others], TARGETS, {})
    if not {"owner", "account"} & fields.keys() or {"month", "amount"} & fields.keys():
        return sheet
    if not is_stated and not _is_titled_as_targets(sheet):
        return sheet
    year = next((column for column in others if header_key(sheet.headers[column]) in YEARS), None)
    named = YEAR.search(f"{sheet.sheet or ''} {sheet.file}")
    if year is None and named is None and any(of is None for of, _ in months.values()):
        return sheet
    labels = [column for column in others if column != year]
    parts = []
    for column, (of, month) in months.items():
        year_text = pl.col(str(year)) if of is None and year is not None else pl.lit(str(of or (named and named[1])))
        parts.append(
            sheet.body.select(
                *(pl.col(str(old)).alias(str(new)) for new, old in enumerate(labels)),
                pl.concat_str(year_text.str.extract(r"(\d{4})"), pl.lit(f"-{month:02d}")).alias(str(len(labels))),
                pl.col(str(column)).alias(str(len(labels) + 1)),
                "line",
            )
        )
    amount = pl.col(str(len(labels) + 1))
    body = pl.concat(parts).filter(amount.is_not_null() & ~amount.str.to_lowercase().is_in(NO_VALUE))
    if body.is_empty():
        return sheet
    return replace(
        sheet,
        headers=(
            *(sheet.headers[column] for column in labels),
            TARGETS.field("month").name,
            TARGETS.field("amount").name,
        ),
        body=body.sort("line", maintain_order=True),
        read=sheet.left_out + body.height + len(sheet.overlong),
        findings=(*sheet.findings, finding("note", "target_months", sheet.place, TURNED, count=len(months))),
    )


def _is_titled_as_targets(sheet: Sheet) -> bool:
    words = f" {' '.join(re.split(r'[^a-z]+', _words(f'{sheet.sheet or str()} {sheet.file}')))} "
    plain = unicodedata.normalize("NFKC", f"{sheet.sheet or ''} {sheet.file}")
    return any(f" {word} " in words if word.isascii() else word in plain for word in TARGETS.title_words)


def _words(text: str) -> str:
    """Lower case, with words separated at capitals."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower()


def _month_of(header: str) -> tuple[int | None, int] | None:
    """(year or None, month) of a header that holds only a month."""
    text = unicodedata.normalize("NFKC", header).strip().lower()
    if match := DATED.match(text):
        return int(match[1]), int(match[2])
    if match := NUMBERED.match(text):
        return None, int(match[1])
    name, _, year = text.replace(".", "").replace("-", " ").partition(" ")
    if name in MONTHS and (not year or YEAR.fullmatch(year)):
        return (int(year) if year else None), MONTHS[name]
    return None
