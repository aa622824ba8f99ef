"""Measures by the former definition of a purchase, against hand calculations."""

import datetime

import polars as pl
import pytest

from kam_core.measures.account_frame import account_frame
from kam_core.measures.view import View
from kam_core.services.former_purchase_definition import former_frame
from tests.datasets import dataset, monthly

YEAR_END = View(datetime.date(2024, 12, 31))
CALLED_OFF = [{"account": "frame", "date": f"2024-{month:02d}-26", "amount": 10, "order": 1} for month in range(1, 13)]


def of(frame: pl.DataFrame, account: str) -> dict[str, object]:
    return frame.filter(pl.col("account_id") == account).row(0, named=True)


def test_a_frame_order_was_one_purchase_on_its_first_day() -> None:
    data = dataset(CALLED_OFF)
    before, now = of(former_frame(data, YEAR_END), "frame"), of(account_frame(data, YEAR_END), "frame")
    assert (before["purchases"], before["recency_days"]) == (1, 340)
    assert (now["purchases"], now["recency_days"]) == (12, 5)
    assert before["revenue"] == now["revenue"]


def test_an_order_credited_later_was_no_purchase_and_the_largest_was_set_against_revenue() -> None:
    data = dataset(
        [
            {"account": "a", "date": "2024-01-10", "amount": 100, "order": 1},
            {"account": "a", "date": "2024-03-10", "amount": -100, "order": 1},
            {"account": "a", "date": "2024-04-10", "amount": 50, "order": 2},
            {"account": "a", "date": "2024-05-10", "amount": -30, "order": 3},
        ]
    )
    before, now = of(former_frame(data, YEAR_END), "a"), of(account_frame(data, YEAR_END), "a")
    assert (before["purchases"], now["purchases"]) == (1, 2)
    assert before["largest_purchase_share"] == pytest.approx(50 / 20)
    assert now["largest_purchase_share"] == pytest.approx(100 / 150)


def test_purchases_recurred_where_the_second_best_year_reached_a_fifth_of_the_best() -> None:
    data = dataset(
        [
            *monthly("start", "2021-06-10", 12, 1),
            {"account": "young", "date": "2024-05-01", "amount": 1000},
            *monthly("grower", "2023-01-10", 10, 1),
            *monthly("grower", "2024-01-10", 12, 5),
        ]
    )
    before = former_frame(data, YEAR_END)
    assert (of(before, "young")["recurring"], of(before, "grower")["recurring"]) == (False, False)
    short = dataset(monthly("a", "2023-08-10", 17, 10))
    assert of(former_frame(short, YEAR_END), "a")["recurring"] is None
