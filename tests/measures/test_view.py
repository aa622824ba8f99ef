"""Which days lie outside of the data."""

import datetime

import pytest

from kam_core.measures.view import outside
from tests.datasets import dataset

FIRST, LAST = datetime.date(2023, 2, 10), datetime.date(2024, 3, 5)
DATA = dataset([{"account": "C1", "date": day.isoformat(), "amount": 1.0} for day in (FIRST, LAST)])


@pytest.mark.parametrize("day", ["2023-02-10", "2023-02-28", "2024-03-05", "2024-03-31"])
def test_a_day_from_the_first_line_to_the_end_of_the_last_month_lies_within(day: str) -> None:
    assert outside(DATA, datetime.date.fromisoformat(day)) is None


@pytest.mark.parametrize("day", ["1990-01-31", "2023-02-09", "2024-04-01", "2100-12-31"])
def test_any_other_day_lies_outside_of_the_dates_that_are_reported(day: str) -> None:
    assert outside(DATA, datetime.date.fromisoformat(day)) == (FIRST, LAST)


def test_without_order_lines_no_day_lies_outside() -> None:
    assert outside(dataset(accounts=[{"account": "C1"}]), FIRST) is None
