"""Insight `lifecycle`: accounts and revenue by stage, and what moved since the prior window (domain: lifecycle)."""

from __future__ import annotations

import polars as pl

from kam_core.insight.lifecycle.analysis import count_moves, funnel, transitions
from kam_core.services.insights.insight import Insight, Recipe, Subject
from kam_core.vocabulary.enums import STAGES
from kam_core.vocabulary.message import Money

FIGURES = (
    *(f"{stage}_{kind}" for stage in STAGES for kind in ("accounts", "revenue")), "forward", "backward", "new", "stuck",
)  # fmt: skip
COLUMNS = ("account", "stage", "stage_then", "days_in_stage", "cycles", "next_purchase_due")


def lifecycle_insight(subject: Subject) -> Insight:
    """Accounts and revenue per stage, moves, and each account with its stage now and then.

    The moves are null without an earlier date. Time in the stage, being stuck and the next purchase are not computed
    yet: null.
    """
    accounts, then = subject.accounts, subject.then
    figures: dict[str, object] = {}
    for row in funnel(accounts).iter_rows(named=True):
        figures[f"{row['stage']}_accounts"] = row["accounts"]
        figures[f"{row['stage']}_revenue"] = Money(row["revenue"])
    moved = None if then is None else count_moves(transitions(then.accounts, accounts))
    figures["forward"] = None if moved is None else moved.forward
    figures["backward"] = None if moved is None else moved.backward
    figures["new"] = None if moved is None else moved.new
    figures["stuck"] = None
    before = pl.DataFrame(schema={"account": pl.Int64, "stage": pl.String}) if then is None else then.accounts
    listed = accounts.join(
        before.select("account", pl.col("stage").alias("stage_then")), on="account", how="left", maintain_order="left"
    ).sort("account_id")
    return Insight(
        figures,
        [
            {
                "account": row["account_id"],
                "stage": row["stage"],
                "stage_then": row["stage_then"],
                "days_in_stage": None,
                "cycles": row["cycles"],
                "next_purchase_due": None,
            }
            for row in listed.select("account_id", "stage", "stage_then", "cycles").iter_rows(named=True)
        ],
    )


LIFECYCLE = Recipe("Where each account stands in its lifecycle", FIGURES, COLUMNS, lifecycle_insight)
