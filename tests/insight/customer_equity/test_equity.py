"""Customer equity by tier, recomputed by hand."""

from __future__ import annotations

import datetime

import polars as pl
import pytest

from kam_core.insight.customer_equity.equity import customer_equity
from kam_core.insight.customer_equity.sentence import no_gain_sentence
from kam_core.measures.view import View
from tests.datasets import day, money

NOW, THEN = View(datetime.date(2024, 12, 31)), View(datetime.date(2023, 12, 31))


def accounts(*rows: tuple[int, str | None, float, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "account": code,
                "tier": tier,
                "revenue": money(revenue),
                "margin": None if margin is None else money(margin),
            }
            for code, tier, revenue, margin in rows
        ],
        schema={"account": pl.Int64, "tier": pl.String, "revenue": pl.Int64, "margin": pl.Int64},
    )


BEFORE = accounts((1, "S", 500, 100), (2, "S", 400, 80), (3, "C", 50, 10), (4, "C", 0, 0))
AFTER = accounts((1, "S", 600, 120), (2, "C", 0, 0), (3, "C", 60, 20), (4, "C", 30, None), (5, None, 0, 0))
COSTS = pl.DataFrame(
    {
        "account": [1, 1, 1, 1],
        "date": [day("2024-05-01"), day("2024-06-01"), day("2024-07-01"), day("2023-05-01")],
        "amount": [money(20), money(500), money(30), money(40)],
        "kind": ["serve", "win", "discount", "serve"],
    }
)


def test_equity_is_the_margin_after_cost_to_serve_at_the_retention_of_the_tier() -> None:
    """S: 1 of 2 stayed, r = 2/4, multiple 0.5/0.6; account 1: (120 − 20) · 5/6 = 83.33. C: account 3 was stayed of one,
    r = 2/3, multiple (2/3)/(1.1 − 2/3) = 20/13; 20 · 20/13 = 30.77. Before, with the same rates: S (100 − 40 + 80) ·
    5/6 = 116.67, C 10 · 20/13 = 15.38."""
    found = customer_equity(AFTER, NOW, (BEFORE, THEN), COSTS)
    tiers = {row["tier"]: row for row in found.tiers.iter_rows(named=True)}
    assert (tiers["S"]["stayed"], tiers["S"]["before"], tiers["S"]["retention"]) == (1, 2, 0.5)
    assert (tiers["C"]["stayed"], tiers["C"]["before"]) == (1, 1)
    assert tiers["S"]["equity"] == pytest.approx(money(100 * 5 / 6), abs=1)
    assert tiers["C"]["equity"] == pytest.approx(money(20 * 20 / 13), abs=1)
    assert found.total == tiers["S"]["equity"] + tiers["C"]["equity"]
    assert found.total_before == pytest.approx(money(140 * 5 / 6 + 10 * 20 / 13), abs=2)
    assert tiers["A"]["accounts"] == 0
    assert tiers["A"]["equity"] is None


def test_a_window_that_the_data_cover_in_part_counts_as_a_year_of_its_months() -> None:
    """Data since 2023-08: the earlier 12 months hold 5. Without costs S brought 180 in them, 432 a year; C 10, so 24.
    Multiples as above. The later window is covered whole."""
    found = customer_equity(AFTER, NOW, (BEFORE, THEN), None, data_start=2023 * 12 + 7)
    assert found.total_before == pytest.approx(money(432 * 5 / 6 + 24 * 20 / 13), abs=2)
    assert found.total == pytest.approx(money(120 * 5 / 6 + 20 * 20 / 13), abs=2)


def test_an_unknown_margin_is_left_out_and_counted() -> None:
    assert customer_equity(AFTER, NOW, (BEFORE, THEN), COSTS).without_margin == 1


def test_an_account_is_worth_the_same_whoevers_book_is_looked_at() -> None:
    """S and C as of all accounts; a book of account 1 alone would have kept 1 of 1, r = 2/3."""
    books = [
        customer_equity(AFTER, NOW, (BEFORE, THEN), COSTS, among=pl.Series(codes)) for codes in ([1], [2, 3, 4, 5])
    ]
    assert books[0].total == pytest.approx(money(100 * 5 / 6), abs=1)
    whole = customer_equity(AFTER, NOW, (BEFORE, THEN), COSTS)
    assert sum(book.total or 0 for book in books) == whole.total
    assert sum(book.total_before or 0 for book in books) == whole.total_before


def test_a_tier_that_costs_more_than_it_brings_is_named_instead_of_a_gain() -> None:
    """C: account 3 brings 20 and account 4 loses 500."""
    after = accounts((1, "S", 600, 120), (3, "C", 60, 20), (4, "C", 30, -500))
    found = customer_equity(after, NOW, (BEFORE, THEN), None)
    assert found.gains(0.05)["tier"].to_list() == ["S"]
    assert str(no_gain_sentence(found)).startswith("No gain can be stated for C:")
    assert no_gain_sentence(customer_equity(AFTER, NOW, (BEFORE, THEN), COSTS)) is None


def test_more_retention_of_one_tier_changes_its_equity_alone() -> None:
    """S from 50 % to 55 %: multiple 1; 100 instead of 83.33, C as it was 30.77."""
    found = customer_equity(AFTER, NOW, (BEFORE, THEN), COSTS)
    assert found.with_points({"S": 0.05}) == pytest.approx(money(100 + 20 * 20 / 13), abs=2)
    assert found.gain({}) == pytest.approx(0.0, abs=1e-6)


def test_a_half_year_window_counts_for_a_year() -> None:
    """Margin 60 in six months is 120 a year; 1 of 1 stayed in six months, 2/3, is 4/9 in a year."""
    now, then = View(NOW.as_of, 6), View(datetime.date(2024, 6, 30), 6)
    found = customer_equity(accounts((1, "A", 300, 60)), now, (accounts((1, "A", 200, 40)), then), None)
    row = found.tiers.row(1, named=True)
    assert row["margin"] == money(120)
    assert row["retention"] == pytest.approx(4 / 9)


def test_without_an_earlier_date_there_is_no_rate_and_no_equity() -> None:
    found = customer_equity(AFTER, NOW, None, COSTS)
    assert found.total is None
    assert found.retention is None
    assert found.gain({"S": 0.05}) is None


@pytest.mark.parametrize(
    ("now", "then"),
    [(View(NOW.as_of, None), View(THEN.as_of, None)), (NOW, View(datetime.date(2024, 6, 30)))],
)
def test_windows_that_share_months_say_nothing_of_retention(now: View, then: View) -> None:
    """Over all months nobody is ever lost; of two years that share half a year, who bought in it counts as kept."""
    assert customer_equity(AFTER, now, (BEFORE, then), None).retention is None
