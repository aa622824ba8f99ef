"""Nine boxes: accounts and revenue by two boundaries on each of two axes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.insight.account_matrix.axes import AHEAD, REALISED
from kam_core.scoring.box_cuts import THIRDS

Boundaries = tuple[float, float]
DIGITS = 3
"""Significant digits of a proposed boundary."""


@dataclass(frozen=True, slots=True)
class AxisBoundaries:
    """Low and high boundary of an axis, in its unit; a value equal to a boundary is in the higher third.

    saved: whether people decided on them; else they are the model's or proposed from the active customers.
    """

    low: float
    high: float
    saved: bool


def proposed_boundaries(values: pl.Series) -> Boundaries | None:
    """The terciles of these values, in round numbers; None where values are missing or too alike to divide."""
    known = values.drop_nulls()
    low, high = (known.quantile(part, "linear") for part in (1 / 3, 2 / 3))
    if low is None or high is None:
        return None
    low, high = _rounded(low), _rounded(high)
    return (low, high) if low < high else None


def boundaries_in_force(
    axis: str, saved: Mapping[str, Boundaries], of_model: Boundaries | None, active: pl.Series
) -> AxisBoundaries | None:
    """The saved boundaries of an axis, else those of the model (realised and potential points), else terciles.

    active: the values of the active customers on the axis. None where nothing can be proposed.
    """
    if axis in saved:
        return AxisBoundaries(*saved[axis], saved=True)
    found = (of_model or THIRDS) if axis in (REALISED, AHEAD) else proposed_boundaries(active)
    return None if found is None else AxisBoundaries(*found, saved=False)


def with_boxes(shown: pl.DataFrame, places: pl.DataFrame, x: AxisBoundaries, y: AxisBoundaries) -> pl.DataFrame:
    """The accounts that ever bought and have both values, with `x_third` and `y_third` (0 low, 1 middle, 2 high)."""
    placed = shown.filter(pl.col("stage") != "prospect").join(places, on="account", how="inner", maintain_order="left")
    known = placed.filter(pl.col("x").is_not_null() & pl.col("y").is_not_null())
    thirds = [_third(name, axis).alias(f"{name}_third") for name, axis in (("x", x), ("y", y))]
    return known.with_columns(thirds).drop("x", "y")


def box_counts(boxed: pl.DataFrame) -> pl.DataFrame:
    """`x_third`, `y_third`, `accounts`, `revenue` (ten-thousandths): all nine boxes of accounts `with_boxes`."""
    counts = boxed.group_by("x_third", "y_third").agg(
        pl.len().cast(pl.Int64).alias("accounts"), pl.col("revenue").sum()
    )
    boxes = pl.DataFrame({"x_third": [0, 1, 2]}).join(pl.DataFrame({"y_third": [0, 1, 2]}), how="cross")
    return (
        boxes.join(counts, on=["x_third", "y_third"], how="left", maintain_order="left")
        .with_columns(pl.col("accounts", "revenue").fill_null(0))
        .sort("y_third", "x_third")
    )


def in_box(boxed: pl.DataFrame, box: tuple[int, int]) -> pl.DataFrame:
    """The accounts of one box (third on the x axis, third on the y axis) of accounts `with_boxes`."""
    return boxed.filter(pl.col("x_third") == box[0], pl.col("y_third") == box[1]).drop("x_third", "y_third")


def _third(column: str, axis: AxisBoundaries) -> pl.Expr:
    place = pl.col(column)
    return pl.when(place >= axis.high).then(2).when(place >= axis.low).then(1).otherwise(0).cast(pl.Int64)


def _rounded(value: float) -> float:
    return 0.0 if value == 0 else round(value, DIGITS - 1 - math.floor(math.log10(abs(value))))
