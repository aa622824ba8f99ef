"""Done, snooze and assign as entries: an account returns when it got worse, and editors do not overwrite each other."""

import datetime
from dataclasses import replace

import pytest

from kam_core.insight.attention.account_attention import Attention, AttentionList, find_attention
from kam_core.insight.attention.signals import AttentionSources
from kam_core.insight.next_actions import next_steps
from kam_core.measures.view import View
from kam_core.scoring.tiering.key_accounts import with_key
from kam_core.services import alerts, entries
from kam_core.services.access import AccessError
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.store.conflict import ConflictError
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Role
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, monthly
from tests.store.sample_content import by

DAY = datetime.date(2024, 12, 31)
VIEW = View(DAY)
LINES = [*monthly("late", "2022-01-10", 36, 60), *monthly("fine", "2022-01-10", 36, 30)]


def data(days_late: int = 40, satisfaction: float = 4.0) -> Dataset:
    """Two accounts of Li, one of which pays late."""
    survey = {"account": "late", "date": "2024-12-01", "kind": "survey", "satisfaction": satisfaction, "nps": 7.0,
              "topic": None, "severity": None, "text": None, "status": None, "closed_on": None, "respondent": None,
              "importance": None, "received_at": None, "first_reply_at": None, "channel": None}  # fmt: skip
    accounts = [
        {"account": "late", "owner": "Li", "credit_days_overdue": days_late, "open_balance": 100},
        {"account": "fine", "owner": "Li", "credit_days_overdue": 0},
    ]
    return dataset(LINES, accounts, {"feedback": [survey]})


def attention(store: Store, imported: Dataset, on: datetime.date = DAY) -> AttentionList:
    """The list on a day, with what was entered."""
    now = entries.with_entries(store, imported, "demo")
    frame = account_measures(now, VIEW)
    accounts = with_key(score_accounts(frame, VIEW, built_in_model(now, frame)).accounts, None)
    steps = next_steps(now.tables.get("plan"))
    return find_attention(accounts, AttentionSources(VIEW, day_number(on), now.tables, steps))


def late(store: Store, imported: Dataset) -> Attention:
    (found,) = attention(store, imported).entries
    assert found.account_id == "late"
    return found


def done(store: Store, imported: Dataset, seen: str | None = None, who: str = "Li", result: str = "paid") -> None:
    one = late(store, imported)
    now = entries.with_entries(store, imported, "demo")
    alerts.finish(store, "demo", now, one, by(who), working_day=DAY, seen=seen, result=result)


def test_a_finished_account_stays_away_on_the_same_data_and_returns_with_a_new_reason(store: Store) -> None:
    done(store, data())
    assert attention(store, data()).entries == ()
    assert [one.account_id for one in attention(store, data()).hidden] == ["late"]
    returned = attention(store, data(satisfaction=1.0)).entries
    assert [reason.kind for reason in returned[0].reasons] == ["late payment", "low satisfaction"]


def test_a_finished_account_returns_when_the_payment_is_a_quarter_later(store: Store) -> None:
    done(store, data())
    assert attention(store, data(days_late=49)).entries == ()
    assert len(attention(store, data(days_late=50)).entries) == 1


def test_a_snoozed_account_returns_on_its_day_and_the_due_day_moves_only_if_asked(store: Store) -> None:
    imported, until = data(), datetime.date(2025, 1, 7)
    one = late(store, imported)
    (first,) = alerts.snooze(
        store, "demo", imported, one, by("Li"), working_day=DAY, seen=None, until=until, moves_due=False
    )
    assert attention(store, imported, until - datetime.timedelta(days=1)).entries == ()
    (returned,) = attention(store, imported, until).entries
    assert returned.due == one.due
    alerts.snooze(store, "demo", imported, one, by("Li"), working_day=DAY, seen=first.id, until=until, moves_due=True)
    (returned,) = attention(store, imported, until).entries
    assert returned.due == until


def test_an_alert_is_changed_while_it_is_open_and_a_new_one_is_raised_after_it_was_done(store: Store) -> None:
    imported = data()
    one = late(store, imported)
    (assigned,) = alerts.assign(
        store, "demo", imported, one, by("Li"), working_day=DAY, seen=None, owner="Wang", due=DAY
    )
    (finished,) = alerts.finish(store, "demo", imported, one, by("Li"), working_day=DAY, seen=assigned.id)
    assert finished.row_id == assigned.row_id
    worse = late(store, data(satisfaction=1.0))
    (again,) = alerts.finish(store, "demo", imported, worse, by("Li"), working_day=DAY, seen=finished.id)
    assert again.row_id != assigned.row_id


def test_a_second_editor_is_told_who_was_faster_and_nothing_is_overwritten(store: Store) -> None:
    imported = data()
    one = late(store, imported)
    done(store, imported, who="Li", result="paid")
    with pytest.raises(ConflictError, match=r"Li changed this at .* while you were editing"):
        alerts.finish(store, "demo", imported, one, by("Wang"), working_day=DAY, seen=None, result="nobody answers")
    row = alerts.last_alert_row(store, "demo", imported, "late")
    assert row is not None
    assert row.values["result"] == "paid"


def test_undo_brings_the_account_back(store: Store) -> None:
    imported = data()
    made = alerts.finish(store, "demo", imported, late(store, imported), by("Li"), working_day=DAY, seen=None)
    for entry in reversed(made):
        entries.withdraw(store, "demo", imported, entry.id, by("Li"))
    assert late(store, imported).alert is None


def test_done_closes_the_agreed_action_with_the_result_where_it_is_the_next_step(store: Store) -> None:
    imported = data()
    entries.enter(
        store, "demo", imported, "plan",
        {"account": "late", "heading": "management", "action": "call the treasurer", "due": "2024-12-20"},
        by("Li"), working_day=DAY,
    )  # fmt: skip
    now = entries.with_entries(store, imported, "demo")
    one = late(store, imported)
    made = alerts.finish(
        store, "demo", now, one, by("Li"), working_day=DAY, seen=None, result="pays on Friday", with_action=True
    )
    assert len(made) == 2
    plan = entries.with_entries(store, imported, "demo").tables["plan"]
    assert plan.select("status", "result").rows() == [("done", "pays on Friday")]


@pytest.mark.parametrize("who", [by("Vi", role=Role.VIEWER), by("Wang", role=Role.ACCOUNT_MANAGER), by("")])
def test_who_has_no_right_on_the_account_changes_nothing(store: Store, who: object) -> None:
    imported = data()
    with pytest.raises(AccessError):
        alerts.finish(store, "demo", imported, late(store, imported), who, working_day=DAY, seen=None)  # type: ignore[arg-type]
    assert store.entries.of_data_set("demo") == []


def test_the_alert_says_what_was_measured_and_at_stake(store: Store) -> None:
    done(store, data())
    table = entries.with_entries(store, data(), "demo").tables["alerts"]
    assert table.select("kind", "state", "stake", "result").rows() == [("late payment", "done", 7_200_000, "paid")]
    assert table["measured"].item().startswith("late payment: late_days=40, late_money=1000000, ")


def test_of_a_snoozed_account_only_the_owner_and_the_day_are_left_when_it_is_assigned(store: Store) -> None:
    imported = data()
    one = late(store, imported)
    (first,) = alerts.snooze(
        store, "demo", imported, one, by("Li"), working_day=DAY, seen=None, until=DAY + datetime.timedelta(days=3),
        moves_due=False,
    )  # fmt: skip
    alerts.assign(store, "demo", imported, one, by("Li"), working_day=DAY, seen=first.id, owner="Wang", due=None)
    table = entries.with_entries(store, imported, "demo").tables["alerts"]
    assert table.select("state", "owner", "until").rows() == [("open", "Wang", None)]
    assert replace(late(store, imported), alert=None) == one
