"""Choose the reporting currency of an import and convert all of its tables."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.joining.conversion import ReportingCurrency, convert_rows, day_of
from kam_core.intake.joining.dataset import table_rows
from kam_core.intake.joining.rates import converted_amounts, daily_rates, rates_to_currency
from kam_core.intake.upload import Choices
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.message import Money, UserError
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables.rates import RATES
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

RATES_CHANGED = Plural(
    "{place}: with the new exchange rates, {count} row of earlier files changes from {before} to {after}.",
    "{place}: with the new exchange rates, {count} rows of earlier files change from {before} to {after}.",
    "count",
)


def exchange_rate_rows(parts: Mapping[str, Sequence[TypedRows]]) -> pl.DataFrame:
    """The rows of the exchange rates among the files."""
    return table_rows(RATES, parts.get(RATES.name, []))


class CurrencyConverter:
    """Converts one table after the other, order lines first.

    currency: that of the tables so far; left_out: source → rows in excluded currencies.
    """

    def __init__(self, reporting: ReportingCurrency, findings: list[Finding], origin: int | None) -> None:
        self.findings = findings
        self.left_out: dict[int, int] = {}
        self._reporting, self._origin = reporting, origin

    @staticmethod
    def of(
        rates: pl.DataFrame,
        choices: Choices,
        earlier_answer: str | None,
        places: Mapping[int, Place],
        known: Container[int] = (),
    ) -> CurrencyConverter:
        """rates: `source`, `line` and the columns of the table; earlier_answer: that of an earlier import."""
        findings: list[Finding] = []
        usable, currency = rates_to_currency(rates, choices.currency, places, findings)
        daily = daily_rates(usable, places, findings)
        origin = next((source for source in rates["source"] if source not in known), None)
        return CurrencyConverter(
            ReportingCurrency(currency, daily, choices.currencies, earlier_answer), findings, origin
        )

    @property
    def currency(self) -> str | None:
        """The currency of all money so far; None if unknown or several are added up."""
        return self._reporting.currency

    def convert_lines(
        self, lines: pl.DataFrame, places: Mapping[int, Place], known: Container[int] = ()
    ) -> pl.DataFrame:
        """Convert the order lines. Refuses a currency without lines."""
        converted = self.convert_rows(TRANSACTIONS, lines, places, known)
        if converted.is_empty() and lines.height:
            raise UserError(
                "No order line is in {currency}. The currencies are: {currencies}.",
                currency=self._reporting.answer,
                currencies=", ".join(lines["currency"].drop_nulls().unique().sort().to_list()),
            )
        return converted

    def convert_rows(
        self, table: Table, rows: pl.DataFrame, places: Mapping[int, Place], known: Container[int] = ()
    ) -> pl.DataFrame:
        """Convert a table to the currency of the tables before."""
        if "currency" not in rows.columns or rows.is_empty():
            return rows
        converted = convert_rows(table, rows, self._reporting, places, known)
        self.findings.extend(converted.findings)
        for source, count in converted.left_out.items():
            self.left_out[source] = self.left_out.get(source, 0) + count
        if table is TRANSACTIONS or self._reporting.currency is None:
            self._reporting = replace(self._reporting, currency=converted.currency)
        return converted.rows

    def add_left_out(self, left_out: Mapping[int, int]) -> dict[int, int]:
        """Source → rows left out, here and by earlier steps."""
        return {
            source: left_out.get(source, 0) + self.left_out.get(source, 0)
            for source in left_out.keys() | self.left_out.keys()
        }

    def changed_rate_findings(
        self, earlier: pl.DataFrame, rates: pl.DataFrame | None, places: Mapping[int, Place]
    ) -> list[Finding]:
        """Report how changed rates affect stored order lines."""
        currency = self._reporting.currency
        if rates is None or rates.is_empty() or self._origin is None or earlier.is_empty() or currency is None:
            return []
        old = daily_rates(rates_to_currency(rates, currency, places, [])[0], places, [])
        day = day_of(TRANSACTIONS, earlier.columns)
        was, now = (converted_amounts(earlier, day, "amount", currency, one) for one in (old, self._reporting.rates))
        if not (count := int((was.ne_missing(now)).sum())):
            return []
        before, after = Money(int(was.sum())), Money(int(now.sum()))
        place = places[self._origin]
        return [finding("note", "rates_changed", place, RATES_CHANGED, count=count, before=before, after=after)]
