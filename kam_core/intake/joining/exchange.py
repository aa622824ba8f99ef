"""Choose the reporting currency of an import and convert all of its tables."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.joining.conversion import Reporting, day_of, in_one_currency
from kam_core.intake.joining.dataset import rows_in
from kam_core.intake.joining.rates import daily_rates, rates_into, worth
from kam_core.intake.upload import Choices
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.message import N_, Money, UserError
from kam_core.vocabulary.tables.rates import RATES
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

RATES_CHANGED = N_(
    "{place}: by the new exchange rates {count} {count:row|rows} of earlier files {count:is|are} worth {after} "
    "instead of {before}."
)


def rates_in(parts: Mapping[str, Sequence[TypedRows]]) -> pl.DataFrame:
    """The rows of the exchange rates among the files."""
    return rows_in(RATES, parts.get(RATES.name, []))


class Exchange:
    """Takes one table after the other, order lines first.

    currency: what the tables were in so far; left_out: source → rows of currencies that are not kept.
    """

    def __init__(self, reporting: Reporting, findings: list[Finding], origin: int | None) -> None:
        self.findings = findings
        self.left_out: dict[int, int] = {}
        self._reporting, self._origin = reporting, origin

    @staticmethod
    def of(
        rates: pl.DataFrame,
        choices: Choices,
        before: str | None,
        places: Mapping[int, Place],
        known: Container[int] = (),
    ) -> Exchange:
        """rates: `source`, `line` and the columns of the table; before: what was said in an earlier import."""
        told: list[Finding] = []
        usable, currency = rates_into(rates, choices.currency, places, told)
        daily = daily_rates(usable, places, told)
        origin = next((source for source in rates["source"] if source not in known), None)
        return Exchange(Reporting(currency, daily, choices.currencies, before), told, origin)

    @property
    def currency(self) -> str | None:
        """The currency of all money so far; None where nothing names it or several are added up."""
        return self._reporting.currency

    def lines(self, lines: pl.DataFrame, places: Mapping[int, Place], known: Container[int] = ()) -> pl.DataFrame:
        """The order lines in one currency. Refuses a currency to keep that no line is in."""
        done = self.rows(TRANSACTIONS, lines, places, known)
        if done.is_empty() and lines.height:
            raise UserError(
                "No order line is in {currency}. The currencies are: {currencies}.",
                currency=self._reporting.answer,
                currencies=", ".join(lines["currency"].drop_nulls().unique().sort().to_list()),
            )
        return done

    def rows(
        self, table: Table, rows: pl.DataFrame, places: Mapping[int, Place], known: Container[int] = ()
    ) -> pl.DataFrame:
        """The rows of a table in the currency of those before."""
        if "currency" not in rows.columns or rows.is_empty():
            return rows
        done = in_one_currency(table, rows, self._reporting, places, known)
        self.findings.extend(done.findings)
        for source, count in done.left_out.items():
            self.left_out[source] = self.left_out.get(source, 0) + count
        if table is TRANSACTIONS or self._reporting.currency is None:
            self._reporting = replace(self._reporting, currency=done.currency)
        return done.rows

    def with_left_out(self, left_out: Mapping[int, int]) -> dict[int, int]:
        """Source → rows that were left out, by others and here."""
        return {
            source: left_out.get(source, 0) + self.left_out.get(source, 0)
            for source in left_out.keys() | self.left_out.keys()
        }

    def changed(self, earlier: pl.DataFrame, rates: pl.DataFrame | None, places: Mapping[int, Place]) -> list[Finding]:
        """What other rates than those of before make of order lines that were there."""
        currency = self._reporting.currency
        if rates is None or rates.is_empty() or self._origin is None or earlier.is_empty() or currency is None:
            return []
        old = daily_rates(rates_into(rates, currency, places, [])[0], places, [])
        day = day_of(TRANSACTIONS, earlier.columns)
        was, now = (worth(earlier, day, "amount", currency, one) for one in (old, self._reporting.rates))
        if not (count := int((was.ne_missing(now)).sum())):
            return []
        before, after = Money(int(was.sum())), Money(int(now.sum()))
        place = places[self._origin]
        return [finding("note", "rates_changed", place, RATES_CHANGED, count=count, before=before, after=after)]
