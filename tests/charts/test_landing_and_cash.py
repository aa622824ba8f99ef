"""Charts of landing and cash: bars from zero, unknown parts as empty frames, unfinished months hatched."""

import json
from typing import Any

import polars as pl
import pytest

from kam_core.charts.results.cash_months import cash_months_figure
from kam_core.charts.results.landing import Way, landing_figure
from kam_core.locale.language import Language
from tests.datasets import money

WORDS = Language("en", "CNY")


def drawn(figure: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(figure.to_json())
    return found


def texts(figure: dict[str, Any]) -> str:
    return " | ".join(one["text"] for one in figure["layout"]["annotations"])


def test_a_way_that_is_not_known_is_an_empty_frame_and_has_no_total() -> None:
    ways = [Way("Pattern", "× 1.1", money(150)), Way("Commits", "none yet", None)]
    figure = drawn(landing_figure(ways, money(100), "so far", WORDS, (money(120), "target"), (money(130), "last year")))
    solid, hatched = figure["data"]
    assert list(solid["x"]) == [money(100)] * 2
    assert list(hatched["x"]) == [money(50), 0]
    frames = [one for one in figure["layout"]["shapes"] if one["type"] == "rect"]
    assert [frame["y0"] < 1 < frame["y1"] for frame in frames] == [True]
    assert ("¥150" in texts(figure), "¥100" in texts(figure)) == (True, False)
    assert figure["layout"]["xaxis"]["range"][0] == 0


def test_the_target_stands_where_it_is_and_last_year_is_dashed() -> None:
    ways = [Way("Pattern", "", money(150))]
    shapes = drawn(landing_figure(ways, money(100), "", WORDS, (money(120), ""), (money(130), "")))["layout"]["shapes"]
    assert {one["x0"] for one in shapes if one["line"].get("dash") is None} == {money(120)}
    assert {one["x0"] for one in shapes if one["line"].get("dash") == "dash"} == {money(130)}


@pytest.mark.parametrize("unfinished", [True, False])
def test_a_flow_that_is_not_known_has_no_bars_and_an_unfinished_month_is_hatched(unfinished: bool) -> None:
    months = pl.DataFrame(
        {
            "month": [24_300, 24_301], "signed": [None, None], "revenue": [money(5), money(7)],
            "collected": [money(4), 0], "unfinished": [False, unfinished],
        },
        schema_overrides={"signed": pl.Int64},
    )  # fmt: skip
    figure = drawn(cash_months_figure(months, WORDS))
    assert [list(one["y"]) for one in figure["data"]] == [[money(5), money(7)], [money(4), 0]]
    assert ("Signed" in texts(figure), "Collected" in texts(figure)) == (False, True)
    patterns = [one["marker"].get("pattern", {}).get("shape") for one in figure["data"]]
    assert patterns == ([["", "/"]] * 2 if unfinished else [None, None])
