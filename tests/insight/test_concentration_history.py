"""Concentration at quarter ends, by hand."""

import datetime

import polars as pl
import pytest

from kam_core.insight.concentration.history import concentration_history, quarter_ends
from kam_core.vocabulary.calendar import month_number


def month(year: int, number: int) -> int:
    return month_number(datetime.date(year, number, 1))


def test_the_last_eight_quarter_ends_whose_window_the_data_cover() -> None:
    ends = quarter_ends(month(2024, 11), 12, month(2010, 1))
    assert (len(ends), ends[0], ends[-1]) == (8, month(2022, 12), month(2024, 9))
    assert quarter_ends(month(2024, 12), 12, month(2023, 4)) == [month(2024, place) for place in (3, 6, 9, 12)]
    assert quarter_ends(month(2024, 12), 12, month(2024, 6)) == []


def test_shares_are_of_the_positive_revenue_of_each_window() -> None:
    rows = [("a", 2024, 1, 60), ("b", 2024, 3, 30), ("c", 2024, 2, 10), ("d", 2024, 2, -500), ("a", 2024, 6, 40)]
    revenue = pl.DataFrame(
        {"account": [row[0] for row in rows], "month": [month(row[1], row[2]) for row in rows],
         "revenue": [row[3] for row in rows]}
    )  # fmt: skip
    first, second = concentration_history(revenue, [month(2024, 3), month(2024, 6)], 3).iter_rows(named=True)
    assert (first["end"], first["customers"], first["revenue"]) == (datetime.date(2024, 3, 31), 3, 100)
    assert (first["top1"], first["top5"], first["n80"]) == (0.6, 1.0, 2)
    # 60² + 30² + 10²
    assert first["hhi"] == pytest.approx(4600)
    assert (second["customers"], second["top1"], second["hhi"]) == (1, 1.0, 10_000)
