"""Accounts on two axes (screens: portfolio)."""

import polars as pl
import pytest

from kam_core.insight.account_matrix.axes import AXES
from kam_core.insight.account_matrix.nine_boxes import (
    AxisBoundaries,
    boundaries_in_force,
    box_counts,
    in_box,
    proposed_boundaries,
    with_boxes,
)
from kam_core.insight.account_matrix.points import Matrix, matrix, portfolio_margin_rate
from kam_core.vocabulary.enums import STAGE, TIER, VALUE_CLASS
from tests.datasets import money


def accounts() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "account": [0, 1, 2, 3, 4],
            "account_id": ["a", "b", "c", "d", "e"],
            "name": ["a", "b", "c", "d", "e"],
            "tier": pl.Series(["S", "A", "B", "C", None], dtype=TIER),
            "stage": pl.Series(["mature", "mature", "mature", "ended", "prospect"], dtype=STAGE),
            "value_class": pl.Series(["whale", "cash_whale", "small_fish", "small_fish", None], dtype=VALUE_CLASS),
            "revenue": [money(100), money(300), money(200), 0, 0],
            "margin": [money(20), money(-900), None, None, None],
            "costed_revenue": [money(100), money(300), 0, 0, 0],
            "margin_rate": [0.2, -3.0, None, None, None],
            "realised_points": [200 / 3, 66.0, 100 / 3, 33.0, 1.0],
            "potential_points": [100.0, 40.0, 0.0, None, 90.0],
        }
    )


def on_axes(x: str, y: str, most: int = 500) -> Matrix:
    """The matrix of the five accounts with their columns as places; money in currency units."""
    return matrix(accounts(), places(x, y), AXES[x], AXES[y], most)


def places(x: str, y: str) -> pl.DataFrame:
    columns = [
        (pl.col(name) / 10_000 if name == "revenue" else pl.col(name)).cast(pl.Float64).alias(axis)
        for axis, name in (("x", x), ("y", y))
    ]
    return accounts().select("account", *columns)


def test_who_never_bought_is_not_in_the_matrix_and_who_lacks_a_value_is_counted() -> None:
    found = on_axes("realised_points", "potential_points")
    assert found.points["account_id"].to_list() == ["b", "c", "a"]
    assert found.points.select("x", "y").rows() == [(66.0, 40.0), (100 / 3, 0.0), (200 / 3, 100.0)]
    assert (found.left_out, found.unknown, found.off_scale, found.at_edge, found.prospects) == (0, 1, 0, 0, 1)


def test_beyond_the_most_points_the_largest_by_revenue_are_drawn() -> None:
    found = on_axes("realised_points", "potential_points", most=2)
    assert found.points["account_id"].to_list() == ["b", "c"]
    assert found.left_out == 1


def test_a_margin_rate_far_below_zero_is_drawn_at_the_edge_counted_and_unchanged_in_the_hover() -> None:
    found = on_axes("revenue", "margin_rate")
    rows = found.points.select("account_id", "x", "y", "margin_rate").rows()
    assert rows == [("b", 300, -1.0, -3.0), ("a", 100, 0.2, 0.2)]
    assert (found.unknown, found.at_edge) == (2, 1)


def test_no_revenue_has_no_place_on_a_logarithmic_axis_and_is_counted() -> None:
    found = on_axes("revenue", "realised_points")
    assert found.points["account_id"].to_list() == ["b", "c", "a"]
    assert (found.off_scale, found.unknown, found.prospects) == (1, 0, 1)


def test_the_margin_rate_of_all_counts_only_revenue_whose_margin_is_known() -> None:
    assert portfolio_margin_rate(accounts()) == pytest.approx((20 - 900) / 400)
    assert portfolio_margin_rate(accounts().with_columns(pl.lit(None, pl.Int64).alias("margin"))) is None


def test_a_value_equal_to_a_boundary_belongs_to_the_higher_box_and_all_nine_boxes_are_there() -> None:
    x, y = AxisBoundaries(100 / 3, 200 / 3, True), AxisBoundaries(20, 40, True)
    boxed = with_boxes(accounts(), places("realised_points", "potential_points"), x, y)
    boxes = box_counts(boxed)
    assert boxes.height == 9
    filled = boxes.filter(pl.col("accounts") > 0).sort("x_third", "y_third")
    assert filled.rows() == [(1, 0, 1, money(200)), (1, 2, 1, money(300)), (2, 2, 1, money(100))]
    assert in_box(boxed, (1, 2))["account_id"].to_list() == ["b"]


def test_boundaries_are_proposed_at_the_terciles_in_round_numbers() -> None:
    assert proposed_boundaries(pl.Series([0.0, 1000.0, 2000.0, 3000.0])) == (1000.0, 2000.0)
    # A third of the way from 10 to 20 is 13.333…
    assert proposed_boundaries(pl.Series([10.0, None, 20.0])) == (13.3, 16.7)
    assert proposed_boundaries(pl.Series([5.0, 5.0, 5.0])) is None
    assert proposed_boundaries(pl.Series([], dtype=pl.Float64)) is None


def test_saved_boundaries_come_before_those_of_the_model_and_those_before_thirds() -> None:
    values = pl.Series([0.0, 1000.0, 2000.0, 3000.0])
    saved = {"realised_points": (10.0, 20.0)}
    assert boundaries_in_force("realised_points", saved, (30.0, 60.0), values) == AxisBoundaries(10, 20, True)
    assert boundaries_in_force("potential_points", saved, (30.0, 60.0), values) == AxisBoundaries(30, 60, False)
    assert boundaries_in_force("potential_points", {}, None, values) == AxisBoundaries(100 / 3, 200 / 3, False)
    assert boundaries_in_force("revenue", {}, (30.0, 60.0), values) == AxisBoundaries(1000, 2000, False)
