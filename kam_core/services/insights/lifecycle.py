"""Insight `lifecycle`: accounts and revenue by stage, and what moved since the prior window (domain: lifecycle)."""

from __future__ import annotations

import polars as pl

from kam_core.insight.lifecycle.analysis import count_moves, funnel, transitions
from kam_core.insight.lifecycle.next_purchase import next_purchase_due
from kam_core.insight.lifecycle.stage_time import is_stuck, time_in_stage
from kam_core.measures.lifecycle.stage_history import stage_history
from kam_core.services.appraisal import in_unit_of
from kam_core.services.insights.insight import Insight, Recipe, Subject
from kam_core.vocabulary.enums import STAGES
from kam_core.vocabulary.message import Money

FIGURES = (
    *(f"{stage}_{kind}" for stage in STAGES for kind in ("accounts", "revenue")), "forward", "backward", "new", "stuck",
)  # fmt: skip
COLUMNS = ("account", "stage", "stage_then", "days_in_stage", "cycles", "next_purchase_due")


def lifecycle_insight(subject: Subject) -> Insight:
    """Accounts and revenue per stage, moves, and each account with its stage now and then.

    The moves are null without an earlier date. `days_in_stage` goes by month-ends; `next_purchase_due` is null
    without a usual gap, for prospects and for ended accounts.
    """
    view, then = subject.view, subject.then
    history = stage_history(in_unit_of(subject.dataset, view), view)
    accounts = subject.accounts.join(time_in_stage(history), on="account", how="left", maintain_order="left")
    figures: dict[str, object] = {}
    for row in funnel(accounts).iter_rows(named=True):
        figures[f"{row['stage']}_accounts"] = row["accounts"]
        figures[f"{row['stage']}_revenue"] = Money(row["revenue"])
    moved = None if then is None else count_moves(transitions(then.accounts, accounts))
    figures["forward"] = None if moved is None else moved.forward
    figures["backward"] = None if moved is None else moved.backward
    figures["new"] = None if moved is None else moved.new
    figures["stuck"] = accounts.select(is_stuck(view.lifecycle).sum()).item()
    before = pl.DataFrame(schema={"account": pl.Int64, "stage": pl.String}) if then is None else then.accounts
    listed = (
        accounts.join(
            before.select("account", pl.col("stage").alias("stage_then")), on="account", how="left",
            maintain_order="left",
        )
        .with_columns(next_purchase_due(view))
        .sort("account_id")
    )  # fmt: skip
    return Insight(
        figures,
        [
            {name: row["account_id"] if name == "account" else row[name] for name in COLUMNS}
            for row in listed.select("account_id", *COLUMNS[1:]).iter_rows(named=True)
        ],
    )


LIFECYCLE = Recipe("Where each account stands in its lifecycle", FIGURES, COLUMNS, lifecycle_insight)
