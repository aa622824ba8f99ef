"""Dated exchange rates, and exact conversion by the rate of a day."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_

UNIT = 10**12
"""Rates count in parts of this: as whole numbers they convert exactly."""
SOURCE, CURRENCY, DAY, RATE = "source", "currency", "_day", "_rate"
END_OF_TIME = 2**40
OTHER_RATES = N_(
    "{place}: {count} {count:rate goes|rates go} into {currencies} and not into {currency}, the reporting currency, "
    "and {count:is|are} not used."
)
TWO_RATES = N_("{place}: {count} {count:day has|days have} two rates for a currency; the later row counts.")


def daily_rates(rows: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]) -> pl.DataFrame:
    """`currency`, `date` and `rate` for one unit, the last row of each day; `rows` has `source` and `line` as well."""
    rows = rows.sort(SOURCE, "line").with_columns(pl.col("rate") / pl.col("units").fill_null(1.0))
    days = rows.group_by(CURRENCY, "date", maintain_order=True).agg(
        pl.col("rate").last(), (pl.col("rate").n_unique() > 1).alias("twice")
    )
    if (count := int(days["twice"].sum())) > 0:
        findings.append(finding("warn", "two_rates", places[rows[SOURCE][-1]], TWO_RATES, count=count))
    return days.select(CURRENCY, "date", "rate")


def rates_into(
    rows: pl.DataFrame, currency: str | None, places: Mapping[int, Place], findings: list[Finding]
) -> tuple[pl.DataFrame, str | None]:
    """The rates into the reporting currency, and that currency as far as it is known: the only one they go into."""
    into = rows["to"].drop_nulls().unique().to_list()
    if currency is None and len(into) == 1:
        currency = into[0]
    if currency is None:
        return rows, None
    other = (pl.col("to") != currency).fill_null(False)
    gone = rows.filter(other)
    if gone.height:
        place, codes = places[gone[SOURCE][0]], ", ".join(gone["to"].unique().sort().to_list())
        told = finding(
            "warn", "other_rates", place, OTHER_RATES, count=gone.height, currencies=codes, currency=currency
        )
        findings.append(told)
        rows = rows.filter(~other)
    return rows, currency


def rated(rows: pl.DataFrame, day: pl.Expr, currency: str, rates: pl.DataFrame) -> pl.DataFrame:
    """The rows with the `RATE` of their day in parts of UNIT; null where there is none."""
    known = rates.sort("date").select(
        CURRENCY,
        pl.col("date").alias("_from"),
        (pl.col("rate") * float(UNIT)).round(0).cast(pl.Int64, strict=False).alias(RATE),
    )
    rows = rows.with_columns(day.alias(DAY)).with_row_index("_row")
    at = rows.select("_row", CURRENCY, DAY).sort(DAY, nulls_last=True)
    # A deal without any day is worth what it would be today: it takes the last rate.
    at = at.with_columns(pl.col(DAY).fill_null(END_OF_TIME))
    found = at.join_asof(known, left_on=DAY, right_on="_from", by=CURRENCY, strategy="backward", check_sortedness=False)
    rows = rows.join(found.select("_row", RATE), on="_row", how="left", maintain_order="left").drop("_row")
    own = pl.col(CURRENCY).is_null() | (pl.col(CURRENCY) == currency)
    return rows.with_columns(pl.when(own).then(UNIT).otherwise(RATE).alias(RATE))


def exactly(name: str) -> pl.Expr:
    """Ten-thousandths times a rate, rounded half to even; null where the result is no whole number of 64 bits."""
    product = pl.col(name).cast(pl.Int128) * pl.col(RATE).cast(pl.Int128)
    whole, rest = product // UNIT, product % UNIT
    up = (rest * 2 > UNIT) | ((rest * 2 == UNIT) & (whole % 2 == 1))
    return (whole + up.cast(pl.Int128)).cast(pl.Int64, strict=False).alias(name)


def worth(rows: pl.DataFrame, day: pl.Expr, amount: str, currency: str, rates: pl.DataFrame) -> pl.Series:
    """The column of amounts in a currency, null where there is no rate."""
    return rated(rows, day, currency, rates).select(exactly(amount)).to_series()
