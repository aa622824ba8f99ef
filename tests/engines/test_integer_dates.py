"""Day and month numbers of dates, counted by every engine."""

from __future__ import annotations

import datetime

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from kam_core.engines.engine_choice import engine_of
from kam_core.engines.integer_dates import day_number, month_number
from kam_core.vocabulary import calendar


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_every_day_of_four_centuries_has_its_number(name: str) -> None:
    first, last = datetime.date(1800, 1, 1), datetime.date(2200, 12, 31)
    dates = pl.DataFrame({"date": pl.date_range(first, last, eager=True)})
    engine = engine_of(name)
    numbered = engine.of(dates).select("date", day_number("date").alias("day"), month_number("date").alias("month"))
    found = engine.collect(numbered).sort("date")
    engine.close()
    assert found.height == (last - first).days + 1
    assert found.schema == {"date": pl.Date, "day": pl.Int64, "month": pl.Int64}
    assert found["day"].to_list() == [calendar.day_number(date) for date in dates["date"]]
    assert found["month"].to_list() == [calendar.month_number(date) for date in dates["date"]]


def test_no_date_has_no_number() -> None:
    dates = nw.from_native(pl.LazyFrame({"date": pl.Series([None], dtype=pl.Date)}))
    found = nw.to_native(dates.select(day_number("date").alias("day"), month_number("date").alias("month")))
    assert found.collect().row(0) == (None, None)
