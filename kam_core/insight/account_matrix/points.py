"""Points of the account matrix: the accounts that ever bought on two axes, at most 500."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.account_matrix.axes import EDGES, Axis

MOST_POINTS = 500
SHOWN = ("account_id", "name", "tier", "value_class", "stage", "revenue", "margin_rate")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Points to draw: `SHOWN`, `x` and `y`, the largest revenue first; at most 500.

    left_out: accounts that have both values but are not among the largest; unknown: customers that lack a value;
    off_scale: those at zero or below on a logarithmic axis; at_edge: points drawn at the edge of their axis; prospects:
    accounts that never bought, which have no place.
    """

    points: pl.DataFrame
    left_out: int
    unknown: int
    off_scale: int
    at_edge: int
    prospects: int


def matrix(shown: pl.DataFrame, places: pl.DataFrame, x: Axis, y: Axis, most: int = MOST_POINTS) -> Matrix:
    """The points of these accounts; `places` are `account`, `x` and `y` (`axes.place`)."""
    bought = shown.filter(pl.col("stage") != "prospect")
    placed = bought.select(*SHOWN, "account").join(places, on="account", how="left", maintain_order="left")
    known = placed.filter(pl.col("x").is_not_null() & pl.col("y").is_not_null())
    on_scale = known.filter(_on_scale("x", x), _on_scale("y", y))
    largest = on_scale.sort("revenue", "account", descending=[True, False]).head(most)
    beyond = largest.filter(_beyond("x", x) | _beyond("y", y)).height
    return Matrix(
        points=largest.with_columns(_drawn("x", x), _drawn("y", y)).drop("account"),
        left_out=on_scale.height - largest.height,
        unknown=placed.height - known.height,
        off_scale=known.height - on_scale.height,
        at_edge=beyond,
        prospects=shown.height - bought.height,
    )


def _on_scale(column: str, axis: Axis) -> pl.Expr:
    return pl.col(column) > 0 if axis.logarithmic else pl.lit(True)


def _beyond(column: str, axis: Axis) -> pl.Expr:
    if axis.name not in EDGES:
        return pl.lit(False)
    low, high = EDGES[axis.name]
    return ~pl.col(column).is_between(low, high)


def _drawn(column: str, axis: Axis) -> pl.Expr:
    return pl.col(column).clip(*EDGES[axis.name]) if axis.name in EDGES else pl.col(column)


def portfolio_margin_rate(accounts: pl.DataFrame) -> float | None:
    """Margin over the revenue of lines with a margin; None without any or where that revenue is not above 0."""
    known = accounts.filter(pl.col("margin").is_not_null())
    revenue = int(known["costed_revenue"].sum())
    return int(known["margin"].sum()) / revenue if revenue > 0 else None
