"""Robustness charts: acceptability, weight ranges, tornado."""

from kam_core.charts.acceptability import acceptability_figure
from kam_core.charts.sensitivity import tornado_figure
from kam_core.charts.theme import TIER_COLOURS
from kam_core.charts.weight_ranges import ranges_figure
from kam_core.locale.language import Language
from kam_core.whatif.robustness.account_weight_range import AccountRange
from kam_core.whatif.robustness.sensitivity import LeverEffect

WORDS = Language("en", "CNY")


def test_each_account_is_a_bar_of_its_shares_and_namesakes_stay_apart() -> None:
    figure = acceptability_figure(
        ["Li", "Li", "<b>Wu</b>"], [[0.9, 0.1, 0, 0], [0, 0.5, 0.45, 0.05], [0, 0, 0, 1]], WORDS
    )
    assert [(bar.name[0], list(bar.x), bar.marker.color) for bar in figure.data] == [
        ("S", [0.9, 0, 0], TIER_COLOURS["S"]),
        ("A", [0.1, 0.5, 0], TIER_COLOURS["A"]),
        ("B", [0, 0.45, 0], TIER_COLOURS["B"]),
        ("C", [0, 0.05, 1], TIER_COLOURS["C"]),
    ]
    assert list(figure.data[0].y) == [0, 1, 2]
    names = figure.layout.annotations
    assert [name.text for name in names] == ["Li", "Li", "&lt;b&gt;Wu&lt;/b&gt;"]
    # Each stands on top of its own bar and below that of the account before (the axis runs downwards).
    bar = figure.data[0].width
    for place, name in enumerate(names):
        assert name.y == place - bar / 2
        assert name.y > place - 1 + bar / 2
    # A part of 5 % has no room for its number.
    assert list(figure.data[3].text) == ["", "", "100%"]


def test_a_range_is_a_bar_from_its_low_to_its_high_end_with_a_mark_at_the_weight() -> None:
    ranges = [AccountRange(0, 12.0, 15.0, 17.5, 100.0), AccountRange(1, 0.0, 85.0, 100.0, 100.0)]
    figure = ranges_figure(ranges, ["Revenue", "Margin"], WORDS)
    bar, mark = figure.data
    assert (list(bar.base), list(bar.x)) == ([12, 0], [5.5, 100])
    assert [name.text for name in figure.layout.annotations] == ["Revenue: 12 – 17.5", "Margin: any weight"]
    assert list(mark.x) == [15, 85]


def test_a_range_ends_where_its_lever_ends() -> None:
    # All weights add up to 150: nobody can give one of them more than 100.
    ends = [(20.0, 30.0, 150.0), (0.0, 90.0, 123.0), (10.0, 30.0, 40.0)]
    ranges = [AccountRange(k, *end, 150.0) for k, end in enumerate(ends)]
    figure = ranges_figure(ranges, ["Revenue", "Margin", "Growth"], WORDS)
    bar = figure.data[0]
    assert [low + width for low, width in zip(bar.base, bar.x, strict=True)] == [100, 100, 40]
    assert [name.text for name in figure.layout.annotations] == [
        "Revenue: 20 or more", "Margin: any weight", "Growth: 10 – 40",
    ]  # fmt: skip


def test_the_bars_of_a_tornado_run_from_the_present_number_to_either_turn() -> None:
    swings = [LeverEffect(0, None, 60.0, 85.0, "A", "S"), LeverEffect(None, "S", 70.0, None)]
    figure = tornado_figure(swings, ["Revenue", "Cut of S"], 70.0, lambda value: f"{value:g}", WORDS)
    halved, doubled = figure.data
    assert (halved.base, list(halved.x)) == (70, [-10, 0])
    assert list(halved.customdata) == ["Revenue: 60 · A", "Cut of S: 70"]
    assert (doubled.base, list(doubled.x)) == (70, [15, 0])
    assert list(doubled.customdata) == ["Revenue: 85 · S", "Cut of S: –"]
    assert list(figure.layout.yaxis.ticktext) == ["Revenue", "Cut of S"]
