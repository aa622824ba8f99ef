"""Gross and net retention: how much of the revenue of earlier customers was kept."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.calendar import day_number, month_end
from kam_core.vocabulary.optional_columns import with_optional


@dataclass(frozen=True)
class Retention:
    """Retention of the accounts with revenue above 0 before; `gross` and `net` None where there is none.

    accounts, stayed: their number, and of those with revenue above 0 now. before, retained, now: their revenue before,
    the part of it that was kept (no more than before, of each), and their positive revenue now, in ten-thousandths.
    """

    accounts: int
    stayed: int
    before: int
    retained: int
    now: int

    @property
    def gross(self) -> float | None:
        """Σ min(now⁺, before) / Σ before: without growth, 0–1."""
        return self.retained / self.before if self.before else None

    @property
    def net(self) -> float | None:
        """Σ now⁺ / Σ before: with growth, may exceed 1."""
        return self.now / self.before if self.before else None


def retention(changes: pl.DataFrame) -> Retention:
    """The retention of `account_changes` (domain: retention)."""
    earlier = changes.filter(pl.col("before") > 0).select("before", pl.col("now").clip(lower_bound=0))
    return Retention(
        accounts=earlier.height,
        stayed=earlier.filter(pl.col("now") > 0).height,
        before=int(earlier["before"].sum()),
        retained=int(earlier.select(pl.min_horizontal("before", "now").sum()).item()),
        now=int(earlier["now"].sum()),
    )


@dataclass(frozen=True)
class ContractRetention:
    """Retention of the accounts with a contract at the end of the prior window, and of those among them whose contract
    ended by the as-of date: what was up for renewal."""

    contracted: Retention
    up_for_renewal: Retention


def contract_retention(
    changes: pl.DataFrame, accounts: pl.DataFrame, contracts: pl.DataFrame | None, view: View
) -> ContractRetention | None:
    """Retention on contracted accounts; None where no contract was live at the end of the prior window.

    accounts: `account`, `contract_start`, `contract_end`. contracts: the table, in the unit of the view. A contract
    without a start counts as begun, one without an end as open.
    """
    end = view.prior_end()
    if end is None:
        return None
    on = day_number(month_end(end))
    live = _contract_days(accounts, contracts).filter(
        (pl.col("start").is_null() | (pl.col("start") <= on)) & (pl.col("end").is_null() | (pl.col("end") >= on))
    )
    if live.is_empty():
        return None
    ended = live.filter(pl.col("end") <= view.as_of_day)
    return ContractRetention(
        retention(changes.join(live.select("account").unique(), on="account", how="semi")),
        retention(changes.join(ended.select("account").unique(), on="account", how="semi")),
    )


def _contract_days(accounts: pl.DataFrame, contracts: pl.DataFrame | None) -> pl.DataFrame:
    """`account`, `start`, `end` of every contract, one row each, from the table and from the list of accounts."""
    listed = accounts.select("account", start="contract_start", end="contract_end").filter(
        pl.col("start").is_not_null() | pl.col("end").is_not_null()
    )
    if contracts is None:
        return listed
    days = {"start": pl.Int64(), "end": pl.Int64()}
    named = with_optional(contracts, days).select("account", pl.col("start", "end").cast(pl.Int64))
    return pl.concat([listed.select(pl.col("account", "start", "end").cast(pl.Int64)), named])
