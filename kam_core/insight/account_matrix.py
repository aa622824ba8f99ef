"""Account matrices: value × potential, revenue × margin rate, and the nine-box grid."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.scoring.box_cuts import THIRDS
from kam_core.vocabulary.money import MONEY_SCALE

MOST_POINTS = 500
RATE_LIMIT = 1.0
"""Margin rates beyond ±100 % are drawn at the edge, so that outliers do not flatten the others."""
SHOWN = ("account_id", "name", "tier", "value_class", "stage", "revenue", "margin_rate")


@dataclass(frozen=True)
class Matrix:
    """Points to draw: `SHOWN`, `x` and `y`, the largest revenue first; at most 500.

    left_out: accounts that have both values but are not among the largest; unknown: buyers that lack one.
    """

    points: pl.DataFrame
    left_out: int
    unknown: int


def value_matrix(shown: pl.DataFrame, most: int = MOST_POINTS) -> Matrix:
    """Realised points (x) against potential points (y) of the accounts that ever bought."""
    return _matrix(
        shown.filter(pl.col("value_class").is_not_null()), pl.col("realised_points"), pl.col("potential_points"), most
    )


def margin_matrix(shown: pl.DataFrame, most: int = MOST_POINTS) -> Matrix:
    """Revenue in currency units (x) against margin rate (y, clipped to ±100 %) of the buyers of the window."""
    return _matrix(
        shown.filter(pl.col("revenue") > 0),
        pl.col("revenue") / float(MONEY_SCALE),
        pl.col("margin_rate").clip(-RATE_LIMIT, RATE_LIMIT),
        most,
    )


def _matrix(accounts: pl.DataFrame, x: pl.Expr, y: pl.Expr, most: int) -> Matrix:
    placed = accounts.select(*SHOWN, "account", x.alias("x"), y.alias("y"))
    known = placed.filter(pl.col("x").is_not_null() & pl.col("y").is_not_null())
    points = known.sort("revenue", "account", descending=[True, False]).head(most).drop("account")
    return Matrix(points, known.height - points.height, placed.height - known.height)


def portfolio_margin_rate(accounts: pl.DataFrame) -> float | None:
    """Margin over the revenue of lines with a margin; None without any or where that revenue is not above 0."""
    known = accounts.filter(pl.col("margin").is_not_null())
    revenue = int(known["costed_revenue"].sum())
    return int(known["margin"].sum()) / revenue if revenue > 0 else None


def nine_box(shown: pl.DataFrame, cuts: tuple[float, float] | None = None) -> pl.DataFrame:
    """`realised_third`, `potential_third` (0 low, 1 middle, 2 high), `accounts`, `revenue`: all nine boxes.

    cuts: points between low, middle and high; None: thirds. A value equal to a cut belongs to the higher class.
    """
    low, high = cuts or THIRDS
    thirds = [
        pl.when(pl.col(points) >= high).then(2).when(pl.col(points) >= low).then(1).otherwise(0)
        .cast(pl.Int64).alias(name)
        for points, name in (("realised_points", "realised_third"), ("potential_points", "potential_third"))
    ]  # fmt: skip
    known = shown.filter(
        pl.col("value_class").is_not_null()
        & pl.col("realised_points").is_not_null()
        & pl.col("potential_points").is_not_null()
    )
    counts = (
        known.with_columns(thirds)
        .group_by("realised_third", "potential_third")
        .agg(pl.len().cast(pl.Int64).alias("accounts"), pl.col("revenue").sum())
    )
    boxes = pl.DataFrame({"realised_third": [0, 1, 2]}).join(pl.DataFrame({"potential_third": [0, 1, 2]}), how="cross")
    return (
        boxes.join(counts, on=["realised_third", "potential_third"], how="left", maintain_order="left")
        .with_columns(pl.col("accounts", "revenue").fill_null(0))
        .sort("potential_third", "realised_third")
    )
