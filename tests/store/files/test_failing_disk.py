"""Failure of any single step of a save (write, sync, rename, commit): nothing is corrupted.

The person gets a message, the stored data are unchanged, and a new try works.
"""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from kam_core.store.entries import NewEntry
from kam_core.store.files import durable_files
from kam_core.store.save_errors import SaveError
from kam_core.store.store import Store
from tests.store.conftest import Place
from tests.store.sample_content import NOW, by, committed, data_set_of, published, rows, sales

FILE_ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT)
MOST_STEPS = 200
PAGE = 4096
ON_A_SERVER_IN_LONG_RUNS = pytest.mark.parametrize(
    "place", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)
"""Every run lets each statement of an entry fail on a server; files are written in the same way beside both."""


@contextmanager
def step_fails(store: Store, number: int) -> Iterator[list[str]]:
    """The number-th write, sync, rename, statement or commit fails; all steps that were tried are told."""
    tried: list[str] = []

    def count(step: str) -> bool:
        tried.append(step)
        return len(tried) == number

    def failing(step: str, real: Callable[..., None]) -> Callable[..., None]:
        def call(*given: Any) -> None:
            if count(step):
                code = FILE_ERRORS[number % len(FILE_ERRORS)]
                if step == "write":
                    # A disk that fills up takes a part.
                    real(given[0], given[1][: len(given[1]) // 2])
                raise OSError(code, os.strerror(code))
            real(*given)

        return call

    def full() -> Exception:
        if store.database.on_server:
            return psycopg.errors.DiskFull("could not extend file: No space left on device")
        return sqlite3.OperationalError("database or disk is full")

    engine = store.database.engine

    def execute(_cursor: object, statement: str, *_: object) -> None:
        if count(statement.split()[0]):
            raise full()

    commit = engine.dialect.do_commit

    def failing_commit(connection: Any) -> None:
        if count("COMMIT"):
            raise full()
        commit(connection)

    with pytest.MonkeyPatch.context() as patch:
        for step in ("write", "sync", "rename"):
            patch.setattr(durable_files, step, failing(step, getattr(durable_files, step)))
        patch.setattr(engine.dialect, "do_commit", failing_commit)
        for kind in ("do_execute", "do_execute_no_params"):
            event.listen(engine, kind, execute)
        try:
            yield tried
        finally:
            for kind in ("do_execute", "do_execute_no_params"):
                event.remove(engine, kind, execute)


@ON_A_SERVER_IN_LONG_RUNS
def test_an_import_of_which_any_step_fails_changes_nothing_and_works_the_next_time(place: Place) -> None:
    store = place.open()
    head = committed(store, None, 5)
    kinds = set()
    for number in range(1, MOST_STEPS):
        entries = store.audit.verify()
        data_set = data_set_of(store, head)
        with step_fails(store, number) as tried:
            try:
                committed(store, data_set, 100 + number)
            except SaveError as refusal:
                assert "Nothing can be saved" in str(refusal)  # noqa: PT017
            else:
                break
        kinds.add(tried[-1])
        again = place.open()
        assert data_set_of(again, head) == data_set
        assert again.snapshots.load(data_set.head or "").lines.equals(sales(5 if number == 1 else 99 + number).lines)
        assert again.audit.verify() == entries
        made = committed(again, data_set, 100 + number)
        assert again.snapshots.load(made.after).lines.equals(sales(100 + number).lines)
        assert again.snapshots.records(made.after)["orders"].equals(rows(100 + number)["orders"])
        assert again.imports.rejected(made.id).height == 1
        again.close()
    else:
        pytest.fail("some step fails for ever")
    assert {"write", "sync", "rename", "SELECT", "INSERT", "UPDATE", "COMMIT"} <= kinds
    assert place.open().audit.verify() == entries + 1


@ON_A_SERVER_IN_LONG_RUNS
def test_a_publication_of_which_any_step_fails_leaves_the_model_before_and_works_the_next_time(place: Place) -> None:
    store = place.open()
    before = published(store, None)
    kinds = set()
    for number in range(1, MOST_STEPS):
        entries = store.audit.verify()
        with step_fails(store, number) as tried:
            try:
                published(store, before.id, score=100.0 + number)
            except SaveError as refusal:
                assert "Nothing can be saved" in str(refusal)  # noqa: PT017
            else:
                break
        kinds.add(tried[-1])
        again = place.open()
        assert again.models.published("demo") == before
        assert [one.status for one in again.models.versions("demo")].count("published") == 1
        assert len(again.published_tiers.of_data_set("demo")) == number
        assert again.audit.verify() == entries
        before = published(again, before.id, score=100.0 + number)
        assert again.published_tiers.of_account("demo", "a")[0][2] == 100.0 + number
        again.close()
    else:
        pytest.fail("some step fails for ever")
    assert {"write", "sync", "rename", "SELECT", "INSERT", "UPDATE", "COMMIT"} <= kinds
    assert place.open().audit.verify() == entries + 1


def test_an_entry_of_which_any_step_fails_changes_nothing_and_works_the_next_time(place: Place) -> None:
    store = place.open()
    first = store.entries.add(NewEntry("demo", "plan", {"account": "a", "status": "0"}), by("Li", NOW))
    last, kinds = first, set()
    for number in range(1, MOST_STEPS):
        entries = store.audit.verify()
        new = NewEntry("demo", "plan", {"status": str(number)}, row_id=first.row_id, expected=last.id)
        with step_fails(store, number) as tried:
            try:
                store.entries.add(new, by("Li", NOW))
            except SaveError as refusal:
                assert "Nothing can be saved" in str(refusal)  # noqa: PT017
            else:
                break
        kinds.add(tried[-1])
        again = place.open()
        assert again.entries.of_data_set("demo")[-1] == last
        assert again.audit.verify() == entries
        last = again.entries.add(new, by("Li", NOW))
        assert again.entries.of_data_set("demo")[-1] == last
        again.close()
    else:
        pytest.fail("some step fails for ever")
    assert {"SELECT", "INSERT", "UPDATE", "COMMIT"} <= kinds
    assert place.open().audit.verify() == entries + 1


def test_a_full_database_is_reported_and_what_was_there_stays(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite itself runs out of pages here."""
    place = Place(tmp_path_factory.mktemp("full"), None, [])
    store = place.open()
    store.settings.put("a", 1, expected=0, by=by("Li", NOW))

    def no_more_pages(connection: sqlite3.Connection, _: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages + 2}")

    store.database.engine.dispose()
    event.listen(store.database.engine, "connect", no_more_pages)
    with pytest.raises(SaveError, match="disk of the database is full"):
        store.settings.put("a", "x" * 100_000, expected=1, by=by("Li", NOW))
    assert store.settings.put("a", 2, expected=1, by=by("Li", NOW)).version == 2
    event.remove(store.database.engine, "connect", no_more_pages)
    store.close()
    again = place.open()
    assert again.audit.verify() == 2
    assert again.settings.put("a", "x" * 100_000, expected=2, by=by("Li", NOW)).version == 3
    again.close()


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """The system refuses to let any file of this process grow beyond that many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_limit_of_the_file_size_is_reported_and_what_was_there_stays(place: Place) -> None:
    store = place.open()
    first = committed(store, None, 5)
    entries = store.audit.verify()
    with no_file_grows_beyond(100), pytest.raises(SaveError, match="limits the file size"):
        committed(store, data_set_of(store, first), 6)
    assert data_set_of(store, first).head == first.after
    assert store.audit.verify() == entries
    assert list(store.objects.folder.rglob(f"{durable_files.DRAFT}*")) == []
    second = committed(store, data_set_of(store, first), 6)
    assert place.open().snapshots.load(second.after).lines.equals(sales(6).lines)


def test_a_log_of_the_database_that_may_not_grow_is_reported_and_what_was_there_stays(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    place = Place(tmp_path_factory.mktemp("limited"), None, [])
    store = place.open()
    store.settings.put("a", 1, expected=0, by=by("Li", NOW))
    log = store.database.home / "kam.sqlite-wal"
    with no_file_grows_beyond(log.stat().st_size + 8192):
        with pytest.raises(SaveError, match="Nothing can be saved"):
            store.settings.put("a", "x" * 1_000_000, expected=1, by=by("Li", NOW))
        found = store.settings.get("a")
        assert found is not None
        assert found.value == 1
    assert store.settings.put("a", "x" * 1_000_000, expected=1, by=by("Li", NOW)).version == 2
    store.close()
    again = place.open()
    assert again.audit.verify() == 2
    again.close()


def test_wherever_in_its_log_the_database_runs_out_of_room_nothing_is_broken(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The system cuts each write of SQLite itself off, at every half page, until there is room for all."""
    place = Place(tmp_path_factory.mktemp("log"), None, [])
    first = place.open()
    made = committed(first, None, 5)
    first.close()
    refused = 0
    for room in range(0, 40 * PAGE, PAGE // 2):
        store = place.open()
        log = store.database.home / "kam.sqlite-wal"
        size = log.stat().st_size if log.exists() else 0
        entries = store.audit.verify()
        with no_file_grows_beyond(size + room):
            try:
                store.settings.put("long", "x" * 3 * PAGE, expected=0, by=by("Li", NOW))
            except SaveError:
                refused += 1
            else:
                break
            finally:
                # Also what is written when a database is closed meets the limit.
                store.close()
        again = place.open()
        assert again.settings.get("long") is None
        assert again.audit.verify() == entries
        assert data_set_of(again, made).head == made.after
        again.close()
    else:
        pytest.fail("there is never room enough")
    assert refused >= 6
    again = place.open()
    found = again.settings.get("long")
    assert found is not None
    assert found.value == "x" * 3 * PAGE
    assert again.audit.verify() == entries + 1
    again.close()


def test_what_was_acknowledged_stays_where_the_log_cannot_be_brought_into_the_database(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    place = Place(tmp_path_factory.mktemp("checkpoint"), None, [])
    store = place.open()
    made = committed(store, None, 5)
    store.settings.put("long", "x" * 50 * PAGE, expected=0, by=by("Li", NOW))
    with no_file_grows_beyond(PAGE):
        store.close()
    again = place.open()
    found = again.settings.get("long")
    assert found is not None
    assert found.value == "x" * 50 * PAGE
    assert again.audit.verify() == 3
    assert again.snapshots.load(made.after).lines.equals(sales(5).lines)
    again.close()
