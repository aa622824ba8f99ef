"""What is odd about the order lines as a whole: no account, several currencies, ancient dates."""

from __future__ import annotations

import datetime
from collections.abc import Container, Mapping

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.values.rows import CURRENCIES
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


def line_checks(
    lines: pl.DataFrame, places: Mapping[int, Place], currency: str | None, known: Container[int] = ()
) -> tuple[str | None, list[Finding]]:
    """The currency of the lines (the given one wins; None if they do not say), and the findings, one a sheet.

    Of sources in `known` it was said before what is odd about them.
    """
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
    currencies = lines["currency"].drop_nulls().unique().sort().to_list()
    if len(currencies) > 1:
        source = lines.filter(pl.col("currency").is_not_null())["source"][0]
        place = places[source]
        findings.append(
            finding("warn", "currencies", place, CURRENCIES, count=len(currencies), currencies=", ".join(currencies))
        )
    own = currencies[0] if len(currencies) == 1 else None
    return currency or own, findings
