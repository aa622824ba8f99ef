"""Accounts as points: what is given is drawn, names are text."""

from typing import Any

import polars as pl

from kam_core.charts.account_matrix import margin_matrix_figure, nine_box_figure, value_matrix_figure
from kam_core.charts.theme import TIER_COLOURS, faded
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


def test_every_point_stands_where_it_was_given_and_carries_its_account_id() -> None:
    figure = value_matrix_figure(points(), 60.0, WORDS)
    drawn = {
        trace.customdata[place][0]: (trace.x[place], trace.y[place])
        for trace in figure.data
        for place in range(len(trace.x))
    }
    assert drawn == {"s1": (90.0, 80.0), "a1": (70.0, 20.0), "a2": (10.0, 10.0), "none": (5.0, 6.0)}


def test_tiers_differ_in_colour_and_in_shape_and_s_is_drawn_last() -> None:
    traces = value_matrix_figure(points(), 60.0, WORDS).data
    assert [trace.name for trace in traces] == ["no tier", "A Partner", "S Strategic"]
    assert traces[-1].marker.color == faded(TIER_COLOURS["S"], 0.85)
    assert len({trace.marker.symbol for trace in traces}) == 3


def test_a_name_is_text_and_never_markup() -> None:
    for figure in (value_matrix_figure(points(), 60.0, WORDS), margin_matrix_figure(points(), 0.3, WORDS)):
        assert "<img" not in figure.to_json()
        assert "&lt;img" in "".join(text for trace in figure.data for text in trace.text)


def test_the_cut_lines_stand_at_the_cut_and_the_four_roles_are_named() -> None:
    figure = value_matrix_figure(points(), 55.0, WORDS)
    assert {(shape.x0, shape.y0) for shape in figure.layout.shapes} == {(55.0, 0), (0, 55.0)}
    assert {note.text for note in figure.layout.annotations} == {"Whale", "Cash whale", "Rising fish", "Small fish"}


def test_the_rate_of_all_accounts_is_a_line_with_its_number_where_it_is_known() -> None:
    figure = margin_matrix_figure(points(), 0.402, WORDS)
    assert [shape.y0 for shape in figure.layout.shapes] == [0.402]
    assert [note.text for note in figure.layout.annotations] == ["all accounts 40.2%"]
    assert not margin_matrix_figure(points(), None, WORDS).layout.shapes


def test_an_empty_list_draws_no_points() -> None:
    assert not margin_matrix_figure(points().clear(), None, WORDS).data


def test_nine_boxes_hold_their_counts_and_money_with_realised_to_the_right() -> None:
    boxes = pl.DataFrame(
        {
            "realised_third": [r for p in range(3) for r in range(3)],
            "potential_third": [p for p in range(3) for r in range(3)],
            "accounts": [10 * p + r for p in range(3) for r in range(3)],
            "revenue": [money(100 * p + r) for p in range(3) for r in range(3)],
        }
    )
    heat = nine_box_figure(boxes, WORDS).data[0]
    assert [list(row) for row in heat.z] == [[money(100 * p + r) for r in range(3)] for p in range(3)]
    assert heat.text[2][1].startswith("<b>21 accounts</b>")
