"""Windows of a view, and which days lie outside of the data."""

import datetime

import pytest

from kam_core.measures.view import View, outside
from kam_core.vocabulary.calendar import month_number
from kam_core.vocabulary.message import UserError
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


@pytest.mark.parametrize(
    ("window", "months", "start", "end"),
    [
        (12, None, (2022, 10), (2023, 9)),
        (3, None, (2024, 4), (2024, 6)),
        (3, 12, (2023, 7), (2023, 9)),
        (24, 12, (2021, 10), (2023, 9)),
        (12, 12, (2022, 10), (2023, 9)),
    ],
)
def test_the_prior_window_is_as_long_and_lies_directly_or_some_months_before(
    window: int, months: int | None, start: tuple[int, int], end: tuple[int, int]
) -> None:
    view = View(datetime.date(2024, 9, 30), window, prior_months=months)
    assert view.prior_start() == month_number(datetime.date(*start, 1))
    assert view.prior_end() == month_number(datetime.date(*end, 1))


def test_a_year_before_a_window_of_a_year_is_directly_before() -> None:
    assert View(LAST, 12, prior_months=12) == View(LAST, 12)
    assert View(LAST, 3, prior_months=12) != View(LAST, 3)


def test_over_all_months_there_is_no_prior_window() -> None:
    view = View(LAST, None, prior_months=12)
    assert view.prior_start() is None
    assert view == View(LAST, None)


def test_the_view_for_another_key_is_compared_with_the_window_directly_before() -> None:
    """Models are proposed and published for window and unit alone."""
    assert View(LAST, 3, prior_months=12).for_key("3/account") == View(LAST, 3)


@pytest.mark.parametrize("months", [0, -3, 601])
def test_an_impossible_comparison_is_refused(months: int) -> None:
    with pytest.raises(UserError, match="from 1 to 600"):
        View(LAST, 3, prior_months=months)
