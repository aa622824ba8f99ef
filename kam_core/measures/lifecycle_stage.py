"""Lifecycle stage of every account as of a date (domain: lifecycle)."""

from __future__ import annotations

import polars as pl

from kam_core.measures.lifecycle.life_signs import COMPARED, LifeSigns
from kam_core.measures.lifecycle.policy import DEFAULT_POLICY, LifecyclePolicy
from kam_core.measures.view import View
from kam_core.vocabulary.enums import STAGE

__all__ = ["LifecyclePolicy", "silence_limit", "with_stages"]

NO_SIGNS = LifeSigns()
YEAR_MONTHS = 12


def silence_limit(policy: LifecyclePolicy | None = None) -> pl.Expr:
    """The days without a purchase after which an account cools: by its usual gap, where it has one."""
    rule, gap = policy or DEFAULT_POLICY, pl.col("gap_days")
    return (
        pl.when(gap.is_null())
        .then(float(rule.cooling_days_without_gap))
        .otherwise(pl.max_horizontal(pl.lit(float(rule.cooling_days)), rule.cooling_gaps * gap))
    )


def with_stages(frame: pl.DataFrame, view: View, signs: LifeSigns = NO_SIGNS) -> pl.DataFrame:
    """The account frame with a `stage`: a manual one, else the first rule of the view's policy that applies, on
    measures as of its date."""
    known = frame if signs.compared is None else frame.drop(COMPARED).join(
        signs.compared, on="account", how="left", maintain_order="left"
    )  # fmt: skip
    if signs.contracts is not None:
        known = known.join(signs.contracts, on="account", how="left", maintain_order="left").with_columns(
            pl.max_horizontal("contract_end", "contracted_until").alias("contract_end")
        )
    stage = known.select(_stage(view, signs).cast(STAGE).alias("stage"))["stage"]
    staged = frame.with_columns(stage)
    if signs.manual is None or signs.manual.is_empty():
        return staged
    manual = signs.manual.select("account", "manual_stage")
    return (
        staged.join(manual, on="account", how="left", maintain_order="left")
        .with_columns(pl.coalesce("manual_stage", "stage").alias("stage"))
        .drop("manual_stage")
    )


def _stage(view: View, signs: LifeSigns) -> pl.Expr:
    """The stage by rule, as a text."""
    rule = view.lifecycle
    recency, gap, growth = pl.col("recency_days"), pl.col("gap_days"), pl.col("growth")
    past_contract = view.as_of_day - pl.col("contract_end")
    open_deal, off_season = _among(signs.open_deal), _among(signs.off_season)
    silent = recency > pl.max_horizontal(pl.lit(float(rule.ended_days)), rule.ended_gaps * gap.fill_null(0.0))
    lives = (past_contract <= 0).fill_null(False) | open_deal
    ran_out = ((past_contract > rule.contract_grace_days) & (recency > past_contract)).fill_null(False) & ~open_deal
    young = (pl.col("tenure_days") < rule.initial_tenure_days) | (pl.col("purchases_total") <= rule.initial_purchases)
    shrinking = ((growth <= rule.cooling_growth) & (pl.col("purchases") < pl.col("purchases_prior"))).fill_null(False)
    window = rule.window_months or view.window_months
    if window is not None and window < YEAR_MONTHS and view.prior_months is None:
        # A window and the one directly before are different seasons.
        shrinking = shrinking & ~off_season
    new_enough = growth.is_null() & (pl.col("tenure_days") < rule.deepening_tenure_days)
    growing = (growth >= rule.deepening_growth) | new_enough
    return (
        pl.when(pl.col("purchases_total") == 0)
        .then(pl.lit("prospect"))
        .when((silent & ~lives) | ran_out)
        .then(pl.lit("ended"))
        .when(young & (recency <= rule.initial_recency_days))
        .then(pl.lit("initial"))
        .when(((recency > silence_limit(rule)) & ~off_season & ~open_deal) | shrinking)
        .then(pl.lit("cooling"))
        .when(growing)
        .then(pl.lit("deepening"))
        .otherwise(pl.lit("mature"))
    )


def _among(accounts: pl.Series | None) -> pl.Expr:
    return pl.lit(False) if accounts is None else pl.col("account").is_in(accounts.implode())
