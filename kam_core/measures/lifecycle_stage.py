"""Lifecycle stage of every account as of a date (domain: lifecycle)."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.enums import STAGE


@dataclass(frozen=True, slots=True)
class LifecyclePolicy:
    """The limits between stages; days, counts and ratios."""

    ended_days: int = 365
    ended_gaps: float = 3.0
    contract_grace_days: int = 90
    initial_tenure_days: int = 180
    initial_purchases: int = 2
    initial_recency_days: int = 180
    cooling_days: int = 60
    cooling_gaps: float = 2.0
    cooling_days_without_gap: int = 180
    cooling_growth: float = -0.30
    deepening_growth: float = 0.15
    deepening_tenure_days: int = 730


def silence_limit(policy: LifecyclePolicy | None = None) -> pl.Expr:
    """The days without a purchase after which an account cools: by its usual gap, where it has one."""
    rule, gap = policy or LifecyclePolicy(), pl.col("gap_days")
    return (
        pl.when(gap.is_null())
        .then(float(rule.cooling_days_without_gap))
        .otherwise(pl.max_horizontal(pl.lit(float(rule.cooling_days)), rule.cooling_gaps * gap))
    )


def with_stages(frame: pl.DataFrame, view: View, policy: LifecyclePolicy | None = None) -> pl.DataFrame:
    """The account frame with a `stage`: the first rule that applies, on measures as of the view's date."""
    rule = policy or LifecyclePolicy()
    recency, gap, growth = pl.col("recency_days"), pl.col("gap_days"), pl.col("growth")
    past_contract = view.as_of_day - pl.col("contract_end")
    silent = recency > pl.max_horizontal(pl.lit(float(rule.ended_days)), rule.ended_gaps * gap.fill_null(0.0))
    live_contract = (past_contract <= 0).fill_null(False)
    ran_out = ((past_contract > rule.contract_grace_days) & (recency > past_contract)).fill_null(False)
    young = (pl.col("tenure_days") < rule.initial_tenure_days) | (pl.col("purchases_total") <= rule.initial_purchases)
    shrinking = ((growth <= rule.cooling_growth) & (pl.col("purchases") < pl.col("purchases_prior"))).fill_null(False)
    new_enough = growth.is_null() & (pl.col("tenure_days") < rule.deepening_tenure_days)
    growing = (growth >= rule.deepening_growth) | new_enough
    stage = (
        pl.when(pl.col("purchases_total") == 0)
        .then(pl.lit("prospect"))
        .when((silent & ~live_contract) | ran_out)
        .then(pl.lit("ended"))
        .when(young & (recency <= rule.initial_recency_days))
        .then(pl.lit("initial"))
        .when((recency > silence_limit(rule)) | shrinking)
        .then(pl.lit("cooling"))
        .when(growing)
        .then(pl.lit("deepening"))
        .otherwise(pl.lit("mature"))
    )
    return frame.with_columns(stage.cast(STAGE).alias("stage"))
