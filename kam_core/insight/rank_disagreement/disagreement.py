"""Accounts whose rank by score and by revenue differ most, both ways, with the part of the score that explains it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.scoring.model.criterion import GROUPS
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.enums import KEY_TIERS

MOST_ACCOUNTS = 5
"""Accounts of each list, unless asked otherwise."""
NEIGHBOURS = 10
"""Customers on either side by revenue, with whom the parts of a score are compared."""


@dataclass(frozen=True)
class RankDisagreement:
    """Accounts with a better rank by score than by revenue (`above`) and with a worse one (`below`).

    Columns: `account_id`, `tier`, `name`, `score`, `revenue`, `rank` (by score), `revenue_rank`, `places` (revenue rank
    − rank by score), `group` and `group_difference`: the part of the score that explains most of it, in points more
    or less than the customers of similar revenue. Accounts that either rank puts at the level of S and A come first.
    """

    above: pl.DataFrame
    below: pl.DataFrame


def rank_disagreement(portfolio: Portfolio, shown: pl.DataFrame, most: int = MOST_ACCOUNTS) -> RankDisagreement:
    """Compare the ranks of the active customers; `shown` (`account_id`): those to list, ranked among all.

    The level of S and A is as many places as accounts have these tiers by the cut. Customers of similar revenue: up to
    ten before and ten after by revenue.
    """
    ranked = _ranked(portfolio)
    level = int(ranked["cut_tier"].cast(pl.String).is_in(list(KEY_TIERS)).sum())
    listed = (
        ranked.join(shown.select("account_id"), on="account_id", how="semi", maintain_order="left")
        .with_columns(
            (pl.min_horizontal("rank", "revenue_rank") <= level).alias("key_level"),
            pl.col("places").abs().alias("distance"),
        )
        .sort("key_level", "distance", "revenue_rank", descending=[True, True, False])
    )
    columns = (
        "account_id", "tier", "name", "score", "revenue", "rank", "revenue_rank", "places", "group", "group_difference",
    )  # fmt: skip
    return RankDisagreement(
        above=listed.filter(pl.col("places") > 0).head(most).select(columns),
        below=listed.filter(pl.col("places") < 0).head(most).select(columns),
    )


def _ranked(portfolio: Portfolio) -> pl.DataFrame:
    """The active customers with a score, by both ranks, with the part that sets each apart."""
    accounts = portfolio.accounts.with_row_index("row").filter(
        pl.col("rank").is_not_null() & pl.col("score").is_not_null()
    )
    accounts = accounts.sort("revenue", "row", descending=[True, False]).with_columns(
        pl.int_range(1, pl.len() + 1).alias("revenue_rank")
    )
    accounts = accounts.with_columns((pl.col("revenue_rank") - pl.col("rank")).alias("places"))
    parts = _group_contributions(portfolio, accounts["row"].to_numpy())
    difference = parts - _mean_of_neighbours(parts)
    # Who ranks higher by score has more of some part, who ranks lower has less of one.
    way = np.where(accounts["places"].to_numpy() >= 0, 1.0, -1.0)
    best = np.argmax(difference * way[:, None], axis=1)
    return accounts.with_columns(
        pl.Series("group", [GROUPS[place] for place in best.tolist()], dtype=pl.String),
        pl.Series("group_difference", difference[np.arange(len(best)), best]),
    )


def _group_contributions(portfolio: Portfolio, rows: np.ndarray) -> np.ndarray:
    """Points that each part adds to the score of these rows; the parts add up to it."""
    points = portfolio.scores.contributions_of(rows)
    groups = np.array([[criterion.group == group for group in GROUPS] for criterion in portfolio.model.criteria])
    return points @ groups.astype(np.float64)


def _mean_of_neighbours(parts: np.ndarray) -> np.ndarray:
    """The mean of each row's neighbours before and after it, without itself; the row itself where it has none."""
    n = len(parts)
    sums = np.vstack([np.zeros((1, parts.shape[1])), np.cumsum(parts, axis=0)])
    first, last = np.maximum(np.arange(n) - NEIGHBOURS, 0), np.minimum(np.arange(n) + NEIGHBOURS + 1, n)
    count = (last - first - 1)[:, None]
    return np.where(count > 0, (sums[last] - sums[first] - parts) / np.maximum(count, 1), parts)
