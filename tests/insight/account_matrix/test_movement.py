"""Movement of accounts between two dates on two axes."""

import polars as pl
import pytest

from kam_core.insight.account_matrix.axes import AXES
from kam_core.insight.account_matrix.movement import movement
from kam_core.vocabulary.enums import STAGE, TIER
from tests.datasets import money

POINTS = AXES["realised_points"], AXES["potential_points"]


def accounts() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "account": [0, 1, 2, 3],
            "account_id": ["a", "b", "c", "p"],
            "name": ["a", "b", "c", "p"],
            "tier": pl.Series(["S", "A", "B", None], dtype=TIER),
            "stage": pl.Series(["mature", "mature", "mature", "prospect"], dtype=STAGE),
            "revenue": [money(100), money(200), money(300), 0],
        }
    )


def at(x: list[float | None], y: list[float | None]) -> pl.DataFrame:
    return pl.DataFrame({"account": range(len(x)), "x": x, "y": y}, schema_overrides={"x": pl.Float64, "y": pl.Float64})


def test_the_farthest_move_comes_first_and_both_axes_count_alike() -> None:
    # x runs from 0 to 100, y from 0 to 10: a moves 0.3 along x, b 0.4 along y, c not at all.
    then, now = at([0, 50, 100, 1], [5, 0, 10, 1]), at([30, 50, 100, 2], [5, 4, 10, 2])
    found = movement(accounts(), now, then, *POINTS)
    assert found.moves["account_id"].to_list() == ["b", "a"]
    assert found.moves["distance"].to_list() == pytest.approx([0.4, 0.3])
    assert (found.left_out, found.unmoved, found.unknown) == (0, 1, 0)


def test_beyond_the_most_the_others_are_counted_and_an_unknown_place_is_no_move() -> None:
    then, now = at([0, 50, None, 1], [0, 0, 0, 1]), at([30, 90, 100, 2], [0, 0, 0, 2])
    found = movement(accounts(), now, then, *POINTS, most=1)
    assert found.moves["account_id"].to_list() == ["b"]
    assert (found.left_out, found.unmoved, found.unknown) == (1, 0, 1)


def test_money_moves_by_its_ratio_as_it_is_drawn() -> None:
    # From 10 to 1,000 is the whole width; tenfold is half of it, wherever it starts.
    then, now = at([10, 100, 1000, 1], [1, 1, 1, 1]), at([100, 1000, 1000, 1], [1, 1, 1, 1])
    found = movement(accounts(), now, then, AXES["revenue"], AXES["score"])
    assert found.moves["distance"].to_list() == pytest.approx([0.5, 0.5])
    assert found.moves["account_id"].to_list() == ["b", "a"], "equal moves: the larger revenue first"
