"""Convert money to one currency by dated rates, or ask where there are none."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from kam_core.intake.findings import Finding, OpenQuestionError, Place, finding
from kam_core.intake.joining.rates import CURRENCY, DAY, RATE, SOURCE, exactly, rated
from kam_core.intake.upload import ADD
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import N_, Money, UserError

ORIGINAL_AMOUNT, ORIGINAL_CURRENCY = "original_amount", "original_currency"

SEVERAL = N_(
    "{place}: amounts are in {count} currencies ({currencies}). Load a table of exchange rates (currency, date, rate) "
    "with the file, keep one of the currencies, or say that they shall be added up as they stand."
)
NO_RATE = N_(
    "{place}: {count} {count:row|rows} in {currency} from {day} on {count:has|have} no exchange rate on or before "
    "{count:its|their} day. Add the rate to the table of exchange rates, or keep one of the currencies ({currencies})."
)
WHICH_REPORTING = N_(
    "{place}: there are exchange rates, but nothing says into which currency ({currencies}) they convert. "
    "Say which one reports are in."
)
NAMELESS = N_(
    "{place}: {count} {count:row names|rows name} no currency beside others in {currencies}. "
    "Say which currency reports are in: {count:that row is|those rows are} taken for it."
)
ADDED_UP = N_("{place}: amounts in {count} currencies ({currencies}) are added up as they stand, as you said.")
LEFT_OUT = N_(
    "{place}: {count} {count:row|rows} in {currency} worth {money} {count:is|are} left out, as only {one} is kept."
)
TAKEN_FOR = N_("{place}: {count} {count:row names|rows name} no currency and {count:is|are} taken for {currency}.")
CONVERTED = N_(
    "{place}: {count} {count:row|rows} in {currencies} {count:is|are} converted to {currency} by the rates of the day."
)
TOO_MUCH = N_("{place}: converted to {currency} an amount is too large to be one of a line. Check the exchange rates.")


@dataclass(frozen=True)
class Reporting:
    """What is known of the currency of reports.

    currency: what a person said, now or before, else what the order lines are in; None: not known.
    rates: `currency`, `date`, `rate`, one row a day; answer: what a person said of several currencies just now;
    before: what was said in an earlier import, which rates overrule.
    """

    currency: str | None
    rates: pl.DataFrame
    answer: str | None = None
    before: str | None = None


@dataclass(frozen=True)
class Converted:
    """rows: in one currency, with the original amount and currency where any was converted; left_out: source → rows."""

    rows: pl.DataFrame
    currency: str | None
    left_out: Mapping[int, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def in_one_currency(
    table: Table,
    rows: pl.DataFrame,
    reporting: Reporting,
    places: Mapping[int, Place],
    known: Container[int] = (),
) -> Converted:
    """The rows of a table with their money in the reporting currency.

    Of sources in `known` it was said before what is odd about them.
    Raises Question where rows are in several currencies and nobody said what is to be done.
    """
    day, money = day_of(table, rows.columns), money_of(table, rows.columns)
    named = rows[CURRENCY].drop_nulls().unique().sort().to_list()
    currency = reporting.currency
    if not money:
        return Converted(rows, currency)
    if len(named) == 0 or (len(named) == 1 and currency in (None, named[0]) and not rows[CURRENCY].has_nulls()):
        return Converted(rows, currency or (named[0] if named else None))
    first = places[rows.filter(pl.col(CURRENCY).is_not_null())[SOURCE][0]]
    every = sorted({*named, currency} - {None})
    words: dict[str, Any] = {"count": len(every), "currencies": ", ".join(every)}
    answer = reporting.answer
    if answer is None and (reporting.rates.is_empty() or len(every) == 1):
        answer = reporting.before
    if answer == ADD:
        told = (finding("note", "currencies", first, ADDED_UP, **words),) if len(every) > 1 else ()
        return Converted(rows, currency if len(every) < 2 else None, findings=told)
    if answer is not None:
        return _kept(rows, answer, money, places, known)
    if reporting.rates.height and len(every) > 1:
        currency = currency or _told_by_rates(named, reporting.rates)
        if currency is None:
            raise OpenQuestionError("currency", WHICH_REPORTING, place=first.words, **words)
        _ask_of_nameless(rows, currency, places, known, words)
        return _converted(rows, day, money, currency, reporting.rates, places, known)
    _ask_of_nameless(rows, currency, places, known, words)
    if len(every) > 1:
        raise OpenQuestionError("currencies", SEVERAL, place=first.words, **words)
    return Converted(rows, every[0], findings=tuple(_taken(rows, every[0], places, known)))


def day_of(table: Table, columns: Collection[str]) -> pl.Expr:
    """The day of a row's money, of the columns that are there."""
    days = [name for name in table.rate_date_columns if name in columns]
    return pl.coalesce(days) if days else pl.lit(None, pl.Int64)


def money_of(table: Table, columns: Collection[str]) -> tuple[str, ...]:
    """The columns that hold money in the currency of their row, the amount first."""
    names = [field.name for field in table.fields if field.kind is Kind.MONEY and field.name in columns]
    return tuple(sorted(names, key=lambda name: name != "amount"))


def _told_by_rates(named: list[str], rates: pl.DataFrame) -> str | None:
    """The currency whose rate is always one, else the only one that has none."""
    always_one = rates.group_by(CURRENCY).agg((pl.col("rate") == 1.0).all()).filter("rate")[CURRENCY].to_list()
    if len(always_one) == 1:
        return str(always_one[0])
    unrated = [code for code in named if code not in set(rates[CURRENCY].to_list())]
    return unrated[0] if len(unrated) == 1 else None


def _ask_of_nameless(
    rows: pl.DataFrame,
    currency: str | None,
    places: Mapping[int, Place],
    known: Container[int],
    words: Mapping[str, object],
) -> None:
    if currency is not None:
        return
    for source, count in nameless(rows, known):
        told = {"count": count, "currencies": words["currencies"]}
        raise OpenQuestionError("currency", NAMELESS, place=places[source].words, **told)


def nameless(rows: pl.DataFrame, known: Container[int] = ()) -> list[tuple[int, int]]:
    """Source and number of the rows without a currency, of sources in which others name one."""
    counts = rows.group_by(SOURCE, maintain_order=True).agg(
        pl.col(CURRENCY).null_count().alias("null"), pl.col(CURRENCY).count().alias("named")
    )
    odd = counts.filter((pl.col("null") > 0) & (pl.col("named") > 0))
    return [(source, null) for source, null, _ in odd.iter_rows() if source not in known]


def _taken(rows: pl.DataFrame, currency: str, places: Mapping[int, Place], known: Container[int]) -> list[Finding]:
    return [
        finding("note", "no_currency", places[source], TAKEN_FOR, count=count, currency=currency)
        for source, count in nameless(rows, known)
    ]


def _kept(
    rows: pl.DataFrame, one: str, money: tuple[str, ...], places: Mapping[int, Place], known: Container[int]
) -> Converted:
    mine = (pl.col(CURRENCY) == one).fill_null(True)
    gone = rows.filter(~mine)
    findings = [
        finding(
            "note", "currency_left_out", places[group[SOURCE][0]], LEFT_OUT,
            count=group.height, currency=group[CURRENCY][0], money=Money(int(group[money[0]].sum())), one=one,
        )
        for group in gone.partition_by(SOURCE, CURRENCY, maintain_order=True)
        if group[SOURCE][0] not in known
    ]  # fmt: skip
    findings.extend(_taken(rows, one, places, known))
    counts = dict(gone.group_by(SOURCE).len().iter_rows())
    return Converted(rows.filter(mine), one, counts, tuple(findings))


def _converted(
    rows: pl.DataFrame,
    day: pl.Expr,
    money: tuple[str, ...],
    currency: str,
    rates: pl.DataFrame,
    places: Mapping[int, Place],
    known: Container[int],
) -> Converted:
    priced = rated(rows, day, currency, rates)
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
    told = _taken(rows, currency, places, known)
    for group in priced.filter(foreign).partition_by(SOURCE, maintain_order=True):
        if (source := group[SOURCE][0]) not in known:
            codes = ", ".join(group[CURRENCY].unique().sort().to_list())
            told.append(
                finding(
                    "note", "converted", places[source], CONVERTED,
                    count=group.height, currencies=codes, currency=currency,
                )
            )  # fmt: skip
    done = priced.with_columns(
        pl.col(money[0]).alias(ORIGINAL_AMOUNT),
        pl.col(CURRENCY).fill_null(currency).alias(ORIGINAL_CURRENCY),
        *(exactly(name) for name in money),
    )
    for name in money:
        if done[name].null_count() != priced[name].null_count():
            place = places[done.filter(pl.col(name).is_null())[SOURCE][0]]
            raise UserError(TOO_MUCH, place=place.words, currency=currency)
    done = done.with_columns(pl.lit(currency).alias(CURRENCY)).drop(DAY, RATE)
    return Converted(done, currency, findings=tuple(told))
