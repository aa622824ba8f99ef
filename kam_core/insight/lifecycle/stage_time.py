"""Time in stage: how long each account has been where it is, and who is stuck there."""

from __future__ import annotations

import numpy as np
import polars as pl

from kam_core.measures.lifecycle.policy import LifecyclePolicy
from kam_core.measures.lifecycle.stage_history import UNKNOWN, StageHistory
from kam_core.measures.money_at_stake import stake


def time_in_stage(history: StageHistory) -> pl.DataFrame:
    """`account`, `days_in_stage`: days from the first month-end that showed today's stage without a break to the last
    date of the history; accounts not known at that date are left out."""
    stages = history.stages
    if not history.views:
        return pl.DataFrame(schema={"account": pl.Int64, "days_in_stage": pl.Int64})
    days = np.array([view.as_of_day for view in history.views], np.int64)
    changed = stages != stages[:, -1:]
    # Place of the last date with another stage; -1 where there was none.
    last_other = np.where(changed.any(axis=1), changed.shape[1] - 1 - changed[:, ::-1].argmax(axis=1), -1)
    known = np.flatnonzero(stages[:, -1] != UNKNOWN)
    return pl.DataFrame({"account": known, "days_in_stage": days[-1] - days[last_other[known] + 1]})


def is_stuck(rules: LifecyclePolicy) -> pl.Expr:
    """Whether an account with `days_in_stage` is longer in its stage than the rules let it be: it should have gone on
    from initial to deepening, or come back from cooling."""
    limits = {"initial": rules.stuck_initial_days, "cooling": rules.stuck_cooling_days}
    stage, days = pl.col("stage").cast(pl.String), pl.col("days_in_stage")
    return pl.any_horizontal((stage == name) & (days > limit) for name, limit in limits.items()).fill_null(False)


def stuck_accounts(accounts: pl.DataFrame, history: StageHistory, rules: LifecyclePolicy) -> pl.DataFrame:
    """The accounts that are stuck, the most money at stake first (ten-thousandths)."""
    return (
        accounts.join(time_in_stage(history), on="account", how="left", maintain_order="left")
        .filter(is_stuck(rules))
        .with_columns(stake())
        .sort("stake", "account", descending=[True, False])
        .select("account_id", "name", "tier", "stage", "days_in_stage", "purchases_total", "stake", "owner")
    )


def stage_times(accounts: pl.DataFrame, history: StageHistory, rules: LifecyclePolicy) -> pl.DataFrame:
    """`stage`, `accounts`, `median_days` (in the stage, whole days), `stuck`: the stages with accounts, in lifecycle
    order."""
    return (
        accounts.join(time_in_stage(history), on="account", how="left", maintain_order="left")
        .group_by("stage")
        .agg(
            pl.len().cast(pl.Int64).alias("accounts"),
            pl.col("days_in_stage").median().round().cast(pl.Int64).alias("median_days"),
            is_stuck(rules).sum().cast(pl.Int64).alias("stuck"),
        )
        .sort("stage")
    )
