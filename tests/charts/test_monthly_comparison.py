"""Months of one account: its numbers have the same decimals, and a name of a series stands above a low bar's number."""

import datetime
from typing import Any

import polars as pl

from kam_core.charts.monthly_comparison import monthly_comparison_figure
from kam_core.locale.language import Language
from tests.datasets import money


def figure(revenue: list[float], before: list[float]) -> dict[str, Any]:
    months = pl.DataFrame(
        {
            "month": [datetime.date(2026, month, 1) for month in range(1, len(revenue) + 1)],
            "revenue": [money(one) for one in revenue],
            "revenue_year_before": [money(one) for one in before],
        }
    )
    found: dict[str, Any] = monthly_comparison_figure(months, Language("en")).to_dict()
    return found


def test_the_numbers_in_the_bars_have_the_same_decimals() -> None:
    _, front = figure([7000, 67_100], [7000, 67_000])["data"]
    assert list(front["text"]) == ["7.0", "67.1"]


def test_the_name_of_a_series_stands_above_the_number_of_a_low_bar() -> None:
    def height(revenue: float) -> int:
        notes = figure([7500, revenue], [7500, 7200])["layout"]["annotations"]
        return next(int(note["yshift"]) for note in notes if "this year" in note["text"])

    assert height(500) >= 14, "as high as a number of 12 points"
    assert height(5000) < 14
