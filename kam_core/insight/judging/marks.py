"""Marks of each account and criterion: the latest, their age, who differs, and all that came before."""

from __future__ import annotations

import polars as pl

from kam_core.measures.latest_assessments import latest_marks
from kam_core.vocabulary.calendar import date_of, day_number, month_end, month_number, month_start

OLD_MONTHS = 12
"""A mark older than this is to be given again (months)."""
DISAGREES_FROM = 2.0
"""Difference between two assessors' latest marks from which they should talk (points of the scale 1–5)."""
MARK_COLUMNS = ("account", "criterion", "score", "day", "days", "is_old", "low", "high", "disagrees")


def current_marks(assessments: pl.DataFrame, today: int, old_months: int = OLD_MONTHS) -> pl.DataFrame:
    """One row per account and criterion with `MARK_COLUMNS`.

    score: the mean of the latest day's marks (1–5); day: its number, null where not known; days: since then; is_old:
    older than `old_months`, or without a day; low, high: the lowest and highest of the assessors' latest marks;
    disagrees: they differ by two or more.
    """
    known = up_to(assessments, today)
    latest = latest_marks(known, today).with_columns(pl.when(pl.col("day") >= 0).then("day").alias("day"))
    apart = latest_by_assessor(known).group_by("account", "criterion").agg(
        pl.col("score").min().alias("low"), pl.col("score").max().alias("high")
    )  # fmt: skip
    return (
        latest.join(apart, on=("account", "criterion"), how="left", maintain_order="left")
        .with_columns(
            (today - pl.col("day")).alias("days"),
            (pl.col("day") < _months_before(today, old_months)).fill_null(True).alias("is_old"),
            (pl.col("high") - pl.col("low") >= DISAGREES_FROM).alias("disagrees"),
        )
        .select(MARK_COLUMNS)
    )


def up_to(assessments: pl.DataFrame, today: int) -> pl.DataFrame:
    """The marks given up to a day, with those without a day; criteria as text, days as numbers."""
    return assessments.filter(pl.col("assessed_on").is_null() | (pl.col("assessed_on") <= today)).with_columns(
        pl.col("criterion").cast(pl.String), pl.col("score").cast(pl.Float64), pl.col("assessed_on").cast(pl.Int64)
    )


def latest_by_assessor(assessments: pl.DataFrame) -> pl.DataFrame:
    """The latest mark of each assessor on each account and criterion; marks without an assessor count as one person."""
    return assessments.sort("assessed_on", nulls_last=False, maintain_order=True).unique(
        ["account", "criterion", "assessor"], keep="last", maintain_order=True
    )


def mark_history(assessments: pl.DataFrame, account: int, today: int) -> pl.DataFrame:
    """All marks of an account, the newest first: `criterion`, `score`, `assessed_on`, `assessor`, `evidence`."""
    own = up_to(assessments.filter(pl.col("account") == account), today)
    return own.sort("assessed_on", descending=True, nulls_last=True, maintain_order=True).select(
        "criterion", "score", "assessed_on", "assessor", "evidence"
    )


def _months_before(today: int, months: int) -> int:
    """The day number of the same day some months before, of the last day of a shorter month."""
    date = date_of(today)
    month = month_number(date) - months
    return day_number(month_start(month).replace(day=min(date.day, month_end(month).day)))
