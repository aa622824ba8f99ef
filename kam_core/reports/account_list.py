"""Account list for export: one row per account with everything that decided its tier."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.scoring.tiering.reason import tier_reason
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.money import MONEY_SCALE


def account_list(portfolio: Portfolio, say: Callable[[Message], str] = str) -> pl.DataFrame:
    """`account`, `name`, who it is, all measures (money in currency units), `score`, `coverage`, one
    `contribution_…` per criterion, `rank`, `tier`, `tier_by_score`, `held_back_by` (gates), `equal_at_cut`,
    `being_built_up`, `key`, `provisional`, `reason`, `prospect_points`, `realised_points`, `potential_points`,
    `value_class`, `evergreen`, `lifecycle_stage`, `stake` (currency units).

    `say` turns the reason into the reader's language.
    """
    accounts = portfolio.accounts
    measures = [
        (pl.col(name) / float(MONEY_SCALE)).round(4).alias(name) if measure.kind is Kind.MONEY else pl.col(name)
        for name, measure in MEASURES.items()
    ]
    contributions = [
        pl.Series(f"contribution_{criterion.name}", portfolio.scores.contributions[:, place])
        for place, criterion in enumerate(portfolio.model.criteria)
    ]
    reasons = [say(tier_reason(portfolio, row)) for row in range(accounts.height)]
    return accounts.select(
        pl.col("account_id").alias("account"),
        "name",
        "owner",
        "region",
        "industry",
        pl.col("contract_end").cast(pl.Int32).cast(pl.Date),
        *measures,
        "score",
        "coverage",
        *contributions,
        "rank",
        "tier",
        pl.col("cut_tier").alias("tier_by_score"),
        pl.col("held_back_by").list.join(", "),
        "equal_at_cut",
        pl.col("invest").alias("being_built_up"),
        is_key().alias("key"),
        "provisional",
        pl.Series("reason", reasons, dtype=pl.String),
        "prospect_points",
        "realised_points",
        "potential_points",
        "value_class",
        "evergreen",
        pl.col("stage").alias("lifecycle_stage"),
        (stake() / float(MONEY_SCALE)).round(4),
    )
