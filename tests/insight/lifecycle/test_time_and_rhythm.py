"""Time in stage, who is stuck, whose next purchase is overdue, and what accounts buy; counted by hand."""

import datetime
from dataclasses import replace

import polars as pl

from kam_core.insight.lifecycle.families import stage_families, top_families
from kam_core.insight.lifecycle.next_purchase import overdue_purchases
from kam_core.insight.lifecycle.stage_time import stuck_accounts, time_in_stage
from kam_core.measures.lifecycle.policy import LifecyclePolicy
from kam_core.measures.lifecycle.stage_history import stage_history
from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.services.insights.insight import Subject
from kam_core.services.insights.lifecycle import lifecycle_insight
from tests.datasets import dataset, money, monthly

VIEW = View(datetime.date(2024, 12, 31))
DATA = dataset(
    [
        *monthly("steady", "2022-01-10", 36, 10, product=0),
        *monthly("silent", "2022-01-10", 29, 10, product=1),
        *monthly("twice", "2024-05-20", 4, 10, step=3, product=1),
        {"account": "twice", "date": "2024-12-05", "amount": 500, "product": 0},
    ],
    [{"account": "hope"}],
)
FAMILIES = pl.DataFrame(
    {"product": [0, 1], "product_id": ["0", "1"], "name": ["0", "1"], "product_family": ["Bikes", "Tyres"]},
    schema=DATA.products.schema,
)


def test_the_time_in_a_stage_counts_from_the_first_month_end_that_shows_it() -> None:
    """The last purchase of `silent` was on 10 May: 81 days later, on 31 July, it cools for the first time."""
    times = dict(time_in_stage(stage_history(DATA, VIEW)).iter_rows())
    codes = dict(DATA.accounts.select("account_id", "account").iter_rows())
    assert times[codes["silent"]] == (datetime.date(2024, 12, 31) - datetime.date(2024, 7, 31)).days
    assert times[codes["hope"]] == (datetime.date(2024, 12, 31) - datetime.date(2022, 1, 31)).days


def test_who_is_in_a_stage_for_longer_than_the_rules_say_is_stuck() -> None:
    portfolio = score_accounts(account_measures(DATA, VIEW), VIEW, Subject.of(DATA, VIEW).model)
    history = stage_history(DATA, VIEW)
    assert stuck_accounts(portfolio.accounts, history, LifecyclePolicy()).is_empty()
    stuck = stuck_accounts(portfolio.accounts, history, LifecyclePolicy(stuck_cooling_days=152))
    assert stuck.select("account_id", "days_in_stage").rows() == [("silent", 153)]


def test_the_next_purchase_is_due_one_usual_gap_after_the_last() -> None:
    """`silent` bought on 29 days from 10 January 2022 to 10 May 2024, every 851 / 28 = 30.4 days."""
    portfolio = score_accounts(account_measures(DATA, VIEW), VIEW, Subject.of(DATA, VIEW).model)
    late = overdue_purchases(portfolio.accounts, VIEW)
    assert late.select("account_id", "next_purchase_due", "days_late").rows() == [
        ("silent", datetime.date(2024, 6, 9), 205)
    ]


def test_each_stage_shows_the_families_that_it_buys_more_of_than_the_one_before() -> None:
    data = replace(DATA, products=FAMILIES, content_id="families")
    frame = account_measures(data, VIEW)
    assert dict(frame.select("account_id", "stage").iter_rows()) == {
        "hope": "prospect", "silent": "cooling", "steady": "mature", "twice": "deepening",
    }  # fmt: skip
    found = stage_families(data, VIEW, frame)
    assert found is not None
    shares = {row["product_family"]: row for row in found.shares.iter_rows(named=True)}
    # Two purchases of 10 in tyres (May, August) and one of 500 in bikes; mature accounts buy bikes alone.
    assert (shares["Tyres"]["deepening"], shares["Bikes"]["mature"], shares["Tyres"]["cooling"]) == (20 / 520, 1, 1)
    assert shares["Bikes"]["initial"] is None
    assert found.jumps.select("stage", "before", "product_family").rows() == [
        ("mature", "deepening", "Bikes"), ("cooling", "mature", "Tyres"),
    ]  # fmt: skip
    best = dict(top_families(data, VIEW, data.accounts["account"]).iter_rows())
    assert best[3] == ["Bikes", "Tyres"]
    assert stage_families(DATA, VIEW, frame) is None


def test_the_insight_names_what_is_stuck_and_when_the_next_purchase_is_due() -> None:
    made = lifecycle_insight(Subject.of(DATA, VIEW))
    assert made.figures["stuck"] == 0
    assert made.figures["mature_revenue"].ten_thousandths == money(120)  # type: ignore[attr-defined]
    rows = {row["account"]: row for row in made.rows}
    assert rows["silent"]["next_purchase_due"] == datetime.date(2024, 6, 9)
    assert (rows["hope"]["next_purchase_due"], rows["silent"]["days_in_stage"]) == (None, 153)
