"""What is acknowledged is on the disk, and a transaction is all or nothing."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from kam_core.store.save_errors import database_error_message
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place
from tests.store.sample_content import NOW


def test_a_commit_waits_for_the_disk(place: Place) -> None:
    with place.open().database.engine.connect() as connection:
        if place.url is None:
            asked = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
            # 2 is FULL, as SQLite's documentation of the pragma says.
            assert asked == ["wal", 2]
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_a_transaction_that_ends_in_an_error_leaves_nothing(store: Store) -> None:
    store.workspaces.save(Workspace("abcdefgh", view={"n": 1}), NOW)

    def interrupted() -> None:
        with store.database.writing() as connection:
            connection.execute(text("DELETE FROM workspaces"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.workspaces.find("abcdefgh") is not None


def test_all_that_is_read_in_one_go_is_of_one_moment(place: Place) -> None:
    reader, writer = place.open(), place.open()
    count = text("SELECT count(*) FROM workspaces")
    with reader.database.reading() as connection:
        before = connection.execute(count).scalar()
        assert writer.workspaces.save(Workspace("abcdefgh"), NOW) is not None
        assert connection.execute(count).scalar() == before == 0
    with reader.database.reading() as connection:
        assert connection.execute(count).scalar() == 1


def test_a_new_home_waits_for_the_process_that_is_making_it(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "kam.sqlite", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.3, other.execute, ["ROLLBACK"])
    release.start()
    store = Store.open(tmp_path)
    release.join()
    assert store.why_read_only is None
    assert store.workspaces.save(Workspace("abcdefgh"), NOW) is not None
    store.close()
    other.close()


def test_who_finds_all_connections_in_use_is_warned(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    pool = store.database.engine.pool
    assert isinstance(pool, QueuePool)
    pool._timeout = 0.05
    with ExitStack() as stack:
        for _ in range(15):
            stack.enter_context(store.database.reading()).execute(text("SELECT 1"))
        with pytest.raises(UserError, match="Too many people"):
            store.settings.get("a")
    assert store.settings.get("a") is None
    store.close()


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        # As SQLite and PostgreSQL word it in their sources.
        ("attempt to write a readonly database", "is read-only"),
        ("cannot execute INSERT in a read-only transaction", "is read-only"),
        ("database or disk is full", "is full"),
        ('could not extend file "base/1": No space left on device', "is full"),
        ("disk I/O error", "reports an error"),
        ("database is locked", "Someone else is saving"),
        ("deadlock detected", "Someone else is saving"),
        ("unable to open database file", "cannot be opened"),
        ("database disk image is malformed", "is damaged"),
        ("the database system is starting up", "does not answer"),
        ("terminating connection due to administrator command", "does not answer"),
    ],
)
def test_each_trouble_of_a_database_has_its_sentence(tmp_path: Path, cause: str, sentence: str) -> None:
    error = OperationalError("INSERT", {}, sqlite3.OperationalError(cause))
    assert sentence in str(database_error_message(error, tmp_path))


def test_a_mistake_of_ours_is_not_dressed_up_as_trouble_of_the_disk(store: Store) -> None:
    with pytest.raises(DBAPIError, match="no_such_table"), store.database.writing() as connection:
        connection.execute(text("DELETE FROM no_such_table"))


def test_readers_do_not_wait_for_a_writer(place: Place) -> None:
    store = place.open()
    store.workspaces.save(Workspace("abcdefgh"), NOW)
    with store.database.writing() as connection:
        connection.execute(text("DELETE FROM workspaces"))
        assert place.open().workspaces.find("abcdefgh") is not None
