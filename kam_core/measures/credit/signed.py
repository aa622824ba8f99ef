"""Signed business by account and month: values of contracts, else amounts of won deals."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.monthly_targets import month_of
from kam_core.vocabulary.optional_columns import with_optional

CONTRACTS, DEALS = "contracts", "deals"
WON = "won"
SCHEMA = {"account": pl.Int64, "month": pl.Int64, "signed": pl.Int64}


@dataclass(frozen=True)
class Signed:
    """source: `CONTRACTS`, `DEALS`, or None where neither is known. rows: `account`, `month`, `signed` (ten-
    thousandths). without: contracts or won deals that are left out, as their account, day or money is unknown.
    """

    source: str | None
    rows: pl.DataFrame
    without: int


def signed_by_month(contracts: pl.DataFrame | None, opportunities: pl.DataFrame | None, as_of_day: int) -> Signed:
    """Contracts by their start where any has a value, else won deals by the day they closed, up to a day number."""
    if contracts is not None:
        known = with_optional(contracts, {"start": pl.Int64, "value": pl.Int64})
        if known["value"].count():
            return _signed(CONTRACTS, known.select("account", pl.col("start").alias("day"), "value"), as_of_day)
    if opportunities is not None:
        known = with_optional(opportunities, {"closed": pl.Int64, "amount": pl.Int64, "status": pl.String})
        won = known.filter(pl.col("status").cast(pl.String) == WON)
        if not won.is_empty():
            columns = ("account", pl.col("closed").alias("day"), pl.col("amount").alias("value"))
            return _signed(DEALS, won.select(columns), as_of_day)
    return Signed(None, pl.DataFrame(schema=SCHEMA), 0)


def _signed(source: str, rows: pl.DataFrame, as_of_day: int) -> Signed:
    complete = rows.drop_nulls()
    counted = complete.filter(pl.col("day") <= as_of_day)
    summed = (
        counted.group_by("account", month_of("day").alias("month"))
        .agg(pl.col("value").sum().alias("signed"))
        .sort("account", "month")
    )
    return Signed(source, summed, rows.height - complete.height)
