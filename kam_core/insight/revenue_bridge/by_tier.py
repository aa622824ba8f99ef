"""Bridge by tier: revenue of each tier before and now, with what moved in from other tiers and out to them."""

from __future__ import annotations

import polars as pl

from kam_core.insight.revenue_bridge.changes import KINDS
from kam_core.insight.revenue_bridge.retention import Retention, retention
from kam_core.vocabulary.enums import TIERS

MOVED_IN, MOVED_OUT = "moved_in", "moved_out"
TIER_STEPS = (*KINDS, MOVED_IN, MOVED_OUT)


def with_tier_before(changes: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """`account_changes` with `tier_before`, null for an account that had none.

    earlier: the portfolio frame at the end of the prior window under today's model (`account`, `tier`).
    """
    then = earlier.select("account", pl.col("tier").cast(pl.String).alias("tier_before"))
    return changes.join(then, on="account", how="left", maintain_order="left")


def bridge_by_tier(changes: pl.DataFrame) -> pl.DataFrame:
    """`tier`, `before`, the `TIER_STEPS` (signed) and `now` in ten-thousandths, one row per tier with an amount; a null
    tier holds the accounts without one.

    changes: `with_tier_before`. before counts an account in its tier then, now in its tier now; before + Σ steps = now
    in every row. An account's change is in the step of its kind in the tier then, or now where it had none yet;
    the others that changed tier move out of it with their revenue now, and into the other: a kind adds up to the step
    of the whole bridge, and what moves adds up to nothing.
    """
    no_tier_yet = (pl.col("before") == 0) & pl.col("tier_before").is_null()
    rows = changes.with_columns(tier_now=pl.col("tier").cast(pl.String)).select(
        "kind", "before", "now", "tier_now", then=pl.when(no_tier_yet).then("tier_now").otherwise("tier_before")
    )
    moved = rows.filter(pl.col("then").ne_missing(pl.col("tier_now")))
    parts = pl.concat(
        [
            rows.select(tier="then", step="kind", before="before", change=pl.col("now") - pl.col("before")),
            moved.select(tier="then", step=pl.lit(MOVED_OUT), before=0 * pl.col("now"), change=-pl.col("now")),
            moved.select(tier="tier_now", step=pl.lit(MOVED_IN), before=0 * pl.col("now"), change="now"),
        ]
    )
    sums = parts.group_by("tier").agg(
        pl.col("before").sum(),
        *(pl.col("change").filter(pl.col("step") == step).sum().alias(step) for step in TIER_STEPS),
        (pl.col("before") + pl.col("change")).sum().alias("now"),
    )
    order = {tier: place for place, tier in enumerate(TIERS)}
    return sums.filter(pl.any_horizontal(pl.exclude("tier") != 0)).sort(
        pl.col("tier").replace_strict(order, default=len(TIERS), return_dtype=pl.Int64), "tier"
    )


def retention_by_tier(changes: pl.DataFrame) -> dict[str, Retention]:
    """Retention of the accounts of each tier before, for tiers with revenue above 0 then."""
    found = {tier: retention(changes.filter(pl.col("tier_before").cast(pl.String) == tier)) for tier in TIERS}
    return {tier: one for tier, one in found.items() if one.accounts}
