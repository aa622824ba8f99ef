"""Account measures by view: dates, windows, units, and tables beside the order lines."""

import datetime
from typing import Any

import polars as pl
import pytest

from kam_core.measures.account_frame import account_frame
from kam_core.measures.view import View, default_view
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, money, monthly

YEAR_END = View(datetime.date(2024, 12, 31))


def row(data: Dataset, account: str, view: View = YEAR_END) -> dict[str, Any]:
    return account_frame(data, view).filter(pl.col("account_id") == account).row(0, named=True)


def test_needs_are_weighted_by_probability_and_horizon() -> None:
    data = dataset(
        [{"account": "a", "date": "2024-05-01", "amount": 1}],
        tables={
            "needs": [
                {"account": "a", "horizon": "short", "value": money(100), "probability": 0.5},
                {"account": "a", "horizon": "medium", "value": money(100), "probability": 0.5},
                {"account": "a", "horizon": "long", "value": money(100), "probability": 0.5},
                {"account": "a", "horizon": "long", "value": None, "probability": 0.5},
            ]
        },
    )
    assert row(data, "a")["needs"] == money(50 + 30 + 15)


def test_an_assessment_is_the_latest_one_as_of_the_date() -> None:
    data = dataset(
        [{"account": "a", "date": "2024-05-01", "amount": 1}],
        tables={
            "assessments": [
                {"account": "a", "criterion": "fit", "score": 2.0, "assessed_on": "2024-01-01"},
                {"account": "a", "criterion": "fit", "score": 4.0, "assessed_on": "2024-06-01"},
                {"account": "a", "criterion": "fit", "score": 3.0, "assessed_on": "2024-06-01"},
                {"account": "a", "criterion": "fit", "score": 1.0, "assessed_on": "2025-06-01"},
                {"account": "a", "criterion": "innovation", "score": 5.0, "assessed_on": None},
            ]
        },
    )
    assert row(data, "a")["fit"] == pytest.approx(3.5)
    assert row(data, "a")["innovation"] == 5


@pytest.mark.parametrize(
    ("answers", "passed"),
    [
        ({"meets_our_management": 5, "compensates_loss": 4}, True),
        ({"meets_our_management": 5, "compensates_loss": 1}, False),
        ({"meets_our_management": 2}, False),
        ({"meets_our_management": 5}, None),
        ({"meets_our_management": 3, "compensates_loss": 3}, None),
        ({"mutual_dependence": 5}, True),
        ({"mutual_dependence": 2}, False),
        ({"mutual_dependence": 3}, None),
        ({"fit": 5}, None),
    ],
)
def test_mutual_dependence_needs_both_answers_and_fails_on_one(answers: dict[str, float], passed: bool | None) -> None:
    rows = [
        {"account": "a", "criterion": name, "score": float(score), "assessed_on": "2024-01-01"}
        for name, score in answers.items()
    ]
    data = dataset([{"account": "a", "date": "2024-05-01", "amount": 1}], tables={"assessments": rows})
    assert row(data, "a")["mutual_dependence_passed"] is passed


def test_the_last_touch_is_counted_in_days() -> None:
    data = dataset(
        [{"account": "a", "date": "2024-05-01", "amount": 1}],
        tables={"touches": [{"account": "a", "date": "2024-12-01"}, {"account": "a", "date": "2025-02-01"}]},
    )
    assert row(data, "a")["touch_recency_days"] == 30


def test_cutting_off_later_lines_changes_nothing_in_a_view_as_of_an_earlier_month() -> None:
    lines = [
        *monthly("a", "2022-01-10", 36, 10, margin=3, product=1),
        *monthly("b", "2023-03-05", 22, 25, step=2, product=2),
        *monthly("newcomer", "2024-09-05", 4, 25),
        {"account": "b", "date": "2024-02-05", "amount": -10},
    ]
    accounts = [{"account": "a"}, {"account": "listed"}]
    view = View(datetime.date(2024, 6, 30))
    whole = account_frame(dataset(lines, accounts), view)
    cut = account_frame(dataset([line for line in lines if line["date"] <= "2024-06-30"], accounts), view)
    assert whole["account_id"].to_list() == ["a", "b", "listed"]
    assert whole.drop("account").equals(cut.drop("account"))


def test_the_default_date_is_the_last_complete_month_end_but_for_all_the_last_day() -> None:
    first = {"account": "a", "date": "2026-11-30", "amount": 1}
    data = dataset([first, {"account": "a", "date": "2026-12-30", "amount": 1}])
    assert default_view(data).as_of == datetime.date(2026, 11, 30)
    assert default_view(data, None).as_of == datetime.date(2026, 12, 30)
    full = dataset([{"account": "a", "date": "2026-12-31", "amount": 1}])
    assert default_view(full).as_of == datetime.date(2026, 12, 31)


def test_data_within_one_unfinished_month_are_seen_as_of_their_last_day() -> None:
    data = dataset([{"account": "a", "date": "2024-01-05", "amount": 1}])
    assert default_view(data).as_of == datetime.date(2024, 1, 5)
    assert row(data, "a", default_view(data))["revenue"] == money(1)


def test_an_account_list_alone_is_seen_as_of_the_given_day() -> None:
    data = dataset(accounts=[{"account": "a"}])
    assert default_view(data, today=datetime.date(2026, 5, 4)).as_of == datetime.date(2026, 5, 4)
    with pytest.raises(UserError, match="no order lines"):
        default_view(data)
    assert row(data, "a", View(datetime.date(2026, 5, 4), None))["revenue"] == 0


@pytest.mark.parametrize("months", [0, -3, 601])
def test_an_impossible_window_is_refused(months: int) -> None:
    with pytest.raises(UserError, match="window"):
        View(datetime.date(2026, 1, 31), months)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UserError, match="account or group"):
        View(datetime.date(2026, 1, 31), 12, "planet")


def test_a_window_of_all_months_has_no_window_before() -> None:
    data = dataset(monthly("a", "2022-01-10", 36, 10))
    view = View(datetime.date(2024, 12, 31), None)
    found = row(data, "a", view)
    assert found["revenue"] == money(360)
    assert found["revenue_prior"] == 0
    assert found["growth"] is None
    assert view.window_dates(data.first_month) == (datetime.date(2022, 1, 1), datetime.date(2024, 12, 31))


def test_a_window_of_one_month_has_no_trend() -> None:
    data = dataset(monthly("a", "2022-01-10", 36, 10))
    assert row(data, "a", View(datetime.date(2024, 12, 31), 1))["slope"] is None


def test_a_discount_is_no_cost_a_second_time() -> None:
    costs = [
        {"account": "a", "date": "2024-03-01", "amount": money(15), "kind": "serve"},
        {"account": "a", "date": "2024-03-01", "amount": money(70), "kind": "discount"},
        {"account": "a", "date": "2024-03-01", "amount": money(5), "kind": None},
    ]
    data = dataset([{"account": "a", "date": "2024-05-01", "amount": 100}], tables={"account_costs": costs})
    assert row(data, "a")["account_cost"] == money(20)


def test_the_revenue_of_lines_with_a_known_margin_is_distinguished() -> None:
    data = dataset(
        [
            {"account": "a", "date": "2024-05-01", "amount": 100, "margin": 20},
            {"account": "a", "date": "2024-06-01", "amount": 900},
        ]
    )
    assert row(data, "a")["costed_revenue"] == money(100)


LAST_YEAR = View(datetime.date(2024, 12, 31), 3, prior_months=12)
"""October to December 2024, against October to December 2023."""
SEASONAL = dataset(
    [
        {"account": account, "date": date, "amount": amount}
        for account, date, amount in (
            ("a", "2023-09-30", 7), ("a", "2023-10-01", 60), ("a", "2023-12-31", 40), ("a", "2024-01-01", 5000),
            ("a", "2024-09-30", 300), ("a", "2024-11-15", 150), ("b", "2024-08-01", 80), ("b", "2024-10-01", 20),
        )
    ]
)  # fmt: skip


def test_the_same_period_last_year_leaves_out_the_months_between() -> None:
    """60 + 40 in two purchases from October to December 2023; 150 now is half as much again."""
    found = row(SEASONAL, "a", LAST_YEAR)
    assert (found["revenue"], found["revenue_prior"], found["purchases_prior"]) == (money(150), money(100), 2)
    assert found["growth"] == pytest.approx(0.5)
    directly_before = row(SEASONAL, "a", View(LAST_YEAR.as_of, 3))
    assert directly_before["revenue_prior"] == money(300)


def test_who_only_bought_between_the_two_windows_has_no_growth() -> None:
    found = row(SEASONAL, "b", LAST_YEAR)
    assert (found["revenue"], found["revenue_prior"], found["growth"]) == (money(20), 0, None)


def test_a_prior_window_may_overlap_the_window() -> None:
    """Two years to 2024 against two years to 2023: 2023 counts in both."""
    lines = [("2022-01-05", 10.0), ("2023-06-01", 20.0), ("2024-06-01", 40.0)]
    data = dataset([{"account": "a", "date": date, "amount": amount} for date, amount in lines])
    found = row(data, "a", View(YEAR_END.as_of, 24, prior_months=12))
    assert (found["revenue"], found["revenue_prior"]) == (money(60), money(30))
    assert found["growth"] == pytest.approx(1.0)


def test_growth_is_unknown_where_the_data_start_inside_the_same_period_last_year() -> None:
    data = dataset(monthly("a", "2023-11-10", 14, 10.0))
    assert row(data, "a", LAST_YEAR)["growth"] is None
    assert row(data, "a", View(LAST_YEAR.as_of, 3))["growth"] == pytest.approx(0.0)
