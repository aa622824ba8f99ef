"""Account measures against hand calculations (domain: account measures)."""

import datetime
from typing import Any

import polars as pl
import pytest

from kam_core.measures.account_frame import account_frame
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, money, monthly

YEAR_END = View(datetime.date(2024, 12, 31))


def row(data: Dataset, account: str, view: View = YEAR_END) -> dict[str, Any]:
    return account_frame(data, view).filter(pl.col("account_id") == account).row(0, named=True)


def test_revenue_is_split_into_window_window_before_and_ever() -> None:
    data = dataset(
        [
            {"account": "a", "date": "2022-06-01", "amount": 7},
            {"account": "a", "date": "2023-01-01", "amount": 100},
            {"account": "a", "date": "2023-12-31", "amount": 50},
            {"account": "a", "date": "2024-01-01", "amount": 30},
            {"account": "a", "date": "2024-12-31", "amount": 20.5},
            {"account": "a", "date": "2025-01-01", "amount": 1000},
        ]
    )
    found = row(data, "a")
    assert (found["revenue"], found["revenue_prior"], found["revenue_total"]) == (money(50.5), money(150), money(207.5))
    assert found["growth"] == pytest.approx((50.5 - 150) / 150)


def test_an_account_without_purchases_has_zero_revenue_and_no_dates() -> None:
    data = dataset([{"account": "b", "date": "2024-05-01", "amount": 1}], [{"account": "quiet"}])
    found = row(data, "quiet")
    assert (found["revenue"], found["revenue_total"], found["purchases"], found["purchases_total"]) == (0, 0, 0, 0)
    assert found["recency_days"] is None
    assert found["growth"] is None


def test_revenue_share_is_taken_of_the_positive_revenues() -> None:
    data = dataset(
        [
            {"account": "a", "date": "2024-05-01", "amount": 30},
            {"account": "b", "date": "2024-05-01", "amount": 70},
            {"account": "c", "date": "2024-05-01", "amount": -25},
        ]
    )
    assert row(data, "a")["revenue_share"] == pytest.approx(0.3)
    assert row(data, "c")["revenue_share"] == pytest.approx(-0.25)


def test_growth_is_unknown_for_everybody_when_the_data_start_inside_the_window_before() -> None:
    data = dataset([*monthly("a", "2023-02-15", 23, 10)])
    assert row(data, "a")["growth"] is None


def test_growth_is_unknown_when_the_first_purchase_lies_in_the_later_half_of_the_window_before() -> None:
    old = monthly("old", "2022-12-15", 25, 10)
    early, late = monthly("early", "2023-06-15", 19, 10), monthly("late", "2023-07-15", 18, 10)
    data = dataset([*old, *early, *late])
    assert row(data, "early")["growth"] == pytest.approx((120 - 70) / 70)
    assert row(data, "late")["growth"] is None


def test_margin_counts_only_the_lines_that_know_it() -> None:
    data = dataset(
        [
            {"account": "a", "date": "2024-05-01", "amount": 100, "margin": 20},
            {"account": "a", "date": "2024-06-01", "amount": 900},
            {"account": "b", "date": "2024-06-01", "amount": 10},
        ]
    )
    found = row(data, "a")
    assert found["margin"] == money(20)
    assert found["margin_rate"] == pytest.approx(0.2)
    assert row(data, "b")["margin"] is None


def test_an_account_without_lines_earned_nothing_where_margins_are_known() -> None:
    data = dataset(
        [{"account": "a", "date": "2024-05-01", "amount": 100, "margin": 20}], [{"account": "a"}, {"account": "quiet"}]
    )
    assert row(data, "quiet")["margin"] == 0


def test_discount_is_what_is_missing_to_the_list_amount() -> None:
    data = dataset([{"account": "a", "date": "2024-05-01", "amount": 80, "list_amount": 100}])
    assert row(data, "a")["discount_rate"] == pytest.approx(0.2)


def test_a_credit_note_changes_revenue_but_is_no_purchase() -> None:
    data = dataset(
        [
            {"account": "a", "date": "2024-05-01", "amount": 100},
            {"account": "a", "date": "2024-12-20", "amount": -30},
        ]
    )
    found = row(data, "a")
    assert found["revenue"] == money(70)
    assert found["purchases"] == 1
    assert found["recency_days"] == (datetime.date(2024, 12, 31) - datetime.date(2024, 5, 1)).days


def test_an_order_is_what_its_lines_net_to() -> None:
    data = dataset(
        [
            {"account": "a", "date": "2024-05-01", "amount": 100, "order": 1},
            {"account": "a", "date": "2024-05-01", "amount": -100, "order": 1},
            {"account": "a", "date": "2024-05-02", "amount": 40, "order": 2},
            {"account": "a", "date": "2024-05-02", "amount": 20, "order": 2},
        ]
    )
    found = row(data, "a")
    assert found["purchases"] == 1
    assert found["largest_purchase_share"] == pytest.approx(1.0)


def test_a_quarterly_buyer_is_as_regular_as_a_monthly_one() -> None:
    data = dataset([*monthly("quarter", "2023-01-10", 24, 10, step=3), *monthly("month", "2023-01-10", 24, 10)])
    quarter, month = row(data, "quarter"), row(data, "month")
    assert quarter["active_months"] == 4
    assert month["active_months"] == 12
    # Seven gaps lie between 2023-01-10 and 2024-10-10, 639 days.
    assert quarter["gap_days"] == pytest.approx(639 / 7)
    assert quarter["regularity"] == pytest.approx(1.0, abs=0.02)
    assert month["regularity"] == pytest.approx(1.0)


def test_a_buyer_who_skips_half_of_its_rhythm_is_half_as_regular() -> None:
    steady = monthly("a", "2021-01-10", 36, 10)
    rare = [{"account": "a", "date": f"2024-{month:02d}-10", "amount": 10} for month in (1, 2, 3, 4, 5, 6)]
    found = row(dataset([*steady, *rare]), "a")
    assert found["active_months"] == 6
    assert found["regularity"] == pytest.approx(0.5, abs=0.01)


def test_the_usual_gap_needs_two_gaps() -> None:
    data = dataset(
        [
            {"account": "two", "date": "2024-01-01", "amount": 1},
            {"account": "two", "date": "2024-03-01", "amount": 1},
            {"account": "three", "date": "2024-01-01", "amount": 1},
            {"account": "three", "date": "2024-01-11", "amount": 1},
            {"account": "three", "date": "2024-01-31", "amount": 1},
        ]
    )
    assert row(data, "two")["gap_days"] is None
    assert row(data, "two")["regularity"] is None
    assert row(data, "three")["gap_days"] == pytest.approx(15)


def test_a_return_after_a_silence_of_more_than_a_year_is_a_cycle_and_counts_for_continuity() -> None:
    # Bought monthly in 2020, was silent for 28 months, came back in 2023: years with purchases among the last five
    # are 2020 (five years ago), 2023 and 2024.
    before = monthly("a", "2020-01-10", 12, 10)
    after = monthly("a", "2023-05-10", 20, 10)
    found = row(dataset([*before, *after]), "a")
    assert found["cycles"] == 1
    assert found["continuity"] == 3 + 1


def test_the_trend_of_a_steadily_growing_account_is_its_slope_over_its_mean() -> None:
    # Revenue 10, 20, … 120: the slope is 10 a month, the mean 65.
    lines = [{"account": "a", "date": f"2024-{month:02d}-10", "amount": 10 * month} for month in range(1, 13)]
    assert row(dataset(lines), "a")["slope"] == pytest.approx(10 / 65)


def test_products_are_counted_once_each_within_the_window() -> None:
    data = dataset(
        [
            {"account": "a", "date": "2024-05-01", "amount": 1, "product": 7},
            {"account": "a", "date": "2024-06-01", "amount": 1, "product": 7},
            {"account": "a", "date": "2024-07-01", "amount": 1, "product": 8},
            {"account": "a", "date": "2022-07-01", "amount": 1, "product": 9},
        ]
    )
    assert row(data, "a")["product_breadth"] == 2


def test_wallet_share_and_headroom_are_of_the_wallet_of_the_windows_length() -> None:
    data = dataset(
        [{"account": "a", "date": "2024-11-01", "amount": 30}, {"account": "b", "date": "2024-11-01", "amount": 80}],
        [{"account": "a", "wallet": 200}, {"account": "b", "wallet": 100}],
    )
    half_year = View(datetime.date(2024, 12, 31), 6)
    assert row(data, "a", half_year)["wallet_share"] == pytest.approx(0.3)
    assert row(data, "a", half_year)["wallet_headroom"] == money(70)
    assert row(data, "b", half_year)["wallet_headroom"] == 0


def test_satisfaction_is_the_mean_of_the_last_twelve_months_and_silence_is_unknown() -> None:
    rows = [
        {"account": "a", "date": "2024-02-01", "kind": "survey", "satisfaction": 5.0, "nps": 10.0},
        {"account": "a", "date": "2024-11-01", "kind": "survey", "satisfaction": 2.0, "nps": 3.0},
        {"account": "a", "date": "2023-11-01", "kind": "survey", "satisfaction": 1.0, "nps": 0.0},
        {"account": "a", "date": "2024-12-01", "kind": "complaint", "satisfaction": None, "nps": None},
        {"account": "a", "date": "2024-10-01", "kind": "complaint", "satisfaction": None, "nps": None},
    ]
    for entry, status, closed in zip(
        rows, ("closed", "closed", "closed", "open", "closed"), (None, None, None, None, "2024-10-05"), strict=True
    ):
        entry |= {"status": status, "closed_on": closed}
    data = dataset(
        [{"account": "a", "date": "2024-05-01", "amount": 1}, {"account": "b", "date": "2024-05-01", "amount": 1}],
        tables={"feedback": rows},
    )
    assert row(data, "a")["satisfaction"] == pytest.approx(3.5)
    assert row(data, "a")["nps"] == pytest.approx(0.0)
    assert row(data, "a")["open_complaints"] == 1
    assert row(data, "b")["satisfaction"] is None


def test_costs_and_return_on_an_account() -> None:
    data = dataset(
        [{"account": "a", "date": "2024-05-01", "amount": 100, "margin": 60}],
        [{"account": "a"}, {"account": "b"}],
        tables={
            "account_costs": [
                {"account": "a", "date": "2024-03-01", "amount": money(15), "kind": "serve"},
                {"account": "a", "date": "2024-04-01", "amount": money(5), "kind": "win"},
                {"account": "a", "date": "2022-04-01", "amount": money(500), "kind": "serve"},
            ]
        },
    )
    assert row(data, "a")["account_cost"] == money(20)
    assert row(data, "a")["cost_to_serve"] == money(15), "winning the account is no cost to serve"
    assert row(data, "a")["return_on_account"] == pytest.approx((60 - 20) / 20)
    assert row(data, "b")["return_on_account"] is None


def test_referral_value_counts_the_second_level_half() -> None:
    data = dataset(
        [
            {"account": "child", "date": "2024-05-01", "amount": 100, "margin": 40},
            {"account": "grandchild", "date": "2024-05-01", "amount": 100, "margin": 10},
        ],
        [
            {"account": "lighthouse"},
            {"account": "child", "referred_by": "lighthouse"},
            {"account": "grandchild", "referred_by": "child"},
        ],
    )
    assert row(data, "lighthouse")["referral_value"] == money(45)
    assert row(data, "child")["referral_value"] == money(10)
