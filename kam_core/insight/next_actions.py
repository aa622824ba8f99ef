"""Find the next step of each account: the open action of its plan, or what the attention list says."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.optional_columns import with_optional
from kam_core.vocabulary.plan_status import done

NEXT_STEPS = {"account": pl.Int64, "next_step": pl.String, "due": pl.Int64}


def next_steps(plan: pl.DataFrame | None) -> pl.DataFrame:
    """`account`, `next_step`, `due` (day number or null): the open action that is due first, one row per account.

    An action that is overdue stays the next one until it is closed. Empty without a plan table.
    """
    if plan is None:
        return pl.DataFrame(schema=NEXT_STEPS)
    return (
        with_optional(plan, PLAN_EXTRAS)
        .filter(~done())
        .sort("account", "due", "action", nulls_last=True)
        .unique("account", keep="first", maintain_order=True)
        .select("account", pl.col("action").alias("next_step"), "due")
    )


def with_listed(steps: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """The agreed steps, with the step and the due day of the attention list (the same columns) for its accounts."""
    typed = listed.select(pl.col(name).cast(kind) for name, kind in NEXT_STEPS.items())
    return pl.concat([typed, steps.join(typed, on="account", how="anti")]).sort("account")


PLAN_EXTRAS: dict[str, pl.DataType] = {"due": pl.Int64(), "status": pl.String()}
"""Optional columns of the plan that this needs; absent ones count as not given."""
