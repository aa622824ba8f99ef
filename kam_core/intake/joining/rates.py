"""Dated exchange rates, and exact conversion by the rate of a day."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.plurals import Plural

UNIT = 10**12
"""Denominator of rates: as integers they convert exactly."""
SOURCE, CURRENCY, DAY, RATE = "source", "currency", "_day", "_rate"
END_OF_TIME = 2**40
OTHER_RATES = Plural(
    "{place}: {count} rate converts to {currencies} instead of the reporting currency {currency} and is not used.",
    "{place}: {count} rates convert to {currencies} instead of the reporting currency {currency} and are not used.",
    "count",
)
TWO_RATES = Plural(
    "{place}: {count} day has two rates for a currency; the later row is used.",
    "{place}: {count} days have two rates for a currency; the later row is used.",
    "count",
)


def daily_rates(rows: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]) -> pl.DataFrame:
    """`currency`, `date` and `rate` for one unit, the last row of each day; `rows` has `source` and `line` as well."""
    rows = rows.sort(SOURCE, "line").with_columns(pl.col("rate") / pl.col("units").fill_null(1.0))
    days = rows.group_by(CURRENCY, "date", maintain_order=True).agg(
        pl.col("rate").last(), (pl.col("rate").n_unique() > 1).alias("twice")
    )
    if (count := int(days["twice"].sum())) > 0:
        findings.append(finding("warn", "two_rates", places[rows[SOURCE][-1]], TWO_RATES, count=count))
    return days.select(CURRENCY, "date", "rate")


def rates_to_currency(
    rows: pl.DataFrame, currency: str | None, places: Mapping[int, Place], findings: list[Finding]
) -> tuple[pl.DataFrame, str | None]:
    """The rates into the reporting currency, and that currency, if known or the only target of the rates."""
    into = rows["to"].drop_nulls().unique().to_list()
    if currency is None and len(into) == 1:
        currency = into[0]
    if currency is None:
        return rows, None
    other = (pl.col("to") != currency).fill_null(False)
    unusable = rows.filter(other)
    if unusable.height:
        place, codes = places[unusable[SOURCE][0]], ", ".join(unusable["to"].unique().sort().to_list())
        warning = finding(
            "warn", "other_rates", place, OTHER_RATES, count=unusable.height, currencies=codes, currency=currency
        )
        findings.append(warning)
        rows = rows.filter(~other)
    return rows, currency


def with_rates(rows: pl.DataFrame, day: pl.Expr, currency: str, rates: pl.DataFrame) -> pl.DataFrame:
    """Add the `RATE` of the day in parts of UNIT; null without a rate."""
    known = rates.sort("date").select(
        CURRENCY,
        pl.col("date").alias("_from"),
        (pl.col("rate") * float(UNIT)).round(0).cast(pl.Int64, strict=False).alias(RATE),
    )
    rows = rows.with_columns(day.alias(DAY)).with_row_index("_row")
    at = rows.select("_row", CURRENCY, DAY).sort(DAY, nulls_last=True)
    # A deal without any day is worth what it would be today: it takes the last rate.
    at = at.with_columns(pl.col(DAY).fill_null(END_OF_TIME))
    matched = at.join_asof(
        known, left_on=DAY, right_on="_from", by=CURRENCY, strategy="backward", check_sortedness=False
    )
    rows = rows.join(matched.select("_row", RATE), on="_row", how="left", maintain_order="left").drop("_row")
    own = pl.col(CURRENCY).is_null() | (pl.col(CURRENCY) == currency)
    return rows.with_columns(pl.when(own).then(UNIT).otherwise(RATE).alias(RATE))


def convert_exactly(name: str) -> pl.Expr:
    """Multiply ten-thousandths by a rate, rounded half to even; null if the result exceeds 64 bits."""
    product = pl.col(name).cast(pl.Int128) * pl.col(RATE).cast(pl.Int128)
    whole, rest = product // UNIT, product % UNIT
    up = (rest * 2 > UNIT) | ((rest * 2 == UNIT) & (whole % 2 == 1))
    return (whole + up.cast(pl.Int128)).cast(pl.Int64, strict=False).alias(name)


def converted_amounts(rows: pl.DataFrame, day: pl.Expr, amount: str, currency: str, rates: pl.DataFrame) -> pl.Series:
    """Amounts converted to a currency, null without a rate."""
    return with_rates(rows, day, currency, rates).select(convert_exactly(amount)).to_series()
