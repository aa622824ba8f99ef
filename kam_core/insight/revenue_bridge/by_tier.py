"""Bridge by tier: revenue of each tier before and now, with what moved in from other tiers and out to them."""

from __future__ import annotations

import polars as pl

from kam_core.insight.revenue_bridge.changes import GROWN, KINDS, SHRUNK, UNCHANGED
from kam_core.insight.revenue_bridge.retention import Retention, retention
from kam_core.vocabulary.enums import TIERS

MOVED_IN, MOVED_OUT = "moved_in", "moved_out"
TIER_STEPS = (*KINDS, MOVED_IN, MOVED_OUT)
STAYING = (GROWN, SHRUNK, UNCHANGED)
"""Kinds of accounts that bought in both windows: where these change tier, they move."""


def with_tier_before(changes: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """`account_changes` with `tier_before`, null for an account that had none.

    earlier: the portfolio frame at the end of the prior window under today's model (`account`, `tier`).
    """
    then = earlier.select("account", pl.col("tier").cast(pl.String).alias("tier_before"))
    return changes.join(then, on="account", how="left", maintain_order="left")


def bridge_by_tier(changes: pl.DataFrame) -> pl.DataFrame:
    """`tier`, `before`, the `TIER_STEPS` (signed) and `now` in ten-thousandths, one row per tier that occurs; a null
    tier holds the accounts without one.

    changes: `with_tier_before`. before counts an account in its tier then, now in its tier now; before + Σ steps = now
    in every row. An account in both tiers with the same letter is in the step of its kind. One that is new, won back or
    lost is there as well: with its revenue before in the earlier tier and its revenue now in the present one. Others
    that changed tier move out with all of their revenue before, and in with all of it now.
    """
    rows = changes.select("kind", "before", "now", "tier_before", tier_now=pl.col("tier").cast(pl.String))
    # An account that was not known then comes in with the tier that it has now.
    then = pl.when((pl.col("before") == 0) & pl.col("tier_before").is_null()).then("tier_now").otherwise("tier_before")
    rows = rows.with_columns(then.alias("tier_before"))
    moved = pl.col("kind").is_in(list(STAYING)) & pl.col("tier_before").ne_missing(pl.col("tier_now"))
    parts = pl.concat(
        [
            rows.select(
                tier="tier_before", step=pl.when(moved).then(pl.lit(MOVED_OUT)).otherwise("kind"),
                before="before", now=pl.lit(0, pl.Int64),
            ),
            rows.select(
                tier="tier_now", step=pl.when(moved).then(pl.lit(MOVED_IN)).otherwise("kind"),
                before=pl.lit(0, pl.Int64), now="now",
            ),
        ]
    )  # fmt: skip
    sums = parts.group_by("tier").agg(
        pl.col("before").sum(),
        *((pl.col("now") - pl.col("before")).filter(pl.col("step") == step).sum().alias(step) for step in TIER_STEPS),
        pl.col("now").sum(),
    )
    order = {tier: place for place, tier in enumerate(TIERS)}
    return sums.sort(pl.col("tier").replace_strict(order, default=len(TIERS), return_dtype=pl.Int64), "tier")


def retention_by_tier(changes: pl.DataFrame) -> dict[str, Retention]:
    """Retention of the accounts of each tier before, for tiers with revenue above 0 then."""
    found = {tier: retention(changes.filter(pl.col("tier_before").cast(pl.String) == tier)) for tier in TIERS}
    return {tier: one for tier, one in found.items() if one.accounts}
