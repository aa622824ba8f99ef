"""A home that cannot be written is still shown, and it is said why nothing can be saved."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import alembic.command
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kam_core.store.files import durable_files
from kam_core.store.save_errors import SaveError
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import UserError
from tests.store.conftest import Place
from tests.store.database.old_home import old_home
from tests.store.sample_content import NOW, by, committed, published, sales

NOBODY = 65534
assert alembic.command, "loaded now: an account without rights may not be able to"


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that every account may look into."""
    folder = Path(tempfile.mkdtemp(prefix="kam-read-only-"))
    folder.chmod(0o755)
    yield folder / "home"
    shutil.rmtree(folder)


@contextmanager
def without_the_right_to_write(home: Path) -> Iterator[None]:
    """Only reading is allowed in the folder; root, whom no rights stop, becomes somebody else meanwhile."""
    modes = {path: path.stat().st_mode for path in [home, *home.rglob("*")]}
    for path in modes:
        path.chmod(0o555 if path.is_dir() else 0o444)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(stat.S_IMODE(mode))


def refuse(code: int) -> Callable[..., None]:
    def call(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return call


def everything_shows_and_nothing_is_saved(store: Store, sentence: str) -> None:
    assert store.why_read_only is not None
    assert sentence in str(store.why_read_only)
    (data_set,) = store.data_sets.all()
    assert store.snapshots.load(data_set.head or "").lines.equals(sales(5).lines)
    assert store.models.published("demo") is not None
    assert store.published_tiers.of_account("demo", "a")[0][1] == "S"
    assert store.audit.verify() == 3
    with pytest.raises(SaveError, match=sentence):
        store.settings.put("a", 1, expected=0, by=by("Li", NOW))
    with pytest.raises(SaveError, match=sentence):
        store.workspaces.save(Workspace("abcdefgh"), NOW)
    with pytest.raises(SaveError, match="Nothing can be saved"):
        committed(store, data_set, 6)
    assert store.audit.verify() == 3


def filled(home: Path) -> None:
    store = Store.open(home)
    committed(store, None, 5)
    published(store, None)
    store.close()


def test_a_home_without_the_right_to_write_shows_everything_and_says_why(home: Path) -> None:
    filled(home)
    with without_the_right_to_write(home):
        store = Store.open(home)
        everything_shows_and_nothing_is_saved(store, "is read-only")
        store.close()
    store = Store.open(home)
    assert store.why_read_only is None
    assert store.settings.put("a", 1, expected=0, by=by("Li", NOW)).version == 1
    store.close()


def test_what_is_only_in_the_log_of_the_database_is_shown_too(home: Path) -> None:
    filled(home)
    store = Store.open(home)
    store.settings.put("late", "said", expected=0, by=by("Li", NOW))
    # As after a kill: the log is there, and what SQLite shares in memory was not copied with it.
    copy = home.with_name("copy")
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("*-shm"))
    store.close()
    assert (copy / "kam.sqlite-wal").stat().st_size > 0
    with without_the_right_to_write(copy):
        store = Store.open(copy)
        found = store.settings.get("late")
        assert found is not None
        assert found.value == "said"
        with pytest.raises(SaveError, match="is read-only"):
            store.settings.put("late", "more", expected=1, by=by("Li", NOW))
        store.close()


def test_a_home_of_an_older_app_is_shown_from_memory_where_it_cannot_be_brought_up_to_date(home: Path) -> None:
    old = old_home(home)
    before = sorted(path.name for path in home.iterdir())
    with without_the_right_to_write(home):
        store = Store.open(home)
        assert store.why_read_only is not None
        (data_set,) = store.data_sets.all()
        assert data_set.head == old
        assert store.snapshots.load(old).lines.equals(sales(5).lines)
        assert store.workspaces.find("abcdefgh") is not None
        with pytest.raises(SaveError, match="is read-only"):
            store.workspaces.save(Workspace("another-one"), NOW)
        store.close()
    assert sorted(path.name for path in home.iterdir()) == before
    store = Store.open(home)
    assert store.why_read_only is None
    assert [data_set.head for data_set in store.data_sets.all()] == [old]
    store.close()


def test_where_nothing_is_and_nothing_can_be_made_the_store_is_empty(home: Path) -> None:
    home.mkdir()
    with without_the_right_to_write(home):
        store = Store.open(home / "deeper")
        assert "is read-only" in str(store.why_read_only)
        assert store.data_sets.all() == []
        assert store.workspaces.find("abcdefgh") is None
        assert store.audit.verify() == 0
        with pytest.raises(SaveError):
            store.workspaces.save(Workspace("abcdefgh"), NOW)
        store.close()
    assert list(home.iterdir()) == []


def test_a_store_that_may_not_even_be_read_is_not_taken_for_an_empty_one(home: Path) -> None:
    filled(home)
    with without_the_right_to_write(home):
        if os.geteuid() == NOBODY:
            os.seteuid(0)
        (home / "kam.sqlite").chmod(0)
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
        with pytest.raises(UserError, match="cannot be read"):
            Store.open(home)


@pytest.mark.parametrize(
    ("code", "sentence"), [(errno.EROFS, "is read-only"), (errno.ENOSPC, "is full"), (errno.EDQUOT, "is full")]
)
def test_a_disk_that_takes_nothing_shows_everything_and_saves_again_when_it_does(
    place: Place, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    store = place.open()
    committed(store, None, 5)
    published(store, None)
    store.close()
    with monkeypatch.context() as patch:
        patch.setattr(durable_files, "write", refuse(code))
        store = place.open()
        if place.url is None:
            everything_shows_and_nothing_is_saved(store, sentence)
        else:
            # The folder takes no files, but the rows are on a server.
            assert sentence in str(store.why_read_only)
            assert store.snapshots.load(store.data_sets.all()[0].head or "").lines.equals(sales(5).lines)
            with pytest.raises(SaveError, match=sentence):
                committed(store, None, 6)
    assert store.why_read_only is None
    made = committed(store, store.data_sets.all()[0], 6)
    assert place.open().snapshots.load(made.after).lines.equals(sales(6).lines)


def test_nothing_is_written_to_a_copy_in_memory_while_the_disk_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_home(tmp_path / "home")
    with monkeypatch.context() as patch:
        patch.setattr(durable_files, "write", refuse(errno.EROFS))
        store = Store.open(tmp_path / "home")
        with pytest.raises(DBAPIError, match="readonly"), store.database.engine.begin() as connection:
            connection.execute(text("DELETE FROM workspaces"))
    probe, seen = durable_files.probe, []

    def looking(folder: Path) -> None:
        seen.append(store.database.why_read_only)
        probe(folder)

    monkeypatch.setattr(durable_files, "probe", looking)
    assert store.why_read_only is None
    assert len(seen) == 1
    assert seen[0] is not None
    assert store.workspaces.find("abcdefgh") is not None
    assert store.workspaces.save(Workspace("another-one"), NOW) is not None
    store.close()
    again = Store.open(tmp_path / "home")
    assert again.workspaces.find("another-one") is not None
    again.close()


def test_a_home_that_is_a_file_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    store = Store.open(tmp_path / "home")
    assert str(tmp_path / "home") in str(store.why_read_only)
    assert store.data_sets.all() == []
    store.close()


def test_a_damaged_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    filled(tmp_path)
    for name in ("kam.sqlite-wal", "kam.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    garbage = b"this is no database at all " * 1000
    (tmp_path / "kam.sqlite").write_bytes(garbage)
    with pytest.raises(UserError, match="is damaged"):
        Store.open(tmp_path)
    assert (tmp_path / "kam.sqlite").read_bytes() == garbage


def test_a_database_that_somebody_locks_for_long_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    monkeypatch.setattr("kam_core.store.database.connection.BUSY_TIMEOUT_SECONDS", 0.1)
    store = Store.open(tmp_path)
    other = sqlite3.connect(tmp_path / "kam.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(SaveError, match="Someone else is saving"):
        store.settings.put("a", 1, expected=0, by=by("Li", NOW))
    assert store.settings.get("a") is None
    other.execute("ROLLBACK")
    other.close()
    assert store.settings.put("a", 1, expected=0, by=by("Li", NOW)).version == 1
    store.close()
