"""Movement on the account matrix: where an account was at the earlier date, and where it is now."""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from kam_core.insight.account_matrix.axes import EDGES, Axis

MOST_MOVES = 30
SHOWN = ("account_id", "tier", "name", "revenue")


@dataclass(frozen=True, slots=True)
class Movement:
    """Moves to draw: `SHOWN`, `x_then`, `y_then`, `x`, `y` and `distance`, the farthest first; at most 30.

    left_out: accounts that moved less; unmoved: those in the same place; unknown: customers that lack one of the four
    values, or have one at zero or below on a logarithmic axis.
    """

    moves: pl.DataFrame
    left_out: int
    unmoved: int
    unknown: int


def movement(
    shown: pl.DataFrame, places: pl.DataFrame, earlier: pl.DataFrame, x: Axis, y: Axis, most: int = MOST_MOVES
) -> Movement:
    """The largest movers among the accounts that ever bought.

    places, earlier: `account`, `x`, `y` now and then (`axes.place`). A distance of 1 is the whole width or height of
    the picture, where both axes count alike; money is measured by its ratio, as it is drawn.
    """
    bought = shown.filter(pl.col("stage") != "prospect")
    then = earlier.rename({"x": "x_then", "y": "y_then"})
    placed = (
        bought.select(*SHOWN, "account")
        .join(places, on="account", how="left", maintain_order="left")
        .join(then, on="account", how="left", maintain_order="left")
    )
    drawn = [(name, axis) for axis, names in ((x, ("x", "x_then")), (y, ("y", "y_then"))) for name in names]
    known = placed.filter(
        *(pl.col(name).is_not_null() & (pl.col(name) > 0 if axis.logarithmic else pl.lit(True)) for name, axis in drawn)
    ).with_columns(pl.col(name).clip(*EDGES[axis.name]) for name, axis in drawn if axis.name in EDGES)
    moved = known.with_columns(_distance(known, x, y)).filter(pl.col("distance") > 0)
    largest = moved.sort("distance", "revenue", "account", descending=[True, True, False]).head(most)
    return Movement(
        moves=largest.drop("account"),
        left_out=moved.height - largest.height,
        unmoved=known.height - moved.height,
        unknown=placed.height - known.height,
    )


def _distance(known: pl.DataFrame, x: Axis, y: Axis) -> pl.Expr:
    steps = [_step(known, name, axis) for name, axis in (("x", x), ("y", y))]
    return (steps[0] ** 2 + steps[1] ** 2).sqrt().alias("distance")


def _step(known: pl.DataFrame, name: str, axis: Axis) -> pl.Expr:
    """The move along an axis as a part of the range of its values at both dates."""
    values = pl.concat([known[name], known[f"{name}_then"].alias(name)])
    low, high = values.min(), values.max()
    if not isinstance(low, float) or not isinstance(high, float) or low == high:
        return pl.lit(0.0)
    if axis.logarithmic:
        return (pl.col(name) / pl.col(f"{name}_then")).log() / math.log(high / low)
    return (pl.col(name) - pl.col(f"{name}_then")) / (high - low)
