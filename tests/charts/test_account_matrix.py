"""Accounts as points: what is given is drawn, names are text."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.matrix.movement import movement_figure
from kam_core.charts.matrix.nine_boxes import nine_box_figure
from kam_core.charts.matrix.points import matrix_figure
from kam_core.charts.theme import TIER_COLOURS, faded
from kam_core.insight.account_matrix.axes import AXES
from kam_core.insight.account_matrix.nine_boxes import AxisBoundaries
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import STAGE, TIER, VALUE_CLASS
from tests.datasets import money

WORDS = Language("en", "CNY")
NASTY = '<img src="http://elsewhere/x">'


def points(**columns: Any) -> pl.DataFrame:
    base = {
        "account_id": ["s1", "a1", "a2", "none"],
        "name": ["Star", NASTY, "Two", "Three"],
        "tier": pl.Series(["S", "A", "A", None], dtype=TIER),
        "value_class": pl.Series(["whale", "cash_whale", "small_fish", None], dtype=VALUE_CLASS),
        "stage": pl.Series(["mature", "cooling", "mature", "mature"], dtype=STAGE),
        "revenue": [money(4_000), money(300), 0, money(-5)],
        "margin_rate": [0.25, None, None, None],
        "x": [90.0, 70.0, 10.0, 5.0],
        "y": [80.0, 20.0, 10.0, 6.0],
    }
    return pl.DataFrame({**base, **columns})


def value_matrix_figure(drawn: pl.DataFrame, cut: float) -> go.Figure:
    return matrix_figure(drawn, AXES["realised_points"], AXES["potential_points"], WORDS, cut=cut)


def margin_matrix_figure(drawn: pl.DataFrame, rate: float | None) -> go.Figure:
    return matrix_figure(drawn, AXES["revenue"], AXES["margin_rate"], WORDS, rate=rate)


def test_every_point_stands_where_it_was_given_and_carries_its_account_id() -> None:
    figure = value_matrix_figure(points(), 60.0)
    drawn = {
        trace.customdata[place][0]: (trace.x[place], trace.y[place])
        for trace in figure.data
        for place in range(len(trace.x))
    }
    assert drawn == {"s1": (90.0, 80.0), "a1": (70.0, 20.0), "a2": (10.0, 10.0), "none": (5.0, 6.0)}


def test_tiers_differ_in_colour_and_in_shape_and_s_is_drawn_last() -> None:
    traces = value_matrix_figure(points(), 60.0).data
    assert [trace.name for trace in traces] == ["no tier", "A Partner", "S Strategic"]
    assert traces[-1].marker.color == faded(TIER_COLOURS["S"], 0.85)
    assert len({trace.marker.symbol for trace in traces}) == 3


def test_a_name_is_text_and_never_markup() -> None:
    for figure in (value_matrix_figure(points(), 60.0), margin_matrix_figure(points(), 0.3)):
        assert "<img" not in figure.to_json()
        assert "&lt;img" in "".join(text for trace in figure.data for text in trace.text)


def test_the_cut_lines_stand_at_the_cut_and_the_four_roles_are_named() -> None:
    figure = value_matrix_figure(points(), 55.0)
    assert {(shape.x0, shape.y0) for shape in figure.layout.shapes} == {(55.0, 0), (0, 55.0)}
    assert {note.text for note in figure.layout.annotations} == {"Whale", "Cash whale", "Rising fish", "Small fish"}


def test_the_rate_of_all_accounts_is_a_line_with_its_number_where_it_is_known() -> None:
    figure = margin_matrix_figure(points(), 0.402)
    assert [shape.y0 for shape in figure.layout.shapes] == [0.402]
    assert [note.text for note in figure.layout.annotations] == ["all accounts 40.2%"]
    assert not margin_matrix_figure(points(), None).layout.shapes


def test_an_empty_list_draws_no_points() -> None:
    assert not margin_matrix_figure(points().clear(), None).data


def test_money_is_drawn_on_a_logarithmic_scale_that_its_title_names() -> None:
    figure = margin_matrix_figure(points(), None)
    assert (figure.layout.xaxis.type, figure.layout.xaxis.title.text) == ("log", "Revenue (logarithmic)")
    assert figure.layout.yaxis.type is None


def test_nine_boxes_hold_their_counts_and_money_and_say_their_boundaries() -> None:
    boxes = pl.DataFrame(
        {
            "x_third": [x for y in range(3) for x in range(3)],
            "y_third": [y for y in range(3) for x in range(3)],
            "accounts": [10 * y + x for y in range(3) for x in range(3)],
            "revenue": [money(100 * y + x) for y in range(3) for x in range(3)],
        }
    )
    axes = (AXES["revenue"], AXES["margin_rate"])
    boundaries = (AxisBoundaries(1000.0, 2000.0, True), AxisBoundaries(0.1, 0.25, True))
    figure = nine_box_figure(boxes, axes, boundaries, WORDS, chosen=(1, 2))
    bars = figure.data[0]
    at = {datum[0]: place for place, datum in enumerate(bars.customdata)}
    assert bars.text[at["1,2"]].startswith("<b>21 accounts</b>")
    assert (bars.x[at["1,2"]], bars.base[at["1,2"]] + bars.y[at["1,2"]] / 2) == (1, 2)
    assert [width > 0 for width in bars.marker.line.width].index(True) == at["1,2"]
    assert [text.split("<br>")[1] for text in figure.layout.yaxis.ticktext] == [
        "&lt; 10.0%",
        "10.0% – 25.0%",
        "≥ 25.0%",
    ]


def test_a_move_is_a_line_from_the_place_then_to_the_place_now_and_leads_to_the_account() -> None:
    moves = pl.DataFrame(
        {
            "account_id": ["a1"], "tier": pl.Series(["A"], dtype=TIER), "name": [NASTY], "revenue": [money(10)],
            "x_then": [10.0], "y_then": [20.0], "x": [40.0], "y": [60.0], "distance": [0.5],
        }
    )  # fmt: skip
    figure = movement_figure(moves, AXES["realised_points"], AXES["potential_points"], WORDS)
    line, then, now = figure.data
    assert (line.x, line.y) == ((10.0, 40.0, None), (20.0, 60.0, None))
    assert (then.x[0], now.x[0], now.customdata[0][0]) == (10.0, 40.0, "a1")
    assert "Realised value (points) 10 → 40" in now.hovertext[0]
    assert "<img" not in figure.to_json()
