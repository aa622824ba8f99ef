"""Month chart: bars over last year, target ticks, the field of the last three months, hatched unfinished months."""

import datetime
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from kam_core.charts.results.month_results import month_results_figure, unit_text
from kam_core.charts.theme import BEFORE_COLOUR, NOW_COLOUR
from kam_core.insight.results.last_three_months import LastThreeMonths, Months
from kam_core.locale.language import Language
from kam_core.vocabulary.calendar import month_end, month_number, month_start
from tests.datasets import money

LAST = month_number(datetime.date(2026, 9, 1))
CHINESE, ENGLISH = Language("zh", "CNY"), Language("en", "CNY")


def months(values: list[float], target: float | None = 20e6, unfinished: int = 0) -> pl.DataFrame:
    """Months up to September 2026; last year each was a million less, and half of it is margin."""
    count = len(values)
    return pl.DataFrame(
        {
            "month": list(range(LAST - count + 1, LAST + 1)),
            "revenue": [money(value) for value in values],
            "revenue_year_before": [money(value - 1e6) for value in values],
            "margin": [money(value / 2) for value in values],
            "margin_year_before": [money(value / 2 - 1e6) for value in values],
            "target": [None if target is None else money(target)] * count,
            "unfinished": [place >= count - unfinished for place in range(count)],
        },
        schema_overrides={"target": pl.Int64},
    )


def three(last: int, amount: float) -> Months:
    return Months(month_start(last - 2), month_end(last), money(amount))


def last_three(end: int = LAST) -> LastThreeMonths:
    return LastThreeMonths(three(end, 42.7e6), three(end - 3, 47.6e6), three(end - 12, 41.9e6))


YEAR = months([13.4e6, 13.6e6, 21.2e6, 14e6, 9.7e6, 21.1e6, 15.1e6, 14.4e6, 18.1e6, 13.9e6, 13e6, 15.8e6])


def traces(figure: go.Figure) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = figure.to_dict()["data"]
    return found


def texts(figure: go.Figure) -> str:
    return "\n".join(note["text"] for note in figure.to_dict()["layout"]["annotations"])


def test_this_year_stands_before_last_year_and_carries_its_numbers() -> None:
    behind, before, *_ = traces(month_results_figure(YEAR, ENGLISH, last=last_three()))
    assert (behind["marker"]["color"], before["marker"]["color"]) == (BEFORE_COLOUR, NOW_COLOUR)
    assert behind["width"] > before["width"]
    assert [text.strip() for text in before["text"][:5]] == ["13.4", "13.6", "21.2", "14.0", "9.7"]
    assert len({len(text) for text in before["text"]}) == 1, "a bar without room for its number hides all numbers"
    assert [value / 10_000 for value in behind["y"][:2]] == [12.4e6, 12.6e6]


def test_the_numbers_have_one_unit_and_the_caption_names_it() -> None:
    assert unit_text(YEAR, ENGLISH) == "¥M"
    assert unit_text(YEAR, CHINESE) == "¥万"
    assert traces(month_results_figure(YEAR, CHINESE))[1]["text"][:3] == ["1,340", "1,360", "2,120"]
    assert unit_text(months([300, 200]), Language("en", "USD")) == ""


@pytest.mark.parametrize(
    ("words", "ticks"), [(ENGLISH, ["Oct", "Nov", "Dec"]), (CHINESE, ["10月", "11月", "12月"])], ids=["en", "zh"]
)
def test_the_months_are_named_in_the_readers_language(words: Language, ticks: list[str]) -> None:
    axis = month_results_figure(YEAR, words).to_dict()["layout"]["xaxis"]
    assert list(axis["ticktext"][:3]) == ticks


def test_the_last_three_months_stand_apart_with_their_two_changes() -> None:
    figure = month_results_figure(YEAR, ENGLISH, last=last_three())
    places = figure.to_dict()["layout"]["xaxis"]["tickvals"]
    assert places[9] - places[8] == 1.5
    assert places[8] - places[7] == places[11] - places[10] == 1
    assert "Jul–Sep ¥42.7M" in texts(figure)
    assert "−10.3% on Apr–Jun" in texts(figure)
    assert "+1.9% on last year" in texts(figure)
    assert "Apr–Jun<br>¥47.6M" in texts(figure)
    apart = month_results_figure(YEAR, ENGLISH)
    assert "on last year" not in texts(apart)


def test_each_series_is_named_once_at_the_mark() -> None:
    named = texts(month_results_figure(YEAR, ENGLISH, last=last_three())).splitlines()
    assert sorted(name for name in named if name in ("<b>this year</b>", "target", "last year")) == [
        "<b>this year</b>", "last year", "target",
    ]  # fmt: skip


def test_a_target_is_a_line_as_wide_as_its_bar_over_one_in_the_colour_of_the_page() -> None:
    _, _, halo, line = traces(month_results_figure(YEAR, ENGLISH))
    assert halo["line"]["width"] > line["line"]["width"]
    assert line["y"][:3] == [money(20e6), money(20e6), None]
    assert line["x"][0] < 0 < line["x"][1]


def test_margin_has_no_targets_and_data_without_targets_no_lines() -> None:
    assert len(traces(month_results_figure(YEAR, ENGLISH, "margin"))) == 2
    without = month_results_figure(months([5e6, 6e6], target=None), ENGLISH)
    assert len(traces(without)) == 2
    assert "target" not in texts(without)


def test_unfinished_months_are_hatched_and_lie_outside_the_field() -> None:
    figure = month_results_figure(months([9e6] * 12, unfinished=1), ENGLISH, last=last_three(LAST - 1))
    assert traces(figure)[1]["marker"]["pattern"]["shape"] == [*[""] * 11, "/"]
    field = next(shape for shape in figure.to_dict()["layout"]["shapes"] if shape["type"] == "rect")
    places = figure.to_dict()["layout"]["xaxis"]["tickvals"]
    assert field["x0"] < places[8] < places[10] < field["x1"] < places[11]


def test_a_month_below_zero_goes_down_from_the_line() -> None:
    figure = month_results_figure(months([5e6, -3e6, 4e6]), ENGLISH)
    low, high = figure.to_dict()["layout"]["yaxis"]["range"]
    assert low < money(-4e6) < money(20e6) < high


def test_nothing_sold_draws_an_empty_chart() -> None:
    assert traces(month_results_figure(months([0.0, 0.0], target=None), ENGLISH))[1]["text"] == ["0", "0"]
