"""Accounts on two axes (screens: portfolio)."""

import polars as pl
import pytest

from kam_core.insight.account_matrix import margin_matrix, nine_box, portfolio_margin_rate, value_matrix
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


def test_who_never_bought_is_not_in_the_matrix_of_value_and_who_lacks_a_value_is_counted() -> None:
    matrix = value_matrix(accounts())
    assert matrix.points["account_id"].to_list() == ["b", "c", "a"]
    assert matrix.points.select("x", "y").rows() == [(66.0, 40.0), (100 / 3, 0.0), (200 / 3, 100.0)]
    assert (matrix.left_out, matrix.unknown) == (0, 1)


def test_beyond_the_most_points_the_largest_by_revenue_are_drawn() -> None:
    matrix = value_matrix(accounts(), most=2)
    assert matrix.points["account_id"].to_list() == ["b", "c"]
    assert matrix.left_out == 1


def test_a_margin_rate_far_below_zero_is_drawn_at_the_edge_and_kept_for_the_hover() -> None:
    points = margin_matrix(accounts()).points
    assert points.select("account_id", "x", "y", "margin_rate").rows() == [("b", 300, -1.0, -3.0), ("a", 100, 0.2, 0.2)]
    assert margin_matrix(accounts()).unknown == 1


def test_the_margin_rate_of_all_counts_only_revenue_whose_margin_is_known() -> None:
    assert portfolio_margin_rate(accounts()) == pytest.approx((20 - 900) / 400)
    assert portfolio_margin_rate(accounts().with_columns(pl.lit(None, pl.Int64).alias("margin"))) is None


def test_a_value_equal_to_a_third_belongs_to_the_higher_box_and_all_nine_boxes_are_there() -> None:
    boxes = nine_box(accounts())
    assert boxes.height == 9
    filled = boxes.filter(pl.col("accounts") > 0).sort("realised_third", "potential_third")
    assert filled.rows() == [(1, 0, 1, money(200)), (1, 1, 1, money(300)), (2, 2, 1, money(100))]
