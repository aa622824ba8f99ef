"""Charts of one account: score waterfall and monthly revenue."""

import datetime

import polars as pl
import pytest

from kam_core.charts.axis import decade_ticks, money_ticks
from kam_core.charts.monthly_revenue import revenue_history_figure
from kam_core.charts.waterfall import score_waterfall_figure
from kam_core.locale.language import Language
from tests.datasets import money

WORDS = Language("en", "CNY")


def test_the_steps_of_the_waterfall_end_in_the_score() -> None:
    steps = pl.DataFrame(
        {
            "measure": ["revenue", "growth", None],
            "points": [30.0, 10.5, 2.0],
            "possible": [40.0, 20.0, 40.0],
            "criteria": [1, 1, 4],
        }
    )
    waterfall = score_waterfall_figure(steps, 42.5, WORDS).data[0]
    assert list(waterfall.x) == [30.0, 10.5, 2.0, 42.5]
    assert list(waterfall.measure) == ["relative", "relative", "relative", "total"]
    assert list(waterfall.y) == ["Revenue", "Growth", "4 smaller items", "Score"]
    assert list(waterfall.text) == ["30.0 / 40.0", "10.5 / 20.0", "2.0 / 40.0", "42.5"]


def test_each_period_of_the_history_is_a_trace_with_its_own_months() -> None:
    months = pl.DataFrame(
        {
            "month": [datetime.date(2024, n, 1) for n in (1, 2, 3)],
            "revenue": [money(5), money(-2), money(9)],
            "margin": [0, 0, 0],
            "period": ["earlier", "prior", "window"],
        }
    )
    traces = revenue_history_figure(months, WORDS).data
    assert [(trace.name, list(trace.x), list(trace.y)) for trace in traces] == [
        ("earlier", ["2024-01-01"], [money(5)]),
        ("previous 1 month", ["2024-02-01"], [money(-2)]),
        ("last 1 month", ["2024-03-01"], [money(9)]),
    ]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 100, [0, 25, 50, 75, 100]), (-40, 100, [-50, 0, 50, 100]), (0, 1_900_000, [0, 500_000, 1e6, 1.5e6, 2e6])],
)
def test_marks_of_money_are_round_and_hold_all_values(low: int, high: int, expected: list[float]) -> None:
    assert money_ticks(low * 10_000, high * 10_000, WORDS)["tickvals"] == [mark * 10_000 for mark in expected]


def test_an_axis_of_nothing_has_one_mark() -> None:
    assert money_ticks(0, 0, WORDS)["tickvals"] == [0]


def test_marks_of_a_logarithmic_axis_are_powers_of_ten_in_the_readers_words() -> None:
    marks = decade_ticks(1_500.0, 90_000.0, Language("zh", "CNY"))
    assert marks["tickvals"] == [1_000.0, 10_000.0, 100_000.0]
    assert all("万" in text for text in marks["ticktext"][1:])
