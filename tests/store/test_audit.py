"""The audit log tells who did what; whoever changes, takes out or cuts off an entry is found out."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.store.sample_content import LATER, NOW, by, published


def filled(store: Store) -> None:
    for number, who in enumerate(("Li", "Wang", "Li")):
        store.settings.put(f"s{number}", number, expected=0, by=by(who, NOW + datetime.timedelta(hours=number)))


def tamper(store: Store, statements: Sequence[str]) -> None:
    """As somebody with the rights of the database's owner could."""
    if store.database.on_server:
        before = ["ALTER TABLE audit DISABLE TRIGGER ALL"]
    else:
        before = ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]
    with store.database.engine.begin() as connection:
        for statement in [*before, *statements]:
            connection.execute(text(statement))


def test_the_hash_of_an_entry_is_the_one_that_anybody_can_calculate(store: Store) -> None:
    store.settings.put("名", 1, expected=0, by=by("Li", NOW))
    (entry,) = store.audit.entries()
    line = (
        r'[1,"2026-01-02T03:04:05.678901+00:00","Li","setting.put","\u540d","{\"after\":1,\"before\":null}","'
        + "0" * 64
        + '"]'
    )
    assert entry.hash == hashlib.sha256(line.encode("ascii")).hexdigest()
    assert entry.previous == "0" * 64


def test_every_entry_names_the_hash_of_the_one_before(store: Store) -> None:
    filled(store)
    third, second, first = store.audit.entries()
    assert (first.seq, second.seq, third.seq) == (1, 2, 3)
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert store.audit.verify() == 3


def test_an_empty_log_is_whole(store: Store) -> None:
    assert store.audit.verify() == 0
    assert store.audit.entries() == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET who = 'nobody' WHERE seq = 2", "DELETE FROM audit WHERE seq = 2", "DELETE FROM audit"],
)
def test_the_database_itself_refuses_to_change_or_remove_an_entry(store: Store, statement: str) -> None:
    filled(store)
    with pytest.raises(DBAPIError, match="audit log only grows"), store.database.engine.begin() as connection:
        connection.execute(text(statement))
    assert store.audit.verify() == 3


def test_the_table_cannot_be_emptied_at_once(store: Store) -> None:
    filled(store)
    # SQLite knows no TRUNCATE: there it is no statement at all.
    with pytest.raises(DBAPIError, match=r"audit log only grows|syntax"), store.database.engine.begin() as connection:
        connection.execute(text("TRUNCATE audit"))
    assert store.audit.verify() == 3


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (["UPDATE audit SET who = 'nobody' WHERE seq = 2"], "entry 2 differs from the original"),
        (["UPDATE audit SET details = '{}' WHERE seq = 1"], "entry 1 differs from the original"),
        (["UPDATE audit SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 3"], "entry 3 differs from the original"),
        (["DELETE FROM audit WHERE seq = 2"], "entry 2 is missing"),
        (["DELETE FROM audit WHERE seq = 1", "UPDATE audit SET seq = seq - 1"], "entry 1 differs from the original"),
        (["DELETE FROM audit WHERE seq = 3"], "entry 3 at the end is missing or extra"),
        (["DELETE FROM audit"], "entry 1 at the end is missing or extra"),
        (["DELETE FROM audit_head"], "entry 4 at the end is missing or extra"),
        (["UPDATE audit_head SET seq = 2"], "entry 4 at the end is missing or extra"),
    ],
)
def test_the_first_broken_entry_is_named(store: Store, statements: list[str], sentence: str) -> None:
    filled(store)
    tamper(store, statements)
    with pytest.raises(UserError, match=sentence):
        store.audit.verify()


def test_an_entry_whose_hash_was_calculated_anew_breaks_the_next_one(store: Store) -> None:
    filled(store)
    line = '[2,"2026-01-02T04:04:05.678901+00:00","nobody","setting.put","s1","{}","'
    first = store.audit.entries()[-1]
    forged = hashlib.sha256(f'{line}{first.hash}"]'.encode()).hexdigest()
    tamper(store, [f"UPDATE audit SET who = 'nobody', details = '{{}}', hash = '{forged}' WHERE seq = 2"])
    with pytest.raises(UserError, match="entry 3 differs from the original"):
        store.audit.verify()


def test_a_log_that_lost_its_end_takes_no_more_entries(store: Store) -> None:
    filled(store)
    tamper(store, ["DELETE FROM audit_head"])
    with pytest.raises(UserError, match="end of the audit log is missing"):
        store.settings.put("s1", 5, expected=1, by=by("Li", NOW))


def test_entries_are_found_by_who_what_and_when(store: Store) -> None:
    filled(store)
    published(store, None)
    assert [entry.subject for entry in store.audit.entries(who="Li", action="setting.put")] == ["s2", "s0"]
    assert [entry.who for entry in store.audit.entries(subject="s1")] == ["Wang"]
    hour = datetime.timedelta(hours=1)
    assert [entry.subject for entry in store.audit.entries(since=LATER, until=LATER)] == ["s1"]
    assert [entry.subject for entry in store.audit.entries(since=NOW + 2 * hour)] == ["s2"]
    assert [entry.seq for entry in store.audit.entries(limit=2)] == [4, 3]
    assert store.audit.actions() == ["model.publish", "setting.put"]


def test_a_change_that_fails_leaves_no_entry(store: Store) -> None:
    filled(store)
    with pytest.raises(UserError):
        store.settings.put("s1", 5, expected=9, by=by("Li", NOW))
    assert store.audit.verify() == 3


def test_times_come_back_in_utc_whatever_zone_they_were_given_in(store: Store) -> None:
    beijing = datetime.timezone(datetime.timedelta(hours=8))
    store.settings.put("a", 1, expected=0, by=by("Li", NOW.astimezone(beijing)))
    (entry,) = store.audit.entries()
    assert (entry.at, entry.at.tzinfo) == (NOW, datetime.UTC)
    assert store.audit.verify() == 1


def test_a_time_without_a_zone_is_a_mistake(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"):
        store.settings.put("a", 1, expected=0, by=by("Li", NOW.replace(tzinfo=None)))
    assert store.settings.get("a") is None
