"""Signed, revenue and collected by month of a window, and the collection rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.measures.credit.payments import collected_by_month, payments_to
from kam_core.measures.credit.signed import signed_by_month

FLOWS = ("signed", "revenue", "collected")


@dataclass(frozen=True)
class CashMonths:
    """Money in ten-thousandths, None where nothing is known.

    months: `month` (month number), `signed`, `revenue`, `collected`, `unfinished`. signed, collected, revenue: of the
    window. signed_source: "contracts", "deals" or None. signed_without: contracts or won deals left out for want of an
    account, a day or an amount. payments_from: month number of the first payment of anybody.
    """

    months: pl.DataFrame
    signed: int | None
    revenue: int
    collected: int | None
    signed_source: str | None
    signed_without: int
    payments_from: int | None

    @property
    def collection_rate(self) -> float | None:
        """Collected / revenue of the window; above 1 where older invoices were paid; None without positive revenue."""
        return self.collected / self.revenue if self.collected is not None and self.revenue > 0 else None


def cash_months(
    accounts: pl.DataFrame,
    totals: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    as_of_day: int,
    window: tuple[int, int],
    complete: int,
) -> CashMonths:
    """accounts: `account` of the population. totals: its `month_totals`. window: first and last month number.
    complete: the last complete month.
    """
    first, last = window
    signed = signed_by_month(tables.get("contracts"), tables.get("opportunities"), as_of_day)
    paid = collected_by_month(tables.get("payments"), as_of_day)
    any_paid = payments_to(tables.get("payments"), as_of_day) is not None and not paid.is_empty()
    flows = totals.filter(pl.col("month").is_between(first, last)).select("month", "revenue")
    for name, rows, is_known in (
        ("signed", signed.rows, signed.source is not None), ("collected", paid, any_paid),
    ):  # fmt: skip
        own = rows.join(accounts.select("account"), on="account", how="semi").group_by("month").agg(pl.col(name).sum())
        known = pl.col(name).fill_null(0) if is_known else pl.lit(None, pl.Int64)
        flows = flows.join(own, on="month", how="left").with_columns(known.alias(name))
    months = flows.with_columns((pl.col("month") > complete).alias("unfinished")).sort("month")
    start = paid["month"].min()
    return CashMonths(
        months.select("month", *FLOWS, "unfinished"),
        int(months["signed"].sum()) if signed.source is not None else None,
        int(months["revenue"].sum()),
        int(months["collected"].sum()) if any_paid else None,
        signed.source,
        signed.without,
        start if isinstance(start, int) else None,
    )
