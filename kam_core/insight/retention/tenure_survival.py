"""How long accounts stay, by tier: Kaplan–Meier of the months from the first purchase on."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.insight.retention.survival_curve import share_after, survival_curve
from kam_core.vocabulary.enums import TIERS

MONTH_DAYS = 365.25 / 12
LEAST_ACCOUNTS = 5
"""Accounts of a tier from which it has a curve."""


def tenure_survival(now: pl.DataFrame, then: pl.DataFrame | None) -> Mapping[str, pl.DataFrame]:
    """Tier → `survival_curve` by whole months up to the longest tenure, for tiers with enough accounts that bought.

    now: `account`, `tier`, `stage`, `tenure_days`, `recency_days`; then: `account`, `tier` at the earlier date. An
    ended account left at its last purchase. The tier is that of the earlier date where there is one: who leaves loses
    its tier on the way, and the tier of today would blame the low tiers for all who left.
    """
    ended = (pl.col("stage") == "ended").fill_null(False)
    days = pl.col("tenure_days") - pl.when(ended).then("recency_days").otherwise(0)
    bought = now.filter(pl.col("tenure_days").is_not_null()).select(
        "account",
        pl.col("tier").cast(pl.String),
        (days / MONTH_DAYS).floor().cast(pl.Int64).alias("duration"),
        ended.alias("observed"),
    )
    if then is not None:
        bought = bought.join(
            then.select("account", pl.col("tier").cast(pl.String).alias("tier_then")), on="account", how="left"
        ).with_columns(pl.coalesce("tier_then", "tier").alias("tier"))
    by_tier = {tier: bought.filter(pl.col("tier") == tier) for tier in TIERS}
    return {tier: _curve(times) for tier, times in by_tier.items() if times.height >= LEAST_ACCOUNTS}


def _curve(times: pl.DataFrame) -> pl.DataFrame:
    """The curve with a last row at the longest tenure, at which nobody need have left."""
    curve, longest = survival_curve(times), times["duration"].to_numpy().max()
    if curve.height and curve["duration"][-1] == longest:
        return curve
    end = pl.DataFrame(
        {
            "duration": [int(longest)],
            "at_risk": [times.filter(pl.col("duration") == longest).height],
            "left": [0],
            "survival": [share_after(curve, float(longest))],
        },
        schema=curve.schema,
    )
    return pl.concat([curve, end])
