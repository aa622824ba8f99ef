"""Robustness charts: weight ranges, tornado."""

from kam_core.charts.sensitivity import tornado_figure
from kam_core.charts.weight_ranges import ranges_figure
from kam_core.locale.language import Language
from kam_core.whatif.robustness.account_weight_range import AccountRange
from kam_core.whatif.robustness.sensitivity import LeverEffect

WORDS = Language("en", "CNY")


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
