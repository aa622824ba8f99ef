"""Cost to win a new account against winning a former one back, where the account costs know it."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.view import View

WIN = "win"


@dataclass(frozen=True)
class WinningCost:
    """Accounts won in the window, how many of them have a cost to win, and its mean (ten-thousandths; None without)."""

    accounts: int
    with_cost: int
    mean: int | None


@dataclass(frozen=True)
class WinningCosts:
    """New accounts and accounts won back."""

    new: WinningCost
    won_back: WinningCost


def winning_costs(accounts: pl.DataFrame, view: View, costs: pl.DataFrame | None) -> WinningCosts | None:
    """Mean cost to win of the accounts of a frame (`account`, `purchases`, `purchases_prior`, `purchases_total`).

    New: the first purchase ever lies in the window; all its costs to win count. Won back: purchases before the prior
    window, none in it, one now; costs since the prior window began count. None with the window `all`, and without costs
    of this kind.
    """
    start = view.prior_start()
    if start is None or costs is None or "kind" not in costs.columns:
        return None
    won = costs.filter((pl.col("kind") == WIN).fill_null(False) & (pl.col("date") <= view.as_of_day))
    if won.is_empty():
        return None
    date = pl.col("date").cast(pl.Int32).cast(pl.Date)
    recent = won.filter(date.dt.year().cast(pl.Int64) * 12 + date.dt.month().cast(pl.Int64) - 1 >= start)
    bought = pl.col("purchases") > 0
    is_new = bought & (pl.col("purchases_total") == pl.col("purchases"))
    returned = bought & (pl.col("purchases_prior") == 0) & (pl.col("purchases_total") > pl.col("purchases"))
    return WinningCosts(
        _mean(accounts.filter(is_new), won),
        _mean(accounts.filter(returned), recent),
    )


def _mean(accounts: pl.DataFrame, costs: pl.DataFrame) -> WinningCost:
    spent = (
        costs.join(accounts.select("account"), on="account", how="semi")
        .group_by("account").agg(pl.col("amount").sum())
    )  # fmt: skip
    mean = None if spent.is_empty() else round(int(spent["amount"].sum()) / spent.height)
    return WinningCost(accounts.height, spent.height, mean)
