"""Lost accounts and the reasons noted for them, on small books."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from kam_core.insight.defections.lost_accounts import DefectionLog, defection_log
from kam_core.insight.defections.sentence import leading_reason, lost_sentence
from kam_core.vocabulary.enums import STAGE, TIER
from tests.datasets import day, money

AS_OF = day("2024-12-31")
USUAL: dict[str, Any] = {
    "tier": "B", "owner": "Li", "stage": "ended", "revenue": 0, "revenue_prior": 0, "revenue_total": 0,
    "recency_days": 400,
}  # fmt: skip


def log(accounts: Sequence[Mapping[str, Any]], entries: Sequence[tuple[int, str, str]] = ()) -> DefectionLog:
    """The log of accounts by place; entries: account, day and reason. Money in currency units."""
    rows = [
        USUAL | {"account": place, "account_id": str(place), "name": f"account {place}"} | dict(row)
        for place, row in enumerate(accounts)
    ]
    for row in rows:
        row |= {name: money(row[name]) for name in ("revenue", "revenue_prior", "revenue_total")}
    table = pl.DataFrame(
        [(account, day(date), reason) for account, date, reason in entries],
        schema={"account": pl.Int64, "date": pl.Int64, "reason": pl.String}, orient="row",
    )  # fmt: skip
    return defection_log(pl.DataFrame(rows, schema_overrides={"tier": TIER, "stage": STAGE}), table, AS_OF)


def test_lost_is_revenue_before_and_none_now_and_what_ended_with_money_at_stake() -> None:
    found = log(
        [
            {"revenue_prior": 50, "stage": "cooling", "recency_days": 370},
            {"revenue_prior": 70, "revenue": -5},
            {"revenue_prior": 0, "revenue": 90},
            {"revenue_prior": 0, "revenue": 0},
            {"revenue_prior": 40, "revenue": 40, "stage": "mature"},
        ]
    )
    assert found.lost.select("account", "how", "stake").rows() == [
        (2, "ended", money(90)), (1, "no revenue", money(70)), (0, "no revenue", money(50)),
    ]  # fmt: skip


def test_the_list_asks_for_the_reason_of_those_that_have_none() -> None:
    found = log([{"revenue_prior": 50}, {"revenue_prior": 70}], [(0, "2024-06-01", "price")])
    assert found.unexplained["account"].to_list() == [1]
    assert str(lost_sentence(found)) == "2 accounts were lost, 120.00 at stake. 1 has no reason yet."


def test_a_reason_of_an_earlier_loss_does_not_explain_this_one() -> None:
    """The last purchase was 400 days before the end of 2024, on 2023-11-27."""
    before = log([{"revenue_prior": 50}], [(0, "2023-11-26", "price")])
    assert before.unexplained.height == 1
    assert log([{"revenue_prior": 50}], [(0, "2023-11-27", "price")]).unexplained.height == 0
    assert before.lost["last_purchase"].to_list() == [datetime.date(2023, 11, 27)]


def test_the_pareto_counts_the_last_reason_of_each_account_up_to_the_date() -> None:
    """Service 2 of 4 with 300, then price before quality: both have one account, price more revenue."""
    totals = [{"revenue_total": amount} for amount in (100, 200, 70, 30)]
    found = log(
        totals,
        [
            (0, "2023-01-01", "price"), (0, "2024-01-01", "service"), (1, "2024-02-01", "service"),
            (2, "2024-03-01", "price"), (3, "2024-03-01", "quality"), (3, "2025-01-01", "other"),
        ],
    )  # fmt: skip
    assert found.reasons.select("reason", "accounts", "revenue_total").rows() == [
        ("service", 2, money(300)), ("price", 1, money(70)), ("quality", 1, money(30)),
    ]  # fmt: skip
    assert found.reasons["cumulative_share"].to_list() == pytest.approx([0.5, 0.75, 1.0])
    assert str(leading_reason(found, "Service")) == "Service leads: 2 of 4 noted losses (50.0%)."
