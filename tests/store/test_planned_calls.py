"""Calls put on Today: one alert for each account, never a second one, and taken back by withdrawing."""

import datetime

import pytest

from kam_core.services import alerts, entries
from kam_core.services.access import AccessError
from kam_core.services.planned_calls import PlannedCall, put_on_today
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Role
from kam_core.vocabulary.entry import Entry
from tests.store.sample_content import by
from tests.store.test_alerts import DAY, attention, data

CALL = PlannedCall("fine", "Li", 1_000_0000, 300_0000, 0.3)


def _put(store: Store, *calls: PlannedCall) -> tuple[Entry, ...]:
    now = entries.with_entries(store, data(), "demo")
    return put_on_today(store, "demo", now, calls, by("Li"), DAY)


def test_a_call_puts_an_account_without_any_other_reason_on_today_with_owner_and_due_day(store: Store) -> None:
    assert [one.account_id for one in attention(store, data()).entries] == ["late"]
    _put(store, CALL)
    (one,) = [one for one in attention(store, data()).entries if one.account_id == "fine"]
    assert str(one.main and one.main.text) == "may leave: risk 30.0%, 300.00 expected loss"
    assert (one.due, one.alert and one.alert.owner) == (DAY + datetime.timedelta(days=7), "Li")


def test_the_same_call_twice_is_one_alert_with_the_later_numbers(store: Store) -> None:
    _put(store, CALL)
    _put(store, PlannedCall("fine", "Li", 1_000_0000, 400_0000, 0.4))
    (one,) = [one for one in attention(store, data()).entries if one.account_id == "fine"]
    assert str(one.main and one.main.text) == "may leave: risk 40.0%, 400.00 expected loss"
    assert entries.with_entries(store, data(), "demo").tables["alerts"].height == 1


def test_a_call_of_an_account_that_is_on_today_adds_to_its_reasons_and_is_over_once_it_is_done(store: Store) -> None:
    _put(store, PlannedCall("late", "Li", 1_000_0000, 300_0000, 0.3))
    (one,) = attention(store, data()).entries
    assert [reason.kind for reason in one.reasons] == ["late payment", "churn risk"]
    now = entries.with_entries(store, data(), "demo")
    seen = alerts.last_alert_row(store, "demo", now, "late")
    alerts.finish(store, "demo", now, one, by("Li"), working_day=DAY, seen=seen and seen.last, result="called")
    assert attention(store, data()).entries == ()


def test_taken_back_the_account_is_off_today(store: Store) -> None:
    made = _put(store, CALL)
    now = entries.with_entries(store, data(), "demo")
    for entry in made:
        entries.withdraw(store, "demo", now, entry.id, by("Li"))
    assert [one.account_id for one in attention(store, data()).entries] == ["late"]


def test_where_one_account_may_not_be_entered_none_is(store: Store) -> None:
    now = entries.with_entries(store, data(), "demo")
    with pytest.raises(AccessError):
        put_on_today(store, "demo", now, [CALL], by("Wei", role=Role.ACCOUNT_MANAGER), DAY)
    assert [one.account_id for one in attention(store, data()).entries] == ["late"]
