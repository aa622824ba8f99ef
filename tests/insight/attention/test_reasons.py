"""Who is on the list and why: key accounts, former ones, large ones, and whoever was promised an action."""

import datetime
from typing import Any

import polars as pl
import pytest

from kam_core.insight.attention.account_attention import attention_of, large_revenue
from kam_core.scoring.tiering import key_accounts
from tests.datasets import day
from tests.insight.attention.sample_accounts import TYPES, USUAL, WAS_A, listed, reasons_of, sources


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stage": "cooling", "recency_days": 107}, "no purchase for 107 days, usually every 10"),
        (
            {"stage": "cooling", "recency_days": 196, "gap_days": None, "purchases_total": 1},
            "no second order, 196 days after 300.00",
        ),
        ({"stage": "ended", "recency_days": 400}, "lost: no purchase for 400 days"),
        ({"growth": -0.2, "revenue": 720_000}, "revenue -20.0%, from 90.00 to 72.00"),
        ({"credit_days_overdue": 31}, "payment 31 days late"),
        ({"credit_days_overdue": 31, "open_balance": 50_000}, "payment 31 days late, 5.00 open"),
        ({"margin": -50_000}, "loss of 5.00 in 12 months"),
        ({"satisfaction": 2.0}, "satisfaction 2.0 of 5"),
        ({"discount_rate": 0.21}, "discounts of 21.0%"),
        ({"contract_end": day("2025-03-31")}, "contract ends 2025-03-31, in 90 days"),
        ({"contract_end": day("2024-12-30")}, "contract ended 2024-12-30, 1 day ago"),
    ],
)
def test_a_key_account_is_listed_with_its_reason(change: dict[str, Any], reason: str) -> None:
    assert reasons_of(listed(change)) == [reason]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"stage": "cooling"},
        {"growth": -0.19},
        {"growth": None},
        {"credit_days_overdue": 30},
        {"satisfaction": 2.5},
        {"satisfaction": None},
        {"discount_rate": 0.2},
        {"contract_end": day("2025-04-01")},
        {"contract_end": day("2024-10-01")},
        {"stage": "ended", "recency_days": 800, "revenue": 0, "revenue_prior": 0},
    ],
)
def test_what_is_in_order_or_long_gone_is_not_listed(change: dict[str, Any]) -> None:
    assert listed(change).entries == ()


def test_all_reasons_of_an_account_stand_in_one_row_the_most_urgent_first() -> None:
    change = {"credit_days_overdue": 82, "growth": -0.358, "satisfaction": 1.5, "revenue": 577_800}
    found = listed(change, tables={"feedback": [{"account": 0, "date": "2024-12-19", "kind": "complaint"}]})
    assert len(found.entries) == 1
    assert reasons_of(found) == [
        "revenue -35.8%, from 90.00 to 57.78",
        "payment 82 days late",
        "complaint open for 12 days",
        "satisfaction 1.5 of 5",
    ]


BIG, SMALL = {"tier": "B", "revenue": 5_000_000}, {"tier": "C", "revenue": 100_000, "revenue_prior": 100_000}


@pytest.mark.parametrize(
    "change", [{"credit_days_overdue": 81}, {"margin": -1}, {"discount_rate": 0.39}, {"satisfaction": 1.0}]
)
def test_a_large_account_is_listed_whatever_its_tier_and_a_small_one_is_not(change: dict[str, Any]) -> None:
    found = listed(BIG | change, SMALL | change, *[SMALL] * 3)
    assert [one.account_id for one in found.entries] == ["0"]


def test_a_large_account_that_only_cools_or_shrinks_is_left_to_other_screens() -> None:
    found = listed(BIG | {"stage": "cooling", "recency_days": 107, "growth": -0.5}, *[SMALL] * 4)
    assert found.entries == ()


def test_large_is_what_the_largest_fifth_of_the_buyers_bought_rounded_up() -> None:
    revenue = pl.DataFrame({"revenue": [50, 40, 30, 20, 10, 5, 0, -3]})
    # Six buyers: a fifth is 1.2, so the two largest; the second bought for 40.
    assert large_revenue(revenue, 0.2) == 40
    assert large_revenue(pl.DataFrame({"revenue": [0]}), 0.2) is None


def test_an_overdue_action_lists_every_account_and_counts_the_others() -> None:
    plan = [
        {"account": 1, "action": "send offer", "due": "2024-12-20", "status": "open"},
        {"account": 1, "action": "visit", "due": "2024-12-24", "status": "in progress"},
        {"account": 1, "action": "call", "due": "2024-11-01", "status": "done"},
        {"account": 2, "action": "call", "due": "2024-12-31", "status": "open"},
    ]
    found = listed(BIG, SMALL, SMALL, tables={"plan": plan})
    assert [one.account_id for one in found.entries] == ["1"]
    assert reasons_of(found) == ["send offer was due on 2024-12-20 (and 1 more)"]


def test_who_was_key_and_cools_is_listed_with_both_tiers_and_the_larger_revenue_at_stake() -> None:
    change = {"tier": "B", "stage": "cooling", "recency_days": 107, "revenue": 400_000, "revenue_prior": 900_000,
              "growth": None}  # fmt: skip
    found = listed(change, before=WAS_A)
    assert reasons_of(found) == ["no purchase for 107 days, usually every 10", "A on 2023-12-31, B on 2024-12-31"]
    assert found.entries[0].stake == 900_000


def test_who_only_fell_is_for_the_review_and_not_on_the_list() -> None:
    found = listed({"tier": "B"}, before=WAS_A)
    assert found.entries == ()
    assert [(one.account_id, one.lost_key) for one in found.review] == [("0", True)]
    assert listed({"tier": "S"}, before=WAS_A).review == ()


def test_no_owner_counts_only_where_others_have_one() -> None:
    assert listed({"owner": None}).entries == ()
    assert reasons_of(listed({"owner": None}, {})) == ["no owner"]


@pytest.mark.parametrize(
    ("tier", "last", "reason"),
    [
        ("S", "2024-12-16", "no contact for 15 days (promised: 14)"),
        ("S", "2024-12-17", None),
        ("A", "2024-11-30", "no contact for 31 days (promised: 30)"),
        ("A", "2024-12-01", None),
        ("B", "2023-01-01", None),
    ],
)
def test_a_contact_is_overdue_after_the_promised_interval_of_the_tier(tier: str, last: str, reason: str | None) -> None:
    found = listed({"tier": tier}, tables={"touches": [{"account": 0, "date": last}]})
    assert [text for one in found.entries for text in map(str, (r.text for r in one.reasons))] == (
        [] if reason is None else [reason]
    )


def test_the_promise_is_that_of_the_published_tier() -> None:
    published = pl.DataFrame({"account_id": ["0"], "tier": ["S"]})
    found = listed({}, tables={"touches": [{"account": 0, "date": "2024-12-11"}]}, published=published)
    assert reasons_of(found) == ["no contact for 20 days (promised: 14)"]


def test_who_was_never_contacted_is_overdue_from_the_first_purchase_on() -> None:
    found = listed({"tenure_days": 5}, {}, tables={"touches": [{"account": 1, "date": "2024-12-30"}]})
    assert reasons_of(found) == ["no contact on record (promised: every 30 days)"]
    assert found.entries[0].due == datetime.date(2024, 12, 26)


def test_without_a_table_of_touches_nobody_is_overdue_for_contact() -> None:
    assert listed({}).entries == ()


@pytest.mark.parametrize(
    ("contract", "is_listed"),
    [
        ({"end": "2025-02-01", "renewal": "none"}, True),
        ({"end": "2025-02-01", "renewal": "in progress"}, False),
        ({"end": "2025-02-01", "renews": True}, False),
        ({"end": "2026-02-01"}, False),
    ],
)
def test_a_contract_that_ends_needs_somebody_unless_it_is_being_renewed(
    contract: dict[str, Any], is_listed: bool
) -> None:
    found = listed({"contract_end": day("2025-02-01")}, tables={"contracts": [{"account": 0, **contract}]})
    assert bool(found.entries) is is_listed


def test_a_closed_complaint_is_no_reason_and_two_are_counted_with_the_age_of_the_older() -> None:
    rows = [
        {"account": 0, "date": "2024-12-01", "kind": "complaint", "status": "open", "closed_on": None},
        {"account": 0, "date": "2024-12-30", "kind": "complaint", "status": None, "closed_on": None},
        {"account": 0, "date": "2024-01-01", "kind": "complaint", "status": "closed", "closed_on": "2024-02-01"},
        {"account": 0, "date": "2024-12-30", "kind": "praise", "status": "open", "closed_on": None},
    ]
    assert reasons_of(listed({}, tables={"feedback": rows})) == ["2 complaints open, the oldest for 30 days"]


def test_a_complaint_says_what_it_is_about() -> None:
    rows = [{"account": 0, "date": "2024-12-01", "kind": "complaint", "topic": "delivery"}]
    assert reasons_of(listed({}, tables={"feedback": rows})) == ["complaint open for 30 days: delivery"]


def test_one_account_tells_its_reasons_whether_or_not_it_is_on_the_list() -> None:
    frame = pl.DataFrame([USUAL | {"tier": "C", "credit_days_overdue": 45, "revenue": 0}], schema_overrides=TYPES)
    accounts = key_accounts.with_key(frame, None)
    found = attention_of(accounts, sources({}), "0")
    assert found is not None
    assert [str(reason.text) for reason in found.reasons] == ["payment 45 days late"]
    assert attention_of(accounts, sources({}), "nobody") is None


def test_an_open_incident_from_severity_2_asks_for_an_executive_contact_within_a_day_at_s_and_a() -> None:
    """At A account 0 of severity 2 on Friday 27 December; severity 1, closed ones and small B accounts are none."""
    incidents = [
        {"account": place, "date": "2024-12-27", "kind": "incident", "severity": severity, "status": status}
        for place, severity, status in ((0, 2, "open"), (1, 1, "open"), (2, 3, "closed"), (3, 3, "open"))
    ]
    found = listed({}, {}, {}, SMALL, tables={"feedback": incidents})
    assert [one.account_id for one in found.entries] == ["0"]
    (entry,) = found.entries
    assert reasons_of(found) == ["incident open since 2024-12-27"]
    assert entry.next_step is not None
    assert str(entry.next_step.text) == "Call their executive within 24 hours."
    assert entry.due == datetime.date(2024, 12, 28)


def test_a_contact_since_the_incident_keeps_the_promise_of_a_day() -> None:
    incident = {"account": 0, "date": "2024-12-27", "kind": "incident", "severity": 3.0, "status": "open"}
    touched = listed({}, tables={"feedback": [incident], "touches": [{"account": 0, "date": "2024-12-27"}]})
    assert touched.entries[0].due == datetime.date(2025, 1, 26), "the promised contact, every 30 days"
