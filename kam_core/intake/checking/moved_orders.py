"""Warn of orders that an earlier import has on another day or account."""

from __future__ import annotations

from collections.abc import Container, Mapping

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import Money
from kam_core.vocabulary.plurals import Plural

EXAMPLES = 3
MOVED = Plural(
    "{place}: {count} order already exists with the same amount but another date or account, {money} in total, "
    "for example {examples}. If it was corrected since, it is counted twice: undo the earlier import, or upload "
    "a file with both dates.",
    "{place}: {count} orders already exist with the same amount but another date or account, {money} in total, "
    "for example {examples}. If they were corrected since, they are counted twice: undo the earlier import, or "
    "upload a file with both dates.",
    "count",
)


def moved_order_findings(lines: pl.DataFrame, places: Mapping[int, Place], known: Container[int]) -> list[Finding]:
    """Warn of orders that earlier files have with the same money on another day or account.

    `lines`: all order lines afterwards; `known`: sources of earlier imports. Orders that have lines on several days
    are contracts or deliveries in parts: another day of theirs is no correction.
    """
    named = lines.filter(pl.col("order_id").is_not_null())
    stored = pl.col("source").is_in([source for source in named["source"].unique() if source in known])
    old, new = _orders(named.filter(stored)), _orders(named.filter(~stored))
    if old.is_empty() or new.is_empty() or not (old["days"] == 1).all():
        return []
    both = new.join(old, on=["order_id", "money", "lines"], how="inner", suffix="_before", maintain_order="left")
    moved = both.filter((pl.col("date") != pl.col("date_before")) | (pl.col("account") != pl.col("account_before")))
    if moved.is_empty():
        return []
    warning = finding(
        "warn",
        "moved_orders",
        places[moved["source"][0]],
        MOVED,
        count=moved["order_id"].n_unique(),
        money=Money(int(moved["money"].sum())),
        examples=", ".join(moved["order_id"].unique(maintain_order=True).head(EXAMPLES).to_list()),
    )
    return [warning]


def _orders(lines: pl.DataFrame) -> pl.DataFrame:
    """One row per order and account: first day, number of days, lines and money."""
    return lines.group_by("order_id", "account", maintain_order=True).agg(
        pl.col("date").min(),
        pl.col("date").n_unique().alias("days"),
        pl.len().alias("lines"),
        pl.col("amount").sum().alias("money"),
        pl.col("source").first(),
    )
