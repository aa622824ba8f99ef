"""Concentration of a measure by account, group, owner, industry or region."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from kam_core.insight.concentration.abc_classes import abc_classes
from kam_core.insight.concentration.indices import Concentration, Loss, concentration, lose_top, top_share
from kam_core.insight.concentration.pareto_curve import pareto_curve
from kam_core.measures.account_groups import top_parents
from kam_core.measures.share_of_total import positive

TOP_ROWS = 20
UNITS = ("account_id", "parent", "owner", "industry", "region")
BUYING_UNITS = ("account_id", "parent")
"""Units that buy: their amounts are netted. The other units are sets of accounts."""
MEASURED = ("revenue", "margin", "score")


def by_unit(accounts: pl.DataFrame, unit: str, measure: str) -> pl.DataFrame:
    """`key`, `value`, `positive`: a measure added up by `account_id` or by owner, region, industry or parent.

    value is the net sum; positive the base of shares: of a group of companies (`parent`) its net sum where above 0,
    of an owner, region or industry the positive amounts of its accounts. The largest positive first. Accounts that name
    no unit are under a null key. `parent` is a code; an account without one is its own group.
    """
    key = pl.coalesce("parent", "account") if unit == "parent" else pl.col(unit)
    sums = (
        accounts.filter(pl.col(measure).is_not_null())
        .group_by(key.alias("key"))
        .agg(pl.col(measure).sum().alias("value"), positive(measure).sum().alias("positive"))
    )
    if unit in BUYING_UNITS:
        sums = sums.with_columns(positive("value").alias("positive"))
    return sums.sort("positive", "value", "key", descending=[True, True, False], nulls_last=True)


@dataclass(frozen=True)
class ConcentrationView:
    """Concentration of one measure by one unit. Money in ten-thousandths, shares 0–1.

    units: number with a value above 0; has_unassigned: whether accounts without a unit are listed; numbers: of units,
    with the net total and negative amounts by account (by group, where groups are the unit); whole and remaining: the
    curve with and without the lost; cross: where 80 % is reached; abc: `class`, `units`, `value` (net),
    `share`; top: the first ones, `account_id` (null where the unit is no account), `name` (null where the unit is not
    given), `value` (net), `share`, `cumulative`.
    """

    unit: str
    measure: str
    units: int
    has_unassigned: bool
    numbers: Concentration
    whole: pl.DataFrame
    remaining: pl.DataFrame
    loss: Loss | None
    cross: tuple[float, float] | None
    abc: pl.DataFrame
    top: pl.DataFrame


def concentration_view(accounts: pl.DataFrame, unit: str, measure: str, lose: int = 0) -> ConcentrationView:
    """Sum the measure by unit and compute its concentration, with and without the first `lose` units.

    Only accounts that bought in the window count (for the score: that have a tier).
    """
    bought = pl.col("tier").is_not_null() if measure == "score" else (pl.col("revenue") != 0)
    if unit == "parent":
        # A group is the whole chain: a grandchild belongs to the head, too.
        tops = top_parents(accounts).rename({"top": "head"})
        accounts = accounts.join(tops, on="account", how="left", maintain_order="left").with_columns(parent="head")
    counted = accounts.filter(bought)
    listed = by_unit(counted, unit, measure)
    values = listed["positive"].cast(pl.Float64).to_numpy()
    numbers = _with_net(concentration(values), counted, listed, unit, measure)
    whole, units = pareto_curve(values), numbers.accounts
    lost = min(lose, max(0, units - 1))
    return ConcentrationView(
        unit=unit,
        measure=measure,
        units=units,
        has_unassigned=bool(listed["key"].has_nulls()),
        numbers=numbers,
        whole=whole,
        remaining=pareto_curve(values, lost) if lost else whole,
        loss=lose_top(values, lost) if lost else None,
        cross=(numbers.n80 / units, top_share(values, numbers.n80)) if numbers.n80 is not None else None,
        abc=abc_classes(values, listed["value"].cast(pl.Float64).to_numpy()),
        top=_named(listed, accounts, unit).head(TOP_ROWS),
    )


def _with_net(
    numbers: Concentration, accounts: pl.DataFrame, listed: pl.DataFrame, unit: str, measure: str
) -> Concentration:
    """The numbers with the net total and negative amounts: of units that buy, else of single accounts."""
    amounts = listed["value"] if unit in BUYING_UNITS else accounts[measure].drop_nulls()
    below = amounts.filter(amounts < 0)
    return replace(
        numbers,
        total=float(amounts.sum()),
        negative_accounts=len(below),
        negative_total=float(below.sum()),
    )


def _named(listed: pl.DataFrame, accounts: pl.DataFrame, unit: str) -> pl.DataFrame:
    if unit in BUYING_UNITS:
        key = "account_id" if unit == "account_id" else "account"
        names = accounts.select(pl.col(key).alias("key"), pl.col("account_id"), pl.col("name"))
        named = listed.join(names, on="key", how="left", maintain_order="left")
    else:
        named = listed.with_columns(pl.lit(None, pl.String).alias("account_id"), pl.col("key").alias("name"))
    # An amount not above 0 is no part of the total: it has no share.
    part = pl.when(pl.col("positive") > 0).then(pl.col("positive").cast(pl.Float64))
    whole = pl.col("positive").sum().cast(pl.Float64)
    return named.select(
        "account_id", "name", "value", (part / whole).clip(upper_bound=1.0).alias("share"),
        (part.cum_sum() / whole).clip(upper_bound=1.0).alias("cumulative"),
    )  # fmt: skip
