"""Purchase histories in weeks, counted by hand, from lines and from a cube."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kam_core.cube.read.cube import Cube
from kam_core.cube.read.cube_dataset import dataset_of
from kam_core.insight.retention.fit import retention_fit
from kam_core.insight.retention.purchase_history import first_amounts, purchase_histories, purchase_months
from kam_core.measures.view import View
from tests.cube.sample_lines import built, by_month, in_memory, rows
from tests.datasets import money

VIEW = View(datetime.date(2024, 3, 31))
LINES = rows(
    (1, "2024-01-01", 1, 100), (1, "2024-01-15", 2, 50), (1, "2024-01-15", 3, 30), (1, "2024-02-05", 4, -20),
    (1, "2024-02-26", 5, 40), (2, "2024-03-17", 6, 70), (3, "2024-04-02", 7, 10),
)  # fmt: skip


def test_a_purchase_is_a_day_with_an_order_above_zero_and_times_are_weeks() -> None:
    """1 bought on 1 January, 15 January (twice) and 26 February; the credit note is none: 2 repeats, after 8 weeks, 90
    days old, (50 + 30 + 40) / 2 = 60 a repeat day. 2 bought once, two weeks before the end. 3 comes later."""
    data = in_memory(LINES)
    found = purchase_histories(purchase_months(data, VIEW), VIEW.as_of_day, first=first_amounts(data, VIEW))
    assert found.rows() == [(1, 2, 8.0, pytest.approx(90 / 7), money(60)), (2, 0, 0.0, 2.0, None)]


def test_a_cube_has_the_same_histories_with_the_mean_of_all_purchases(tmp_path: Path) -> None:
    """(100 + 50 + 30 + 40) / 3 purchase days: a cube keeps no amounts by day."""
    built(by_month(tmp_path / "files", LINES), tmp_path / "cube")
    cube = dataset_of(Cube.open(tmp_path / "cube"))
    found = purchase_histories(purchase_months(cube, VIEW), VIEW.as_of_day, first=first_amounts(cube, VIEW))
    assert found.select("frequency", "recency", "age").rows() == [(2, 8.0, pytest.approx(90 / 7)), (0, 0.0, 2.0)]
    assert found["mean_spend"].to_list() == [pytest.approx(money(220) / 3), None]
    assert retention_fit(cube, VIEW, cube.accounts["account"]).buyers == 2
