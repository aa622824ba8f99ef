"""Checks on the order lines as a whole: missing accounts, implausible dates."""

from __future__ import annotations

import datetime
from collections.abc import Container, Mapping

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.message import N_, Money
from kam_core.vocabulary.plurals import Plural

OLDEST = datetime.date(1980, 1, 1)
"""Day before which an order date is implausible."""


TOO_LATE = N_(
    "{place}: the date is later than next year. Correct it; a single wrong date would shift the whole "
    "analysis into the future."
)


def implausibly_late(lines: pl.DataFrame, today: datetime.date | None) -> pl.DataFrame:
    """The lines dated after the end of next year; none if today is unknown."""
    if today is None:
        return lines.clear()
    return lines.filter(pl.col("date") > day_number(datetime.date(today.year + 1, 12, 31)))


def order_line_findings(lines: pl.DataFrame, places: Mapping[int, Place], known: Container[int] = ()) -> list[Finding]:
    """Findings about the lines, one per sheet; sources in `known` were reported before."""
    findings: list[Finding] = []
    for group in lines.partition_by("source", maintain_order=True):
        if group["source"][0] in known:
            continue
        place = places[group["source"][0]]
        nobody = group.filter(pl.col("account").is_null())
        if nobody.height:
            text = Plural(
                "{place}: {count} line worth {money} has no account. It is saved but not assigned to any account.",
                "{place}: {count} lines worth {money} have no account. They are saved but not assigned to any account.",
                "count",
            )
            money = Money(int(nobody["amount"].sum()))
            findings.append(finding("warn", "no_account", place, text, count=nobody.height, money=money))
        old = group.filter(pl.col("date") < day_number(OLDEST))
        if old.height:
            text = Plural(
                "{place}: {count} line is dated before {year}, the first in line {line}.",
                "{place}: {count} lines are dated before {year}, the first in line {line}.",
                "count",
            )
            findings.append(
                finding(
                    "warn", "old_date", place, text, count=old.height, year=str(OLDEST.year), line=str(old["line"][0])
                )
            )
    return findings
