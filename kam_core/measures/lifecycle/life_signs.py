"""Signs of life beside the measures: seasons, open deals, growth over the rules' own window, manual stages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from kam_core.measures.account_totals import cells_of, open_ledger
from kam_core.measures.lifecycle.manual_stage import manual_stages
from kam_core.measures.lifecycle.policy import DEFAULT_POLICY, LifecyclePolicy
from kam_core.measures.lifecycle.season import off_season
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_end
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.optional_columns import with_optional

DEALS: dict[str, pl.DataType] = {
    "account": pl.Int64(), "created": pl.Int64(), "closed": pl.Int64(), "status": pl.String(),
}  # fmt: skip
CONTRACTS: dict[str, pl.DataType] = {
    "account": pl.Int64(), "start": pl.Int64(), "end": pl.Int64(), "renews": pl.Boolean(),
}  # fmt: skip
COMPARED = ("growth", "purchases", "purchases_prior")
"""Measures of a window that the stages compare."""


def reads(rules: LifecyclePolicy) -> tuple[str, ...]:
    """The tables that a stage is computed from, besides those of the account frame."""
    return ("stage_overrides", "contracts", *(("opportunities",) if rules.open_deal_counts else ()))


@dataclass(frozen=True)
class LifeSigns:
    """What the stages of a view need besides the account frame; None where the rules do not ask for it.

    off_season, open_deal: codes of accounts. compared: `account` and `COMPARED` over the rules' own window. contracts:
    as of `contract_ends_by`. manual: as of `manual_stages`.
    """

    off_season: pl.Series | None = None
    open_deal: pl.Series | None = None
    compared: pl.DataFrame | None = None
    contracts: pl.DataFrame | None = None
    manual: pl.DataFrame | None = None


def life_signs(dataset: Dataset, view: View, buying: pl.LazyFrame | None = None) -> LifeSigns:
    """The signs in a view, for a dataset in its unit.

    buying: `account`, `month` of purchases up to the date, where they are known; the frame has `COMPARED` over the
    rules' own window then.
    """
    rules = view.lifecycle
    off = None
    if rules.seasons:
        months = _buying(dataset, view) if buying is None else buying.filter(pl.col("month") <= view.last_month)
        off = off_season(months, last_whole_month(view), rules.spring_festival)["account"]
    own = rules.window_months if buying is None else None
    return LifeSigns(
        off_season=off,
        open_deal=open_deals(dataset, view.as_of_day) if rules.open_deal_counts else None,
        compared=None if own is None else _compared(dataset, view, own),
        contracts=contract_ends_by(dataset, view.as_of_day),
        manual=manual_stages(dataset, view),
    )


def contract_ends_by(dataset: Dataset, day: int) -> pl.DataFrame | None:
    """`account`, `contracted_until`: the last end of the contracts begun by a day; that day or later where one renews
    by itself; null where none states its end. None without a table of contracts."""
    table = dataset.tables.get("contracts")
    if table is None:
        return None
    lives = pl.col("renews").fill_null(False)
    until = pl.when(lives).then(pl.max_horizontal(pl.col("end").fill_null(day), pl.lit(day))).otherwise(pl.col("end"))
    return (
        with_optional(table, CONTRACTS)
        .filter(pl.col("account").is_not_null() & (pl.col("start").is_null() | (pl.col("start") <= day)))
        .group_by("account")
        .agg(until.max().alias("contracted_until"))
        .sort("account")
    )


def last_whole_month(view: View) -> int:
    """The last month that is over on the as-of date."""
    return view.last_month if view.as_of == month_end(view.last_month) else view.last_month - 1


def open_deals(dataset: Dataset, day: int) -> pl.Series:
    """Codes of the accounts with a deal that was open on a day: created by then, and not closed yet."""
    table = dataset.tables.get("opportunities")
    rows = with_optional(pl.DataFrame(schema=DEALS) if table is None else table, DEALS)
    begun = pl.col("created").is_null() | (pl.col("created") <= day)
    alive = pl.when(pl.col("closed").is_null()).then(pl.col("status") == "open").otherwise(pl.col("closed") > day)
    return rows.filter(begun & alive & pl.col("account").is_not_null())["account"].unique().sort()


def _buying(dataset: Dataset, view: View) -> pl.LazyFrame:
    with dataset.reading():
        return cells_of(dataset, view).filter(pl.col("purchases") > 0).select("account", "month").collect().lazy()


def _compared(dataset: Dataset, view: View, months: int) -> pl.DataFrame:
    own = replace(view, window_months=months, prior_months=None, lifecycle=DEFAULT_POLICY)
    return open_ledger(dataset, own).features.select("account", *COMPARED)
