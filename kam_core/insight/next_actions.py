"""Find the next open action in the plan of each account."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.plan_status import done

NEXT_STEPS = {"account": pl.Int64, "next_step": pl.String, "due": pl.Int64}


def next_steps(plan: pl.DataFrame | None) -> pl.DataFrame:
    """`account`, `next_step`, `due` (day number or null): the open action that is due first, one row per account.

    An action that is overdue stays the next one until it is closed. Empty without a plan table.
    """
    if plan is None:
        return pl.DataFrame(schema=NEXT_STEPS)
    missing = [pl.lit(None, kind).alias(name) for name, kind in PLAN_EXTRAS.items() if name not in plan.columns]
    return (
        plan.with_columns(missing)
        .filter(~done())
        .sort("account", "due", "action", nulls_last=True)
        .unique("account", keep="first", maintain_order=True)
        .select("account", pl.col("action").alias("next_step"), "due")
    )


PLAN_EXTRAS: dict[str, pl.DataType] = {"due": pl.Int64(), "status": pl.String()}
"""Optional columns of the plan that this needs; absent ones count as not given."""
