"""Revenue and margin by month of a set of accounts, by hand, and the same from a cube."""

import datetime
from pathlib import Path

import polars as pl

from kam_core.cube.read.cube import Cube
from kam_core.cube.read.cube_dataset import dataset_of
from kam_core.measures.month_totals import month_totals
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_start
from tests.cube.sample_lines import built, by_month, rows
from tests.datasets import dataset, money

DATA = dataset(
    [
        {"account": "a", "date": "2024-02-29", "amount": 10, "margin": 4},
        {"account": "a", "date": "2024-02-29", "amount": -3},
        {"account": "b", "date": "2024-04-10", "amount": 5, "margin": -1},
        {"account": "b", "date": "2024-04-20", "amount": 7, "margin": 2},
        {"account": None, "date": "2024-04-10", "amount": 99},
    ]
)


def totals(as_of: str, *accounts: int) -> list[tuple[str, int, int, int]]:
    frame = month_totals(DATA, View(datetime.date.fromisoformat(as_of)), pl.Series(accounts, dtype=pl.Int64))
    return [
        (month_start(month).isoformat()[:7], revenue, margin, costed)
        for month, revenue, margin, costed in frame.select("month", "revenue", "margin", "costed_revenue").rows()
    ]


def test_a_month_without_a_line_has_nothing_and_a_margin_stands_beside_the_revenue_of_its_own_lines() -> None:
    assert totals("2024-04-30", 0, 1) == [
        ("2024-02", money(7), money(4), money(10)), ("2024-03", 0, 0, 0), ("2024-04", money(12), money(1), money(12)),
    ]  # fmt: skip


def test_the_months_of_some_accounts_begin_where_the_data_do() -> None:
    assert [(month, revenue) for month, revenue, _, _ in totals("2024-04-30", 1)] == [
        ("2024-02", 0), ("2024-03", 0), ("2024-04", money(12)),
    ]  # fmt: skip


def test_what_follows_the_as_of_date_is_not_in_its_month() -> None:
    assert totals("2024-04-15", 0, 1)[-1] == ("2024-04", money(5), money(-1), money(5))


def test_without_orders_there_are_no_months() -> None:
    empty = dataset(accounts=[{"account": "hope"}])
    assert month_totals(empty, View(datetime.date(2024, 4, 30)), pl.Series([0])).is_empty()


def test_a_cube_gives_the_same_months(tmp_path: Path) -> None:
    lines = rows((1, "2024-01-10", 1, 10.0), (2, "2024-01-31", 2, 20.5), (1, "2024-03-30", 3, -5.0))
    built(by_month(tmp_path / "lines", lines), tmp_path / "cube")
    data = dataset_of(Cube.open(tmp_path / "cube"))
    codes = data.accounts.filter(pl.col("account_id") == "1")["account"]
    found = month_totals(data, View(datetime.date(2024, 3, 31)), codes)
    assert found["revenue"].to_list() == [money(10), 0, money(-5)]
    every = month_totals(data, View(datetime.date(2024, 3, 31)), data.accounts["account"])
    assert every["revenue"].to_list() == [money(30.5), 0, money(-5)]
