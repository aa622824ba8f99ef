"""Convert money to one currency by dated rates, or ask where there are none."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from kam_core.intake.findings import Finding, OpenQuestionError, Place, finding
from kam_core.intake.joining.rates import CURRENCY, DAY, RATE, SOURCE, convert_exactly, with_rates
from kam_core.intake.upload import ADD
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import N_, Money, UserError
from kam_core.vocabulary.plurals import Plural

ORIGINAL_AMOUNT, ORIGINAL_CURRENCY = "original_amount", "original_currency"

SEVERAL = N_(
    "{place}: amounts are in {count} currencies ({currencies}). Upload a table of exchange rates (currency, "
    "date, rate) with the file, keep one currency, or add them up without conversion."
)
NO_RATE = Plural(
    "{place}: {count} row in {currency} from {day} has no exchange rate on or before its date. Add the rate to "
    "the table of exchange rates, or keep one currency ({currencies}).",
    "{place}: {count} rows in {currency} from {day} have no exchange rate on or before their date. Add the rate "
    "to the table of exchange rates, or keep one currency ({currencies}).",
    "count",
)
WHICH_REPORTING = N_(
    "{place}: the target currency of the exchange rates is not given ({currencies}). Choose the reporting currency."
)
UNNAMED = Plural(
    "{place}: {count} row has no currency while others are in {currencies}. Choose the reporting currency; it "
    "will be used for that row.",
    "{place}: {count} rows have no currency while others are in {currencies}. Choose the reporting currency; it "
    "will be used for those rows.",
    "count",
)
ADDED_UP = N_("{place}: amounts in {count} currencies ({currencies}) are added up without conversion, as you chose.")
LEFT_OUT = Plural(
    "{place}: {count} row in {currency} worth {money} is excluded because only {one} is kept.",
    "{place}: {count} rows in {currency} worth {money} are excluded because only {one} is kept.",
    "count",
)
ASSUMED = Plural(
    "{place}: {count} row has no currency and is read as {currency}.",
    "{place}: {count} rows have no currency and are read as {currency}.",
    "count",
)
CONVERTED = Plural(
    "{place}: {count} row in {currencies} was converted to {currency} at the rate of the day.",
    "{place}: {count} rows in {currencies} were converted to {currency} at the rate of the day.",
    "count",
)
TOO_MUCH = N_("{place}: after conversion to {currency}, an amount is too large for one line. Check the exchange rates.")


@dataclass(frozen=True)
class ReportingCurrency:
    """The reporting currency with its rates and answers.

    currency: as answered now or earlier, else that of the order lines; None: not known.
    rates: `currency`, `date`, `rate`, one row a day; answer: the answer about several currencies just now;
    before: the answer of an earlier import, which rates overrule.
    """

    currency: str | None
    rates: pl.DataFrame
    answer: str | None = None
    before: str | None = None


@dataclass(frozen=True)
class ConvertedRows:
    """rows: in one currency, with the original amount and currency where any was converted; left_out: source → rows."""

    rows: pl.DataFrame
    currency: str | None
    left_out: Mapping[int, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def convert_rows(
    table: Table,
    rows: pl.DataFrame,
    reporting: ReportingCurrency,
    places: Mapping[int, Place],
    known: Container[int] = (),
) -> ConvertedRows:
    """Convert the money of a table to the reporting currency.

    Sources in `known` were reported before.
    Raises OpenQuestionError where rows are in several currencies and nobody said what is to be done.
    """
    day, money = day_of(table, rows.columns), money_of(table, rows.columns)
    named = rows[CURRENCY].drop_nulls().unique().sort().to_list()
    currency = reporting.currency
    if not money:
        return ConvertedRows(rows, currency)
    if len(named) == 0 or (len(named) == 1 and currency in (None, named[0]) and not rows[CURRENCY].has_nulls()):
        return ConvertedRows(rows, currency or (named[0] if named else None))
    first = places[rows.filter(pl.col(CURRENCY).is_not_null())[SOURCE][0]]
    every = sorted({*named, currency} - {None})
    words: dict[str, Any] = {"count": len(every), "currencies": ", ".join(every)}
    answer = reporting.answer
    if answer is None and (reporting.rates.is_empty() or len(every) == 1):
        answer = reporting.before
    if answer == ADD:
        notes = (finding("note", "currencies", first, ADDED_UP, **words),) if len(every) > 1 else ()
        return ConvertedRows(rows, currency if len(every) < 2 else None, findings=notes)
    if answer is not None:
        return _keep_currency(rows, answer, money, places, known)
    if reporting.rates.height and len(every) > 1:
        currency = currency or _currency_by_rates(named, reporting.rates)
        if currency is None:
            raise OpenQuestionError("currency", WHICH_REPORTING, place=first.words, **words)
        _ask_about_unnamed(rows, currency, places, known, words)
        return _convert(rows, day, money, currency, reporting.rates, places, known)
    _ask_about_unnamed(rows, currency, places, known, words)
    if len(every) > 1:
        raise OpenQuestionError("currencies", SEVERAL, place=first.words, **words)
    return ConvertedRows(rows, every[0], findings=tuple(_assumption_findings(rows, every[0], places, known)))


def day_of(table: Table, columns: Collection[str]) -> pl.Expr:
    """The day that determines the rate of a row."""
    days = [name for name in table.rate_date_columns if name in columns]
    return pl.coalesce(days) if days else pl.lit(None, pl.Int64)


def money_of(table: Table, columns: Collection[str]) -> tuple[str, ...]:
    """The columns with money in the currency of the row, the amount first."""
    names = [field.name for field in table.fields if field.kind is Kind.MONEY and field.name in columns]
    return tuple(sorted(names, key=lambda name: name != "amount"))


def _currency_by_rates(named: list[str], rates: pl.DataFrame) -> str | None:
    """The currency whose rate is always one, else the only one without a rate."""
    always_one = rates.group_by(CURRENCY).agg((pl.col("rate") == 1.0).all()).filter("rate")[CURRENCY].to_list()
    if len(always_one) == 1:
        return str(always_one[0])
    unrated = [code for code in named if code not in set(rates[CURRENCY].to_list())]
    return unrated[0] if len(unrated) == 1 else None


def _ask_about_unnamed(
    rows: pl.DataFrame,
    currency: str | None,
    places: Mapping[int, Place],
    known: Container[int],
    words: Mapping[str, object],
) -> None:
    if currency is not None:
        return
    for source, count in without_currency_counts(rows, known):
        words_of_sheet = {"count": count, "currencies": words["currencies"]}
        raise OpenQuestionError("currency", UNNAMED, place=places[source].words, **words_of_sheet)


def without_currency_counts(rows: pl.DataFrame, known: Container[int] = ()) -> list[tuple[int, int]]:
    """Source and number of rows without a currency, for sources where other rows name one."""
    counts = rows.group_by(SOURCE, maintain_order=True).agg(
        pl.col(CURRENCY).null_count().alias("null"), pl.col(CURRENCY).count().alias("named")
    )
    odd = counts.filter((pl.col("null") > 0) & (pl.col("named") > 0))
    return [(source, null) for source, null, _ in odd.iter_rows() if source not in known]


def _assumption_findings(
    rows: pl.DataFrame, currency: str, places: Mapping[int, Place], known: Container[int]
) -> list[Finding]:
    return [
        finding("note", "no_currency", places[source], ASSUMED, count=count, currency=currency)
        for source, count in without_currency_counts(rows, known)
    ]


def _keep_currency(
    rows: pl.DataFrame, currency: str, money: tuple[str, ...], places: Mapping[int, Place], known: Container[int]
) -> ConvertedRows:
    included = (pl.col(CURRENCY) == currency).fill_null(True)
    excluded = rows.filter(~included)
    findings = [
        finding(
            "note", "currency_left_out", places[group[SOURCE][0]], LEFT_OUT,
            count=group.height, currency=group[CURRENCY][0], money=Money(int(group[money[0]].sum())), one=currency,
        )
        for group in excluded.partition_by(SOURCE, CURRENCY, maintain_order=True)
        if group[SOURCE][0] not in known
    ]  # fmt: skip
    findings.extend(_assumption_findings(rows, currency, places, known))
    counts = dict(excluded.group_by(SOURCE).len().iter_rows())
    return ConvertedRows(rows.filter(included), currency, counts, tuple(findings))


def _convert(
    rows: pl.DataFrame,
    day: pl.Expr,
    money: tuple[str, ...],
    currency: str,
    rates: pl.DataFrame,
    places: Mapping[int, Place],
    known: Container[int],
) -> ConvertedRows:
    priced = with_rates(rows, day, currency, rates)
    lost = priced.filter(pl.col(RATE).is_null())
    if lost.height:
        lost = lost.sort(DAY)
        raise OpenQuestionError(
            "currencies",
            NO_RATE,
            place=places[lost[SOURCE][0]].words,
            count=lost.height,
            currency=lost[CURRENCY][0],
            day="–" if lost[DAY][0] is None else date_of(lost[DAY][0]),
            currencies=", ".join(sorted({*rows[CURRENCY].drop_nulls(), currency})),
        )
    foreign = pl.col(CURRENCY).is_not_null() & (pl.col(CURRENCY) != currency)
    assumptions = _assumption_findings(rows, currency, places, known)
    for group in priced.filter(foreign).partition_by(SOURCE, maintain_order=True):
        if (source := group[SOURCE][0]) not in known:
            codes = ", ".join(group[CURRENCY].unique().sort().to_list())
            assumptions.append(
                finding(
                    "note", "converted", places[source], CONVERTED,
                    count=group.height, currencies=codes, currency=currency,
                )
            )  # fmt: skip
    converted = priced.with_columns(
        pl.col(money[0]).alias(ORIGINAL_AMOUNT),
        pl.col(CURRENCY).fill_null(currency).alias(ORIGINAL_CURRENCY),
        *(convert_exactly(name) for name in money),
    )
    for name in money:
        if converted[name].null_count() != priced[name].null_count():
            place = places[converted.filter(pl.col(name).is_null())[SOURCE][0]]
            raise UserError(TOO_MUCH, place=place.words, currency=currency)
    converted = converted.with_columns(pl.lit(currency).alias(CURRENCY)).drop(DAY, RATE)
    return ConvertedRows(converted, currency, findings=tuple(assumptions))
