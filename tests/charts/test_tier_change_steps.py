"""Waterfall chart of a tier change."""

import pytest

from kam_core.charts.tier_change_steps import distance_figure, distance_text
from kam_core.locale.language import Language
from kam_core.whatif.explanation.steps import CutDistance

WORDS = Language("en")
POINTS = CutDistance("points", "S", -2.2, 0.0, 2.8, 0.001, 0.6, 0.0, 1.201, 72.0, 71.4)


def test_the_steps_run_from_the_distance_before_to_the_distance_after() -> None:
    (trace,) = distance_figure(POINTS, WORDS).data
    assert list(trace.y) == ["Previous distance", "Weights", "Cut change", "New distance"]
    assert list(trace.x) == [-2.2, 2.8, 0.6, 1.201]
    assert list(trace.text) == ["−2.2", "+2.8", "+0.6", "+1.2"]
    assert list(trace.measure) == ["absolute", "relative", "relative", "total"]


def test_the_cut_is_named_at_zero() -> None:
    figure = distance_figure(POINTS, WORDS)
    (note,) = figure.layout.annotations
    assert (note.x, note.text) == (0, "cut of S")
    low, high = figure.layout.xaxis.range
    assert low < -2.2
    assert high > 1.201


def test_every_step_is_drawn_where_all_of_them_happened() -> None:
    distance = CutDistance("points", "A", -5.0, 1.0, 2.0, -0.5, 3.0, -0.25, 0.25, 70.0, 67.25)
    (trace,) = distance_figure(distance, WORDS).data
    assert list(trace.y)[1:-1] == ["Its own data", "Weights", "Ranges and other accounts", "Cut change", "Seats"]
    assert trace.x[0] + sum(trace.x[1:-1]) == pytest.approx(trace.x[-1])


def test_money_is_drawn_in_currency_units_and_written_compact() -> None:
    distance = CutDistance(
        "money", "S", -5_000_000_000.0, 6_000_000_000.0, 0.0, 0.0, 0.0, 0.0, 1_000_000_000.0, 0.0, 0.0
    )
    (trace,) = distance_figure(distance, Language("en", "USD")).data
    assert list(trace.x) == [-500_000, 600_000, 100_000]
    assert list(trace.text) == ["−$500K", "+$600K", "+$100K"]


def test_a_distance_of_nothing_has_no_sign() -> None:
    assert [distance_text(value, "points", WORDS) for value in (0.0, 0.04, -0.04, 0.05001)] == ["0", "0", "0", "+0.1"]
