"""Customer voice: satisfaction, NPS, open complaints, days since the last touch."""

from __future__ import annotations

import polars as pl

from kam_core.measures.account_totals import Ledger
from kam_core.vocabulary.calendar import day_number, month_start
from kam_core.vocabulary.dataset import Dataset

SURVEY_MONTHS = 12
PROMOTER_FROM = 9
DETRACTOR_TO = 6


def customer_voice(dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """`satisfaction` (mean of the last 12 months' surveys, 1–5), `nps` (−100…100), `open_complaints` (count).

    Accounts without a survey are unknown, not satisfied: satisfaction and nps are null for them.
    """
    feedback = dataset.tables.get("feedback")
    if feedback is None:
        return ledger.accounts.with_columns(
            pl.lit(None, pl.Float64).alias("satisfaction"),
            pl.lit(None, pl.Float64).alias("nps"),
            pl.lit(None, pl.Int64).alias("open_complaints"),
        )
    as_of = ledger.view.as_of_day
    past_feedback = feedback.filter(pl.col("date") <= as_of)
    since = day_number(month_start(ledger.view.last_month - SURVEY_MONTHS + 1))
    surveys = (
        past_feedback.filter((pl.col("kind") == "survey") & (pl.col("date") >= since))
        .group_by("account")
        .agg(
            pl.col("satisfaction").mean(),
            (
                100.0
                * (
                    (pl.col("nps") >= PROMOTER_FROM).mean() - (pl.col("nps") <= DETRACTOR_TO).mean()
                )
            ).alias("nps"),
        )
    )  # fmt: skip
    # A complaint that was closed after the as-of date was still open on it.
    still_open = pl.col("closed_on").is_null() | (pl.col("closed_on") > as_of)
    complaints = (
        past_feedback.filter(
            (pl.col("kind") == "complaint")
            & still_open
            & ((pl.col("status").fill_null("open") != "closed") | pl.col("closed_on").is_not_null())
        )
        .group_by("account")
        .agg(pl.len().cast(pl.Int64).alias("open_complaints"))
    )
    return (
        ledger.accounts.join(surveys, on="account", how="left", maintain_order="left")
        .join(complaints, on="account", how="left", maintain_order="left")
        .with_columns(pl.col("open_complaints").fill_null(0))
    )


def touch_recency(dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """`touch_recency_days` = as-of date − last touch; null where none is recorded."""
    touches = dataset.tables.get("touches")
    if touches is None:
        return ledger.accounts.with_columns(pl.lit(None, pl.Int64).alias("touch_recency_days"))
    as_of = ledger.view.as_of_day
    last = (
        touches.filter(pl.col("date") <= as_of)
        .group_by("account")
        .agg((as_of - pl.col("date").max()).alias("touch_recency_days"))
    )
    return ledger.accounts.join(last, on="account", how="left", maintain_order="left")
