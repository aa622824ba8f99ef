"""Charts of the hysteresis replay and of the back-test."""

from kam_core.charts.back_test import back_test_figure
from kam_core.charts.hysteresis_replay import replay_figure
from kam_core.locale.language import Language

WORDS = Language("en")


def test_changes_of_tier_stand_side_by_side_month_by_month() -> None:
    plain, with_band = replay_figure(["2024-05", "2024-06"], [1, 0], [3, 2], WORDS).data
    assert (list(plain.x), list(plain.y), plain.name) == (["2024-05", "2024-06"], [3, 2], "without a buffer")
    assert (list(with_band.y), with_band.name) == ([1, 0], "with your buffer")


def test_a_share_stands_with_its_interval_and_the_share_of_everybody() -> None:
    base, left = back_test_figure(["mine", "theirs"], [0.25, 0.0], [(0.1, 0.5), None], [0.4, 0.3], WORDS).data
    assert list(base.x) == [0.4, 0.3]
    assert list(left.x) == [0.25, 0.0]
    assert list(left.error_x.array) == [0.25, 0.0]
    assert list(left.error_x.arrayminus) == [0.15, 0.0]
    assert list(left.customdata) == ["25% (10% – 50%)", "0%"]


def test_the_name_of_a_model_is_no_markup() -> None:
    base, _ = back_test_figure(["<b>x</b>"], [0.5], [None], [0.5], WORDS).data
    assert list(base.y) == ["&lt;b&gt;x&lt;/b&gt;"]
