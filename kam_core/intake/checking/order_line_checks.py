"""Checks on the order lines as a whole: missing accounts, implausible dates."""

from __future__ import annotations

import datetime
from collections.abc import Container, Mapping

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.message import N_, Money

OLDEST = datetime.date(1980, 1, 1)
"""Orders before this day are more likely a slip than an order."""


TOO_LATE = N_(
    "{place}: the date lies beyond next year. Correct it: one slip would move the whole view into the future."
)


def too_late(lines: pl.DataFrame, today: datetime.date | None) -> pl.DataFrame:
    """The lines dated beyond the end of next year; none where today is not known."""
    if today is None:
        return lines.clear()
    return lines.filter(pl.col("date") > day_number(datetime.date(today.year + 1, 12, 31)))


def line_checks(lines: pl.DataFrame, places: Mapping[int, Place], known: Container[int] = ()) -> list[Finding]:
    """What is odd about the lines, one finding a sheet. Of sources in `known` it was said before."""
    findings: list[Finding] = []
    for group in lines.partition_by("source", maintain_order=True):
        if group["source"][0] in known:
            continue
        place = places[group["source"][0]]
        nobody = group.filter(pl.col("account").is_null())
        if nobody.height:
            told = N_(
                "{place}: {count} {count:line|lines} worth {money} {count:names|name} no account. "
                "{count:It is|They are} kept and {count:belongs|belong} to nobody."
            )
            money = Money(int(nobody["amount"].sum()))
            findings.append(finding("warn", "no_account", place, told, count=nobody.height, money=money))
        old = group.filter(pl.col("date") < day_number(OLDEST))
        if old.height:
            told = N_("{place}: {count} {count:line is|lines are} dated before {year}, the first in line {line}.")
            findings.append(
                finding(
                    "warn", "old_date", place, told, count=old.height, year=str(OLDEST.year), line=str(old["line"][0])
                )
            )
    return findings
