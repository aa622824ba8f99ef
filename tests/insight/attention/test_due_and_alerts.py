"""Next step, due day, groups and totals; and when a finished or snoozed account returns."""

import datetime
from typing import Any

import pytest

from kam_core.insight.attention.alert_state import measured_numbers, measured_text
from kam_core.insight.attention.groups import first_rows, grouped, ordered, total_stake
from kam_core.insight.attention.sentence import attention_answer, attention_line, attention_population, review_line
from tests.datasets import day
from tests.insight.attention.sample_accounts import VIEW, WAS_A, listed

LATE = {"credit_days_overdue": 82, "open_balance": 5_570_000}


def test_the_agreed_action_is_the_next_step_and_else_a_suggestion_by_the_main_reason() -> None:
    plan = [{"account": 0, "action": "visit plant 2", "due": "2025-01-15", "status": "open"}]
    agreed, suggested = listed(LATE, LATE, tables={"plan": plan}).entries
    assert agreed.next_step is not None
    assert suggested.next_step is not None
    assert (agreed.next_step.text, agreed.next_step.agreed) == ("visit plant 2", True)
    assert (str(suggested.next_step.text), suggested.next_step.agreed) == (
        "Collect the overdue amount before the next delivery.", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("action", "contact", "contract", "due"),
    [
        ("2025-01-15", "2024-12-20", "2025-02-01", "2025-01-15"),
        ("2025-03-15", "2024-12-01", None, "2024-12-31"),
        ("2025-03-15", "2024-12-25", "2025-01-10", "2025-01-10"),
        (None, None, None, "2024-10-10"),
    ],
)
def test_due_is_the_earliest_of_action_promised_contact_and_contract_and_else_the_day_of_the_late_payment(
    action: str | None, contact: str | None, contract: str | None, due: str
) -> None:
    tables: dict[str, list[dict[str, Any]]] = {}
    if action:
        tables["plan"] = [{"account": 0, "action": "visit", "due": action, "status": "open"}]
    if contact:
        tables["touches"] = [{"account": 0, "date": contact}]
    change = LATE | {"contract_end": None if contract is None else day(contract)}
    assert listed(change, tables=tables).entries[0].due == datetime.date.fromisoformat(due)


def test_groups_go_by_the_due_day_and_within_a_group_by_money_and_add_up_to_the_whole() -> None:
    plan = [
        {"account": place, "action": "visit", "due": due, "status": "open"}
        for place, due in enumerate(("2024-12-30", "2024-12-29", "2024-12-31", "2025-01-30", "2025-01-31"))
    ]
    changes = [{"satisfaction": 1.0, "revenue": 1_000_000 + place} for place in range(6)]
    found = listed(*changes, tables={"plan": plan})
    groups = grouped(found.entries)
    assert {group.name: [one.account_id for one in group.entries] for group in groups} == {
        "overdue": ["1", "0"], "soon": ["3", "2"], "later": ["4"], "undated": ["5"],
    }  # fmt: skip
    assert [one.account_id for one in ordered(found)] == ["1", "0", "3", "2", "4", "5"]
    assert sum(group.stake for group in groups) == total_stake(found.entries) == 6_000_015


def test_the_first_rows_show_every_group_and_fill_up_with_what_is_overdue() -> None:
    plan = [
        {"account": place, "action": "visit", "due": due, "status": "open"}
        for place, due in enumerate(["2024-12-30"] * 4 + ["2025-01-10"] * 2)
    ]
    found = listed(*[{"satisfaction": 1.0}] * 7, tables={"plan": plan})
    assert [one.account_id for one in first_rows(found.entries, 5)] == ["0", "1", "2", "4", "6"]
    assert [one.account_id for one in first_rows(found.entries, 1)] == ["0", "4", "6"]
    assert len(first_rows(found.entries, 9)) == 7


def test_a_name_that_ends_with_a_full_stop_ends_the_headline() -> None:
    found = listed({"name": "Acme Co."}, tables={"plan": [
        {"account": 0, "action": "visit", "due": "2024-12-30", "status": "open"}
    ]})  # fmt: skip
    assert str(attention_answer(found)).endswith("Start with Acme Co.")


def test_the_headline_names_what_is_overdue_and_where_to_start() -> None:
    plan = [{"account": 0, "action": "visit", "due": "2024-12-30", "status": "open"}]
    found = listed({"name": "Acme"}, LATE | {"revenue": 2_000_000}, {"satisfaction": 1.0}, {}, tables={"plan": plan})
    assert str(attention_answer(found)) == "2 accounts are overdue, 300.00 at stake. Start with Acme."
    assert str(attention_population(found, is_own=True)) == "3 of your 4 accounts need attention."
    assert str(attention_line(found, VIEW)) == (
        "400.00 at stake (the larger of the last and the previous 12 months). Overdue first, then by money."
    )


def test_the_headline_of_an_empty_list_says_so() -> None:
    assert str(attention_answer(listed({}))) == "Nothing needs attention today."


def test_the_review_is_one_line() -> None:
    assert str(review_line(listed({"tier": "B"}, before=WAS_A))) == "1 account lost key status: review"


def alert(state: str, measured: str, **more: Any) -> dict[str, list[dict[str, Any]]]:
    row = {
        "account": 0,
        "kind": "late payment",
        "raised_on": "2024-12-01",
        "state": state,
        "measured": measured,
        **more,
    }
    return {"alerts": [row | more]}


AS_NOW = measured_text(listed(LATE).entries[0].reasons)


def test_what_an_alert_stores_is_read_back() -> None:
    # 82 days before 31 December 2024 is day 20006 since 1970.
    assert AS_NOW == "late payment: late_days=82, late_money=5570000, late_since=20006"
    assert measured_numbers(AS_NOW) == {
        "late payment": {"late_days": 82.0, "late_money": 5_570_000.0, "late_since": 20006.0}
    }
    assert measured_numbers("nonsense; late payment: late_days=x; no owner: ") == {"late payment": {}, "no owner": {}}


@pytest.mark.parametrize(
    ("change", "returns"),
    [
        ({}, False),
        ({"credit_days_overdue": 102}, False),
        ({"credit_days_overdue": 103}, True),
        ({"open_balance": 6_960_000}, False),
        ({"open_balance": 6_962_500}, True),
        ({"satisfaction": 1.0}, True),
        ({"credit_days_overdue": 40}, True),
    ],
    ids=[
        "same data",
        "24% longer",
        "26% longer",
        "25% short of a bit",
        "25% more money",
        "a new reason",
        "a new invoice",
    ],
)
def test_a_finished_account_returns_only_when_it_got_worse(change: dict[str, Any], returns: bool) -> None:
    found = listed(LATE | change, tables=alert("done", AS_NOW))
    assert [one.account_id for one in found.entries] == (["0"] if returns else [])
    assert len(found.hidden) == (not returns)


@pytest.mark.parametrize(("until", "returns"), [("2025-01-01", False), ("2024-12-31", True), ("2024-12-01", True)])
def test_a_snoozed_account_returns_when_its_day_has_come(until: str, returns: bool) -> None:
    assert bool(listed(LATE, tables=alert("snoozed", AS_NOW, until=until)).entries) is returns


def test_a_snoozed_account_returns_before_its_day_when_it_got_worse() -> None:
    found = listed(LATE | {"satisfaction": 1.0}, tables=alert("snoozed", AS_NOW, until="2025-03-01"))
    assert len(found.entries) == 1


def test_a_new_complaint_after_the_old_one_was_closed_brings_the_account_back() -> None:
    first = {"account": 0, "date": "2024-11-01", "kind": "complaint", "closed_on": None}
    done = alert("done", measured_text(listed({}, tables={"feedback": [first]}).entries[0].reasons))
    assert listed({}, tables={"feedback": [first], **done}).entries == ()
    second = {"account": 0, "date": "2024-12-20", "kind": "complaint", "closed_on": None}
    closed = first | {"closed_on": "2024-12-10"}
    assert len(listed({}, tables={"feedback": [closed, second], **done}).entries) == 1


def test_an_assigned_account_stays_and_its_own_day_is_the_due_day() -> None:
    found = listed(LATE, tables=alert("open", AS_NOW, owner="Wang", due="2025-01-20")).entries[0]
    assert found.due == datetime.date(2025, 1, 20)
    assert found.active_alert is not None
    assert found.active_alert.owner == "Wang"


def test_the_day_of_a_finished_alert_no_longer_counts() -> None:
    tables = alert("done", "", due="2025-01-20")
    assert listed(LATE, tables=tables).entries[0].due == datetime.date(2024, 10, 10)
