"""Stickiness and environment from the marks of their parts, by hand."""

import datetime
from collections.abc import Mapping

import polars as pl
import pytest

from kam_core.measures.account_frame import account_frame
from kam_core.measures.view import View
from tests.datasets import dataset

LAYERS = {"service_experience": 5.0, "product_strength": 4.0, "strategic_cultural_match": 2.0}
INDEX = 0.20 * 5 + 0.35 * 4 + 0.45 * 2


def judged(name: str, *days: tuple[str, Mapping[str, float]]) -> float | None:
    rows = [
        {"account": "a", "criterion": criterion, "score": score, "assessed_on": day}
        for day, marks in days
        for criterion, score in marks.items()
    ]
    data = dataset([{"account": "a", "date": "2024-05-01", "amount": 1}], tables={"assessments": rows})
    found: float | None = account_frame(data, View(datetime.date(2024, 12, 31)))[name].item()
    return found


def test_the_index_of_switching_cost_weighs_three_layers_20_35_45() -> None:
    assert judged("stickiness", ("2024-01-01", LAYERS)) == pytest.approx(INDEX) == pytest.approx(3.3)


def test_two_layers_give_no_index() -> None:
    assert judged("stickiness", ("2024-01-01", {"service_experience": 5.0, "product_strength": 4.0})) is None


def test_the_later_of_a_mark_and_its_parts_counts_and_on_one_day_the_mark() -> None:
    mark = {"stickiness": 1.0}
    assert judged("stickiness", ("2024-01-01", LAYERS), ("2024-02-01", mark)) == 1
    assert judged("stickiness", ("2024-02-01", LAYERS), ("2024-01-01", mark)) == pytest.approx(INDEX)
    assert judged("stickiness", ("2024-01-01", {**LAYERS, **mark})) == 1


def test_the_environment_is_the_mean_of_its_parts_from_three_on() -> None:
    forces = {"rivalry": 2.0, "substitutes": 4.0, "market_growth": 3.0}
    assert judged("environment", ("2024-01-01", forces)) == pytest.approx(3)
    assert judged("environment", ("2024-01-01", {"rivalry": 2.0, "substitutes": 4.0})) is None


def test_criteria_that_nobody_judged_are_unknown() -> None:
    frame = account_frame(
        dataset([{"account": "a", "date": "2024-05-01", "amount": 1}]), View(datetime.date(2024, 12, 31))
    )
    assert frame.select(pl.col("trust", "stickiness", "environment").is_null().all()).row(0) == (True, True, True)
