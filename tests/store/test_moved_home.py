"""A home that is moved, deleted or replaced under a running server: nothing is acknowledged that is not in it."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kam_core.store.backup.backup import write_backup
from kam_core.store.backup.restore import restore_backup
from kam_core.store.home_lock import HomeInUseError
from kam_core.store.save_errors import SaveError
from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.browser.server import ROOT
from tests.store.conftest import Place
from tests.store.sample_content import NOW, by, committed, published, sales, tiers

GONE = "was moved, deleted or replaced while the app was running"


def no_scores(_store: Store) -> dict[str, str]:
    return {}


def put(store: Store, key: str, expected: int = 0) -> int:
    return store.settings.put(key, 1, expected=expected, by=by()).version


def test_nothing_is_saved_into_a_home_that_was_deleted_and_it_is_not_begun_again(place: Place) -> None:
    store = place.open()
    data_set = store.data_sets.find(committed(store, None, 5).data_set_id)
    shutil.rmtree(place.home)
    for act in (lambda: put(store, "a"), lambda: committed(store, data_set, 6), lambda: published(store, None)):
        with pytest.raises(SaveError, match=GONE):
            act()
    with pytest.raises(SaveError, match=GONE):
        store.objects.put(tiers(1.0))
    with pytest.raises(UserError, match=GONE):
        store.data_sets.all()
    assert GONE in str(store.why_read_only)
    assert not place.home.exists()


def test_a_home_that_comes_back_is_gone_on_with(place: Place) -> None:
    store = place.open()
    assert put(store, "a") == 1
    place.home.rename(place.home.with_name("elsewhere"))
    with pytest.raises(SaveError, match=GONE):
        put(store, "a", 1)
    place.home.with_name("elsewhere").rename(place.home)
    assert store.why_read_only is None
    assert put(store, "a", 1) == 2
    assert place.open().audit.verify() == 2


@pytest.fixture
def running(tmp_path: Path) -> Store:
    """A store on a file with two settings; a backup of the first is beside it."""
    store = Store.open(tmp_path / "home")
    put(store, "a")
    write_backup(store, tmp_path / "kam.backup", no_scores, NOW)
    put(store, "b")
    return store


def test_after_a_forced_restore_the_running_app_goes_on_in_the_restored_home(running: Store, tmp_path: Path) -> None:
    file, home = tmp_path / "kam.backup", tmp_path / "home"
    restored = restore_backup(file, home, None, no_scores, NOW, force=True)
    assert restored.before is not None
    assert running.settings.get("b") is None
    assert put(running, "c") == 1
    made = committed(running, None, 5)
    again, before = Store.open(home), Store.open(restored.before)
    assert [entry.subject for entry in reversed(again.audit.entries())][:2] == ["a", "c"]
    assert again.snapshots.load(made.after).lines.equals(sales(5).lines)
    assert before.settings.get("b") is not None
    assert before.settings.get("c") is None
    for store in (running, again, before):
        store.close()


def test_a_save_that_a_restore_overtakes_is_not_acknowledged(running: Store, tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=GONE), running.database.writing():
        restore_backup(tmp_path / "kam.backup", tmp_path / "home", None, no_scores, NOW, force=True)
    assert put(running, "b") == 1
    running.close()


def test_a_save_into_a_log_that_was_deleted_is_not_acknowledged_and_the_next_one_is_stored(running: Store) -> None:
    (running.database.home / "kam.sqlite-wal").unlink()
    with pytest.raises(SaveError, match=GONE):
        put(running, "c")
    assert put(running, "d") == 1
    again = Store.open(running.database.home)
    assert {"a", "b", "d"} <= {entry.subject for entry in again.audit.entries()}
    assert again.audit.verify() == running.audit.verify()
    for store in (running, again):
        store.close()


def test_the_store_of_somebody_else_in_the_place_of_ours_is_not_written_to(running: Store, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "other")
    put(other, "x")
    other.close()
    (tmp_path / "home").rename(tmp_path / "moved")
    (tmp_path / "other").rename(tmp_path / "home")
    with pytest.raises(SaveError, match=GONE):
        put(running, "c")
    with pytest.raises(UserError, match=GONE):
        running.settings.get("a")
    running.close()
    again = Store.open(tmp_path / "home")
    assert [entry.subject for entry in again.audit.entries()] == ["x"]
    again.close()


def test_a_restore_is_refused_while_another_process_has_the_home_open_and_not_after_it_was_killed(
    place: Place, tmp_path: Path
) -> None:
    store = place.open()
    put(store, "a")
    write_backup(store, tmp_path / "kam.backup", no_scores, NOW)
    store.close()
    command = [sys.executable, "-m", "tests.store.worker", "hold", str(place.home), place.url or "-", "0", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    assert [json.loads(line)["act"] for line in (server.stdout.readline(), server.stdout.readline())] == [
        "ready", "opened",
    ]  # fmt: skip
    with pytest.raises(HomeInUseError, match="is in use by a running app"):
        restore_backup(tmp_path / "kam.backup", place.home, None, no_scores, NOW)
    server.kill()
    server.communicate()
    restored = restore_backup(tmp_path / "kam.backup", place.home, None, no_scores, NOW)
    assert restored.before is not None


def test_the_restore_command_says_that_the_app_is_running_and_obeys_force(running: Store, tmp_path: Path) -> None:
    def restore(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kam_core", "restore", str(tmp_path / "kam.backup"), *more]
        environment = os.environ | {"KAM_HOME": str(tmp_path / "home")}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    refused = restore()
    assert (refused.returncode, "is in use by a running app" in refused.stderr) == (1, True)
    assert "Traceback" not in refused.stderr
    assert restore("--force").returncode == 0
    assert running.settings.get("b") is None
    running.close()


def test_folders_of_killed_restores_are_swept_and_those_of_running_ones_stay(tmp_path: Path) -> None:
    left, running, foreign = (
        tmp_path / name for name in (".home-restoring-0123abcd", ".home-restoring-89abcdef", ".home-restoring-mine")
    )
    for folder in (left, running, foreign):
        folder.mkdir()
    (left / ".lock").touch()
    Store.open(tmp_path / "home").close()
    assert (left.exists(), running.exists(), foreign.exists()) == (False, True, True)
    ages_ago = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=2)).timestamp()
    os.utime(running, (ages_ago, ages_ago))
    Store.open(tmp_path / "home").close()
    assert (running.exists(), foreign.exists()) == (False, True)
