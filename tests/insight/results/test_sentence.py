"""The results in sentences: both courses, and what cannot be compared."""

import datetime
from typing import Any

import pytest

from kam_core.insight.results.sentence import results_answer, results_line, results_population
from kam_core.measures.view import View
from tests.datasets import dataset, monthly
from tests.insight.results.test_figures import results_of

END = datetime.date(2024, 12, 31)
YEAR = View(END)


def lines(*quarters: float, start: str = "2023-01-28") -> list[dict[str, Any]]:
    """One account that buys the same in each month of a quarter; the data end with a year."""
    first = datetime.date.fromisoformat(start)
    bought: list[dict[str, Any]] = [{"account": "a", "date": END.isoformat(), "amount": 0}]
    for place, amount in enumerate(quarters):
        year, month = divmod(first.year * 12 + first.month - 1 + 3 * place, 12)
        bought += monthly("a", first.replace(year=year, month=month + 1).isoformat(), 3, amount)
    return bought


def answer(rows: list[dict[str, Any]], view: View = YEAR) -> str:
    return str(results_answer(results_of(dataset(rows), view)))


@pytest.mark.parametrize(
    ("quarters", "sentence"),
    [
        # The year: 440 against 400 a quarter in all; the last quarter 90 against 110.
        ((100, 100, 100, 100, 120, 120, 110, 90),
         "Revenue is up 10.0% over 12 months, but down 18.2% in the last three months."),
        ((100, 100, 100, 100, 100, 100, 100, 150),
         "Revenue is up 12.5% over 12 months, and up 50.0% in the last three months."),
        ((100, 100, 100, 100, 100, 100, 100, 100),
         "Revenue is level over 12 months, and level in the last three months."),
        ((100, 100, 100, 100, 50, 50, 50, 50),
         "Revenue is down 50.0% over 12 months, but level in the last three months."),
        ((100, 100, 100, 100, 100, 100, 100, 100.4),
         "Revenue is level over 12 months, and level in the last three months."),
    ],
)  # fmt: skip
def test_the_headline_holds_both_truths(quarters: tuple[float, ...], sentence: str) -> None:
    assert answer(lines(*quarters)) == sentence


def test_a_window_is_named_with_what_it_is_compared_with() -> None:
    rows = lines(100, 100, 100, 100, 100, 100, 80, 120)
    half = answer(rows, View(END, 6))
    assert half == "Revenue is level on the 6 months before, but up 50.0% in the last three months."
    year = answer(rows, View(END, 6, prior_months=12))
    assert year == "Revenue is level over 6 months against last year, but up 50.0% in the last three months."
    month = answer(rows, View(END, 1))
    assert month == "Revenue is level on the month before, but up 50.0% in the last three months."
    # Three months against the three before are the last three: it is text once.
    assert answer(rows, View(END, 3)) == "Revenue is up 50.0% on the 3 months before."


def line(rows: list[dict[str, Any]], view: View = YEAR) -> str:
    return str(results_line(results_of(dataset(rows), view)))


def test_the_line_names_key_accounts_and_the_last_months_in_money() -> None:
    found = results_of(dataset(lines(100, 100, 100, 100, 120, 120, 110, 90)), View(END))
    assert str(results_population(found)) == "1,320.00 from 1 active customer."
    assert str(results_line(found)) == (
        "1 key account brings 100.0% of revenue. October to December (270.00) lies below July to September (330.00)."
    )


def test_all_data_have_nothing_before_and_the_line_says_so() -> None:
    rows = lines(100, 100, 100, 100, 120, 120, 110, 90)
    assert answer(rows, View(END, None)) == "Revenue is down 18.2% in the last three months."
    assert line(rows, View(END, None)).endswith(
        "All data have no earlier period to compare with: choose a window in months."
    )


def test_too_few_months_are_named_and_never_compared() -> None:
    rows = [*monthly("a", "2024-09-28", 4, 100), {"account": "a", "date": "2024-12-31", "amount": 0}]
    assert answer(rows) == "Revenue is 400.00 in the 12 months to 2024-12-31."
    text = line(rows)
    assert "The window cannot be compared: that takes data from 2023-01-01, and they begin in September 2024." in text
    assert "The last three months cannot be compared: that takes six complete months, and there are 4." in text


def test_without_orders_there_is_nothing_to_compare() -> None:
    found = results_of(dataset(accounts=[{"account": "hope"}]), YEAR)
    assert str(results_answer(found)) == "There are no orders yet."
    assert results_line(found) is None


def test_nothing_is_divided_by_nothing_or_by_less() -> None:
    rows = lines(-100, -100, -100, -100, 100, 100, -10, 90)
    assert answer(rows) == "Revenue is 840.00 in the 12 months to 2024-12-31."
    text = line(rows)
    assert "The window cannot be compared: the one before has no revenue above zero." in text
    assert "The last three months cannot be compared: the three before have no revenue above zero." in text
    assert "October to December (270.00) lies above July to September (-30.00)." in text


def test_an_unfinished_month_is_named() -> None:
    rows = monthly("a", "2023-01-10", 24, 100)
    assert "December is not complete (data to 2024-12-10) and is left out of the last three months." in line(rows)
