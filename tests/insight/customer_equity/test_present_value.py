"""Present value and the gain of more retention, by hand (domain: churn economics)."""

from __future__ import annotations

import pytest

from kam_core.insight.customer_equity.present_value import gain, multiple, raised, retention_rate


@pytest.mark.parametrize(("retention", "expected"), [(0.5, 0.20), (0.9, 0.41), (0.94, 0.53), (0.95, 0.42)])
def test_five_points_more_retention_add_what_the_formula_gives_by_hand(retention: float, expected: float) -> None:
    """0.5/0.6 → 0.55/0.55: +20 %; 0.9/0.2 → 0.95/0.15: +41 %; 0.94/0.16 → 0.99/0.11: +53 %; 0.95/0.15 → 0.99/0.11,
    as it stops at 99 %: +42 %."""
    assert round(gain(retention), 2) == expected


def test_a_margin_that_stays_with_ninety_per_cent_is_worth_four_and_a_half_years() -> None:
    assert multiple(0.9) == pytest.approx(4.5)


def test_few_accounts_never_give_a_certain_rate() -> None:
    assert retention_rate(0, 0) == 0.5
    assert retention_rate(8, 8) == 0.9
    assert retention_rate(0, 1) == pytest.approx(1 / 3)


def test_retention_stops_at_99_per_cent_and_at_nothing() -> None:
    assert raised(0.97, 0.05) == 0.99
    assert raised(0.995, 0.05) == 0.995
    assert raised(0.03, -0.05) == 0.0
