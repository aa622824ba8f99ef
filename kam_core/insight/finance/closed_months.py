"""Closed months whose own figure changed: what we had before the last import, and have now."""

from __future__ import annotations

import datetime

import polars as pl

from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.durations import month_of_year
from kam_core.vocabulary.message import Message, Money


def changed_closed_months(rows: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """`month` (month number), `before`, `ours` (ten-thousandths) of closed months whose revenue changed.

    rows: of `control_months`. before: `month`, `revenue` of all accounts before the last import; a month that it did
    not reach brought nothing then.
    """
    earlier = before.select("month", pl.col("revenue").alias("before"))
    return (
        rows.filter("closed")
        .join(earlier, on="month", how="left")
        .with_columns(pl.col("before").fill_null(0))
        .filter(pl.col("before") != pl.col("ours"))
        .select("month", "before", "ours")
        .sort("month")
    )


def change_sentences(changed: pl.DataFrame, imported_on: datetime.date) -> list[Message]:
    """Each of these months from what to what, and by the import of which day."""
    return [
        Message(
            "Closed month {month} changed from {before} to {now} with the import of {day}.",
            month=month_of_year(month_start(row["month"])),
            before=Money(row["before"]),
            now=Money(row["ours"]),
            day=imported_on,
        )
        for row in changed.iter_rows(named=True)
    ]
