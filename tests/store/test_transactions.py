"""What is acknowledged is on the disk, and a transaction is all or nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from tests.store.conftest import Place
from tests.store.given import NOW


def test_a_commit_waits_for_the_disk(place: Place) -> None:
    with place.open().database.engine.connect() as connection:
        if place.url is None:
            asked = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
            # 2 is FULL, as SQLite's documentation of the pragma says.
            assert asked == ["wal", 2]
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
            assert connection.execute(text("SHOW fsync")).scalar() == "on"


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


def test_readers_do_not_wait_for_a_writer(place: Place) -> None:
    store = place.open()
    store.workspaces.save(Workspace("abcdefgh"), NOW)
    with store.database.writing() as connection:
        connection.execute(text("DELETE FROM workspaces"))
        assert place.open().workspaces.find("abcdefgh") is not None
