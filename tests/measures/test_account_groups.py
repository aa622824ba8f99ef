"""Groups: measures recomputed on the united lines (domain: account)."""

import datetime

import polars as pl
import pytest

from kam_core.measures.account_frame import account_frame
from kam_core.measures.account_groups import merge_groups
from kam_core.measures.view import View
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, money

VIEW = View(datetime.date(2024, 12, 31))


def test_a_group_is_measured_on_the_united_lines_of_its_accounts() -> None:
    data = dataset(
        [
            {"account": "head", "date": "2024-01-10", "amount": 10},
            {"account": "north", "date": "2024-02-09", "amount": 20},
            {"account": "north-east", "date": "2024-03-10", "amount": 40},
            {"account": "alone", "date": "2024-03-10", "amount": 5},
        ],
        [
            {"account": "head", "credit_days_overdue": 3, "wallet": None},
            {"account": "north", "parent": "head", "credit_days_overdue": 40, "wallet": 300},
            {"account": "north-east", "parent": "north", "wallet": 200},
            {"account": "alone", "wallet": 9},
        ],
    )
    frame = account_frame(merge_groups(data), VIEW)
    assert frame["account_id"].to_list() == ["alone", "head"]
    head = frame.filter(pl.col("account_id") == "head").row(0, named=True)
    assert head["revenue"] == money(70)
    assert head["purchases"] == 3
    assert head["gap_days"] == pytest.approx(30)
    assert head["credit_days_overdue"] == 40
    assert head["wallet_share"] == pytest.approx(70 / 500)


def test_a_wallet_given_for_the_head_counts_alone() -> None:
    data = dataset(
        [{"account": "north", "date": "2024-02-09", "amount": 20}],
        [{"account": "head", "wallet": 100}, {"account": "north", "parent": "head", "wallet": 300}],
    )
    assert account_frame(merge_groups(data), VIEW)["wallet_share"].to_list() == [pytest.approx(0.2)]


def test_nobody_refers_anybody_inside_one_group() -> None:
    data = dataset(
        [
            {"account": "north", "date": "2024-02-09", "amount": 20, "margin": 5},
            {"account": "other", "date": "2024-02-09", "amount": 20, "margin": 7},
        ],
        [
            {"account": "head"},
            {"account": "north", "parent": "head", "referred_by": "head"},
            {"account": "other", "referred_by": "head"},
        ],
    )
    frame = account_frame(merge_groups(data), VIEW)
    assert frame.filter(pl.col("account_id") == "head")["referral_value"].item() == money(7)


def test_groups_that_run_in_a_circle_are_refused_and_named() -> None:
    data = dataset(accounts=[{"account": "a", "parent": "b"}, {"account": "b", "parent": "a"}])
    with pytest.raises(UserError, match="a → b → a"):
        merge_groups(data)


def test_the_tables_of_the_children_belong_to_the_group() -> None:
    data = dataset(
        [{"account": "north", "date": "2024-02-09", "amount": 20}],
        [{"account": "head"}, {"account": "north", "parent": "head"}],
        tables={"touches": [{"account": "north", "date": "2024-12-30"}]},
    )
    assert account_frame(merge_groups(data), VIEW)["touch_recency_days"].to_list() == [1]
