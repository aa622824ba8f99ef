"""Gaps of more than a year between two successive purchases of an account.

They lie between cells, so no aggregation over cells finds them.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from kam_core.measures.cells.packed_keys import Frame

SILENCE_FLOOR_DAYS = 365
"""Shorter silences end no relation (domain: lifecycle)."""


def silences(cells: Frame, closed: Frame | None = None) -> Frame:
    """`account`, `silence_days`: every stretch of more than `SILENCE_FLOOR_DAYS` between two purchases of an account.

    closed: the state of the months before these cells, so that a silence that began there is seen. A silence of that
    length spans months, so the first and the last day of each month suffice.
    """
    days = cells.filter(nw.col("purchases") > 0).select("account", "month", "first_day", "last_day")
    if closed is not None:
        before = closed.filter(~nw.col("last_day").is_null()).select(
            "account", nw.col("first_month").alias("month"), "first_day", "last_day"
        )
        days = nw.concat([before, days], how="vertical")
    return (
        days.with_columns(nw.col("last_day").shift(1).over("account", order_by="month").alias("before"))
        .select("account", (nw.col("first_day") - nw.col("before")).alias("silence_days"))
        .filter(nw.col("silence_days") > SILENCE_FLOOR_DAYS)
    )
