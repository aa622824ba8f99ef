"""Customer equity by tier now and at the earlier date, and how it changes with the retention rate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from kam_core.insight.customer_equity.present_value import gain, multiple, present_value, raised, retention_rate
from kam_core.measures.account_economics import serves
from kam_core.measures.view import View
from kam_core.vocabulary.enums import TIERS

YEAR_MONTHS = 12


@dataclass(frozen=True)
class CustomerEquity:
    """Accounts with their present value, and sums by tier.

    accounts: `account`, `tier`, `margin_after_cost` (a year, ten-thousandths), `retention` (a year), `present_value`;
    null where the margin is unknown or the account has no tier.
    tiers: `tier`, `before` (accounts with revenue in the earlier window), `stayed` (of those, with revenue now),
    `retention` (of a year), `accounts`, `margin`, `equity`, `equity_before`; one row per tier, in order.
    then: the earlier date; None without one, and the rates are unknown then.
    """

    accounts: pl.DataFrame
    tiers: pl.DataFrame
    then: datetime.date | None

    @cached_property
    def total(self) -> int | None:
        """The equity of all tiers; None where no account has a present value."""
        return _sum(self.tiers["equity"])

    @cached_property
    def total_before(self) -> int | None:
        """The same at the earlier date, with the retention rates of today."""
        return _sum(self.tiers["equity_before"])

    @cached_property
    def retention(self) -> float | None:
        """Retention of a year over all tiers, by the number of accounts; None without an earlier date."""
        known = self.tiers.filter(pl.col("retention").is_not_null())
        if known.is_empty():
            return None
        before = int(known["before"].sum())
        return float((known["retention"] * known["before"]).sum() / before) if before else None

    @property
    def without_margin(self) -> int:
        """Accounts with a tier whose margin is unknown; they are not part of the equity."""
        return self.accounts.filter(pl.col("tier").is_not_null() & pl.col("margin_after_cost").is_null()).height

    def with_points(self, points: Mapping[str, float]) -> int | None:
        """The equity when the retention rates of tiers change by some points (0.05 is 5)."""
        if self.total is None:
            return None
        changed = 0.0
        for tier, rate, margin in self.tiers.select("tier", "retention", "margin").iter_rows():
            if rate is not None and margin is not None:
                changed += margin * multiple(raised(rate, points.get(tier, 0.0)))
        return round(changed)

    def gains(self, points: float) -> pl.DataFrame:
        """`tier` (null for all), `retention`, `raised` and `gain`: what so many points add to each tier's equity and,
        first, to that of all; tiers without equity above 0 are left out."""
        rows: list[tuple[str | None, float | None, float | None, float | None]] = [
            (None, self.retention, None, self.gain(dict.fromkeys(TIERS, points)))
        ]
        for tier, rate, equity in self.tiers.select("tier", "retention", "equity").iter_rows():
            if rate is not None and equity is not None and equity > 0:
                rows.append((tier, rate, raised(rate, points), gain(rate, points)))
        schema = {"tier": pl.String, "retention": pl.Float64, "raised": pl.Float64, "gain": pl.Float64}
        return pl.DataFrame(rows, schema=schema, orient="row").filter(pl.col("gain").is_not_null())

    def gain(self, points: Mapping[str, float]) -> float | None:
        """The relative change of the equity by such a change; None where it is not above 0."""
        changed = self.with_points(points)
        if changed is None or self.total is None or self.total <= 0:
            return None
        return changed / self.total - 1.0


def customer_equity(
    now: pl.DataFrame,
    view: View,
    then: tuple[pl.DataFrame, View] | None,
    costs: pl.DataFrame | None,
    data_start: int | None = None,
    among: pl.Series | None = None,
) -> CustomerEquity:
    """The equity of accounts (`account`, `tier`, `revenue`, `margin`) in a view.

    then: the accounts at the earlier date with that view, under the same model. costs: the table `account_costs`.
    among: the codes of the accounts to value; None: all. The rates are those of all: an account is worth the same
    whoever's book is looked at. data_start: the month number in which the data begin. Margins are
    brought to a year by the months of the window, retention by the months between the two dates. Without two windows
    that lie apart nothing is known of retention: who bought in a month that both have would count as kept.
    """
    rates = None
    if then is not None and not _apart(view, then[1]):
        then = None
    if then is not None:
        earlier, view_then = then
        months = view.last_month - view_then.last_month
        rates = _retention(now, earlier, YEAR_MONTHS / max(months, 1))
    values = _valued(_margins(_chosen(now, among), view, costs, data_start), rates)
    before = None
    if then is not None:
        before = _valued(_margins(_chosen(then[0], among), then[1], costs, data_start), rates)
    return CustomerEquity(values, _by_tier(values, before, rates), None if then is None else then[1].as_of)


def _chosen(accounts: pl.DataFrame, among: pl.Series | None) -> pl.DataFrame:
    return accounts if among is None else accounts.filter(pl.col("account").is_in(among.implode()))


def _apart(view: View, then: View) -> bool:
    """Whether the window of the earlier date ends before the other begins."""
    return view.window_months is not None and view.last_month - then.last_month >= view.window_months


def _margins(accounts: pl.DataFrame, view: View, costs: pl.DataFrame | None, data_start: int | None) -> pl.DataFrame:
    """`account`, `tier`, `margin_after_cost`: margin of the window less cost to serve, brought to a year by the months
    that the data cover."""
    served = _cost_to_serve(costs, view, data_start)
    months = view.months(data_start)
    if data_start is not None:
        months = max(1, min(months, view.last_month - data_start + 1))
    after = (pl.col("margin") - pl.col("cost").fill_null(0)) * YEAR_MONTHS / months
    return (
        accounts.select("account", pl.col("tier").cast(pl.String), "margin")
        .join(served, on="account", how="left", maintain_order="left")
        .select("account", "tier", after.round().cast(pl.Int64).alias("margin_after_cost"))
    )


def _cost_to_serve(costs: pl.DataFrame | None, view: View, data_start: int | None) -> pl.DataFrame:
    """`account`, `cost` (ten-thousandths) of the window."""
    if costs is None:
        return pl.DataFrame(schema={"account": pl.Int64, "cost": pl.Int64})
    date = pl.col("date").cast(pl.Int32).cast(pl.Date)
    month = date.dt.year().cast(pl.Int64) * YEAR_MONTHS + date.dt.month().cast(pl.Int64) - 1
    return (
        costs.filter(
            serves(costs.columns) & (month >= view.first_month(data_start)) & (pl.col("date") <= view.as_of_day)
        )
        .group_by("account")
        .agg(pl.col("amount").sum().alias("cost"))
    )


def _retention(now: pl.DataFrame, then: pl.DataFrame, years: float) -> pl.DataFrame:
    """`tier`, `before`, `stayed`, `retention` of a year, by the tier at the earlier date.

    years: by how much a rate between the two dates is raised to the power.
    """
    bought = then.filter(pl.col("revenue") > 0).select("account", pl.col("tier").cast(pl.String))
    still = now.select("account", (pl.col("revenue") > 0).alias("stayed"))
    counts = (
        bought.join(still, on="account", how="left")
        .group_by("tier")
        .agg(
            pl.len().cast(pl.Int64).alias("before"),
            pl.col("stayed").fill_null(False).sum().cast(pl.Int64).alias("stayed"),
        )
    )
    counted = {tier: (before, stayed) for tier, before, stayed in counts.select("tier", "before", "stayed").iter_rows()}
    rows = [(tier, *counted.get(tier, (0, 0))) for tier in TIERS]
    return pl.DataFrame(
        {
            "tier": [tier for tier, _, _ in rows],
            "before": [before for _, before, _ in rows],
            "stayed": [stayed for _, _, stayed in rows],
            "retention": [retention_rate(stayed, before) ** years for _, before, stayed in rows],
        },
        schema={"tier": pl.String, "before": pl.Int64, "stayed": pl.Int64, "retention": pl.Float64},
    )


def _valued(margins: pl.DataFrame, rates: pl.DataFrame | None) -> pl.DataFrame:
    """The margins with the retention of each tier and the present value."""
    if rates is None:
        known = margins.with_columns(pl.lit(None, pl.Float64).alias("retention"))
    else:
        known = margins.join(rates.select("tier", "retention"), on="tier", how="left", maintain_order="left")
    return known.with_columns(present_value())


def _by_tier(values: pl.DataFrame, before: pl.DataFrame | None, rates: pl.DataFrame | None) -> pl.DataFrame:
    sums = _tier_sums(values)
    tiers = pl.DataFrame({"tier": TIERS}, schema={"tier": pl.String}).join(
        sums, on="tier", how="left", maintain_order="left"
    )
    tiers = tiers.with_columns(pl.col("accounts").fill_null(0))
    if rates is None or before is None:
        return tiers.with_columns(
            *(pl.lit(None, pl.Int64).alias(name) for name in ("before", "stayed", "equity_before")),
            pl.lit(None, pl.Float64).alias("retention"),
        )
    then = _tier_sums(before).select("tier", pl.col("equity").alias("equity_before"))
    return tiers.join(rates, on="tier", how="left", maintain_order="left").join(
        then, on="tier", how="left", maintain_order="left"
    )


def _tier_sums(values: pl.DataFrame) -> pl.DataFrame:
    """`tier`, `accounts`, `margin`, `equity`; margin and equity null where no account of the tier has one."""

    def total(name: str) -> pl.Expr:
        return pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum())

    return values.group_by("tier").agg(
        pl.len().cast(pl.Int64).alias("accounts"),
        total("margin_after_cost").alias("margin"),
        total("present_value").alias("equity"),
    )


def _sum(values: pl.Series) -> int | None:
    return None if values.drop_nulls().is_empty() else int(values.sum())
