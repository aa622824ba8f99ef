"""Value class of an account: whale, cash whale, one-off whale, rising or small fish (domain: value class)."""

from __future__ import annotations

import numpy as np
import polars as pl

from kam_core.scoring.model.model import Model
from kam_core.scoring.score import Utilities, group_points
from kam_core.vocabulary.enums import VALUE_CLASS

FULL_YEARS = 5
"""Twelve-month windows with purchases, of the last five, that an evergreen account has."""
LEAST_REGULARITY = 0.8


def value_classes(frame: pl.DataFrame, matrix: Utilities, model: Model) -> pl.DataFrame:
    """`realised_points`, `potential_points` (0–100), `value_class` and `evergreen`, one row per account of the frame.

    R = points of the realised group, P = mean of the potential and influence groups (of those that have data). The
    class is null for accounts that never bought. A one-off whale failed the check of recurring purchasing; where that
    is unknown it is none. evergreen: purchases in each of the last five twelve-month windows and a regularity of at
    least 0.8, at any size.
    """
    realised = group_points(matrix, model, ("realised",))
    ahead = np.column_stack([group_points(matrix, model, (group,)) for group in ("potential", "influence")])
    known = ~np.isnan(ahead)
    count = known.sum(axis=1)
    potential = np.where(count > 0, np.where(known, ahead, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)
    r_high = pl.col("realised_points") >= model.class_cut
    p_high = (pl.col("potential_points") >= model.class_cut).fill_null(False)
    return (
        frame.select("account", "recurring", "purchases_total", "continuity", "cycles", "regularity")
        .with_columns(
            pl.Series("realised_points", realised, nan_to_null=True),
            pl.Series("potential_points", potential, nan_to_null=True),
        )
        .select(
            "realised_points",
            "potential_points",
            pl.when(pl.col("purchases_total") == 0)
            .then(None)
            .when(r_high & ~pl.col("recurring").fill_null(True))
            .then(pl.lit("one_off_whale"))
            .when(r_high & p_high)
            .then(pl.lit("whale"))
            .when(r_high)
            .then(pl.lit("cash_whale"))
            .when(p_high)
            .then(pl.lit("rising_fish"))
            .otherwise(pl.lit("small_fish"))
            .cast(VALUE_CLASS)
            .alias("value_class"),
            # Continuity is full years (at most five) plus cycles.
            ((pl.col("continuity") - pl.col("cycles") >= FULL_YEARS) & (pl.col("regularity") >= LEAST_REGULARITY))
            .fill_null(False)
            .alias("evergreen"),
        )
    )
