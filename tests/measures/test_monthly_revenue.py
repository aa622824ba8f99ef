"""Revenue by month."""

import datetime

from kam_core.measures.monthly_revenue import monthly_revenue
from kam_core.measures.view import View
from tests.datasets import dataset, money

DATA = dataset(
    [
        {"account": "a", "date": "2024-10-10", "amount": 10, "margin": 4},
        {"account": "a", "date": "2024-12-10", "amount": 5},
        {"account": "b", "date": "2024-12-11", "amount": 1},
        {"account": "b", "date": "2025-01-11", "amount": 100},
        {"account": "c", "date": "2023-01-11", "amount": 100},
    ]
)
VIEW = View(datetime.date(2024, 12, 31))


def test_months_without_an_order_are_shown_with_nothing() -> None:
    frame = monthly_revenue(DATA, VIEW, 3)
    assert frame.select("account", "revenue").rows() == [
        (0, money(10)), (0, 0), (0, money(5)), (1, 0), (1, 0), (1, money(1)),
    ]  # fmt: skip
