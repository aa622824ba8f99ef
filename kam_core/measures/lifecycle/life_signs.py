"""Signs of life beside the measures: seasons, open deals, growth over the rules' own window, manual stages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from kam_core.measures.account_totals import cells_of, open_ledger
from kam_core.measures.lifecycle.manual_stage import manual_stages
from kam_core.measures.lifecycle.policy import DEFAULT_POLICY
from kam_core.measures.lifecycle.season import off_season
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_end
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.optional_columns import with_optional

READS = ("stage_overrides", "opportunities")
"""The tables that a stage is computed from, besides those of the account frame."""
DEALS: dict[str, pl.DataType] = {
    "account": pl.Int64(), "created": pl.Int64(), "closed": pl.Int64(), "status": pl.String(),
}  # fmt: skip
COMPARED = ("growth", "purchases", "purchases_prior")
"""Measures of a window that the stages compare."""


@dataclass(frozen=True)
class LifeSigns:
    """What the stages of a view need besides the account frame; None where the rules do not ask for it.

    off_season, open_deal: codes of accounts. compared: `account` and `COMPARED` over the rules' own window. manual:
    as of `manual_stages`.
    """

    off_season: pl.Series | None = None
    open_deal: pl.Series | None = None
    compared: pl.DataFrame | None = None
    manual: pl.DataFrame | None = None


def life_signs(dataset: Dataset, view: View) -> LifeSigns:
    """The signs in a view, for a dataset in its unit."""
    rules = view.lifecycle
    return LifeSigns(
        off_season=_off_season(dataset, view) if rules.seasons else None,
        open_deal=open_deals(dataset, view.as_of_day) if rules.open_deal_counts else None,
        compared=None if rules.window_months is None else _compared(dataset, view, rules.window_months),
        manual=manual_stages(dataset, view),
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


def _off_season(dataset: Dataset, view: View) -> pl.Series:
    with dataset.reading():
        buying = cells_of(dataset, view).filter(pl.col("purchases") > 0).select("account", "month").collect()
    return off_season(buying.lazy(), last_whole_month(view), view.lifecycle.spring_festival)["account"]


def _compared(dataset: Dataset, view: View, months: int) -> pl.DataFrame:
    own = replace(view, window_months=months, prior_months=None, lifecycle=DEFAULT_POLICY)
    return open_ledger(dataset, own).features.select("account", *COMPARED)
