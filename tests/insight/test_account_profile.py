"""One account on one page (screens: account)."""

import dataclasses
import datetime

import polars as pl
import pytest

from kam_core.insight.account_profile import (
    beside_tier,
    choices,
    containing,
    find,
    ids_of,
    label,
    latest_lines,
    months,
    profile,
    steps,
)
from kam_core.measures.view import View
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, money, monthly

YEAR = View(datetime.date(2024, 12, 31))
GROUPS = View(datetime.date(2024, 12, 31), unit="group")


def data() -> Dataset:
    bare = dataset(
        [
            *monthly("head", "2023-01-05", 24, 100, margin=40),
            *monthly("north", "2024-01-07", 12, 30, margin=3),
            {"account": "alone", "date": "2024-11-30", "amount": 7, "margin": 1},
            {"account": "alone", "date": "2025-01-02", "amount": 9, "margin": 1},
        ],
        [
            {"account": "head", "name": "Head Ltd", "owner": "Li", "contract_end": "2025-03-01"},
            {"account": "north", "name": "North Ltd", "parent": "head"},
            {"account": "alone", "name": "Alone"},
            {"account": "waiting", "name": "Waiting"},
        ],
    )
    count = bare.lines.height
    return dataclasses.replace(
        bare,
        orders=pl.DataFrame({"order": range(count), "order_id": [f"SO{n}" for n in range(count)]}),
        content_id="",
    )


def portfolio(view: View = YEAR) -> Portfolio:
    frame = account_measures(data(), view)
    return score_accounts(frame, view, built_in_model(data(), frame))


def row_of(account_id: str) -> int:
    return portfolio().accounts["account_id"].to_list().index(account_id)


def test_an_account_is_found_by_its_id_and_nobody_else_is() -> None:
    found = find(data(), portfolio(), "north")
    assert found is not None
    assert portfolio().accounts["account_id"][found.row] == "north"
    assert found.member is None
    assert find(data(), portfolio(), "nobody") is None


def test_in_a_view_of_groups_a_member_leads_to_its_group() -> None:
    grouped = portfolio(GROUPS)
    found = find(data(), grouped, "north")
    assert found is not None
    assert grouped.accounts["account_id"][found.row] == "head"
    assert found.member == "North Ltd"
    assert len(found.codes) == 2
    assert months(data(), GROUPS, found.codes)["revenue"].sum() == money(24 * 100 + 12 * 30)


def test_choices_begin_with_the_largest_revenue() -> None:
    assert list(choices(portfolio())) == ["head", "north", "alone", "waiting"]
    assert choices(portfolio(), most=1) == {"head": "Head Ltd"}


def test_an_id_or_a_name_in_full_means_its_account_and_part_of_one_means_none() -> None:
    assert ids_of(data(), " north ") == ["north"]
    assert ids_of(data(), "north LTD") == ["north"]
    assert ids_of(data(), "Nor") == []
    twins = dataset(
        [], [{"account": "400", "name": "404"}, {"account": "404", "name": "Z"}, {"account": "5", "name": "Z"}]
    )
    assert ids_of(twins, "404") == ["404"]
    assert ids_of(twins, "z") == ["404", "5"]


def test_letters_list_the_accounts_that_have_them_in_id_or_name() -> None:
    assert list(containing(portfolio(), "LTD")) == ["head", "north"]
    assert containing(portfolio(), "a", most=1) == {"head": "Head Ltd"}
    assert containing(portfolio(), "h.ad") == {}


def test_an_account_called_by_its_id_is_stated_once() -> None:
    assert (label("400", "400"), label("400", None), label("400", "Acme")) == ("400", "400", "Acme 400")


def test_a_profile_says_who_it_is() -> None:
    who = profile(data(), portfolio(), row_of("north"))
    assert (who.name, who.group, who.revenue, who.last_purchase) == (
        "North Ltd", "Head Ltd", money(360), datetime.date(2024, 12, 7),
    )  # fmt: skip
    assert profile(data(), portfolio(), row_of("head")).contract_end == datetime.date(2025, 3, 1)
    assert profile(data(), portfolio(), row_of("waiting")).last_purchase is None


@pytest.mark.parametrize("most", [3, 5, 99])
@pytest.mark.parametrize("account", ["head", "north", "alone"])
def test_the_steps_add_up_to_the_score_and_what_is_possible_to_100(account: str, most: int) -> None:
    whole, row = portfolio(), row_of(account)
    parts = steps(whole, row, most)
    assert parts.height <= most
    assert parts["points"].sum() == pytest.approx(whole.accounts["score"][row], abs=1e-9)
    assert parts["possible"].sum() == pytest.approx(100)
    assert (parts["points"] <= parts["possible"] + 1e-9).all()


def test_small_steps_are_one_step_that_counts_its_criteria() -> None:
    all_steps, few = (steps(portfolio(), row_of("head"), most) for most in (99, 3))
    assert few["measure"].to_list() == [*all_steps["measure"].to_list()[:2], None]
    assert few["criteria"].to_list() == [1, 1, all_steps.height - 2]


def test_measures_stand_beside_the_median_of_the_accounts_of_the_same_tier() -> None:
    whole = portfolio()
    three = whole.accounts.filter(pl.col("account_id") != "waiting")
    same = dataclasses.replace(
        whole, accounts=three.with_columns(pl.lit("B", whole.accounts.schema["tier"]).alias("tier"))
    )
    beside = {
        measure: (value, median)
        for measure, value, median in beside_tier(same, same.accounts["account_id"].to_list().index("head")).rows()
    }
    assert beside["revenue"] == (money(1200), money(360))
    assert beside["margin_rate"] == (pytest.approx(0.4), pytest.approx(1 / 7))
    assert "satisfaction" not in beside


def test_the_history_has_every_month_and_marks_the_window_and_the_one_before() -> None:
    found = find(data(), portfolio(), "alone")
    assert found is not None
    history = months(data(), YEAR, found.codes)
    assert history.height == 36
    assert history["month"][0] == datetime.date(2022, 1, 1)
    assert history.filter(pl.col("revenue") != 0).select("month", "revenue").rows() == [
        (datetime.date(2024, 11, 1), money(7))
    ]
    assert history["period"].to_list() == ["earlier"] * 12 + ["prior"] * 12 + ["window"] * 12


def test_the_history_marks_the_same_period_last_year_and_not_the_months_between() -> None:
    found = find(data(), portfolio(), "alone")
    assert found is not None
    history = months(data(), View(datetime.date(2024, 12, 31), 3, prior_months=12), found.codes)
    assert history["period"].to_list()[-18:] == ["earlier"] * 3 + ["prior"] * 3 + ["earlier"] * 9 + ["window"] * 3


def test_over_all_months_everything_is_the_window() -> None:
    found = find(data(), portfolio(), "alone")
    assert found is not None
    history = months(data(), View(datetime.date(2024, 12, 31), None), found.codes)
    assert set(history["period"].to_list()) == {"window"}


def test_the_latest_lines_name_the_file_and_the_line_they_came_from() -> None:
    found = find(data(), portfolio(), "head")
    assert found is not None
    lines = latest_lines(data(), YEAR, found.codes, most=2)
    assert lines.rows() == [
        (datetime.date(2024, 12, 5), "SO23", None, money(100), money(40), "test", 25),
        (datetime.date(2024, 11, 5), "SO22", None, money(100), money(40), "test", 24),
    ]


def test_lines_after_the_date_are_not_shown() -> None:
    found = find(data(), portfolio(), "alone")
    assert found is not None
    assert latest_lines(data(), YEAR, found.codes)["day"].to_list() == [datetime.date(2024, 11, 30)]
