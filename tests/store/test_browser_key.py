"""The key that signs the cookies of browsers is made once and read by nobody else."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kam_core.store.backup.backup import write_backup
from kam_core.store.backup.restore import restore_backup
from kam_core.store.browser_key import FILE, browser_key
from kam_core.store.store import Store
from tests.store.sample_content import NOW


def test_a_home_has_one_key_whatever_asks_for_it_first(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: browser_key(home), range(40)))
    (key,) = keys
    assert key is not None
    assert len(key) == 32
    assert [file.name for file in home.iterdir()] == [FILE]
    assert browser_key(tmp_path / "another") != key


def test_only_its_owner_may_read_the_key(tmp_path: Path) -> None:
    browser_key(tmp_path)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_without_a_place_for_it_there_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert browser_key(tmp_path / "file") is None
    # Nothing is signed with a key that was cut short.
    (tmp_path / FILE).write_bytes(b"short")
    assert browser_key(tmp_path) is None


def test_browsers_keep_their_workspaces_when_a_backup_is_restored(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "north.backup"
    store = Store.open(home)
    write_backup(store, file, lambda _: {}, NOW)
    store.close()
    key = browser_key(home)
    assert key is not None
    assert key not in file.read_bytes()
    restore_backup(file, home, None, lambda _: {}, NOW)
    assert browser_key(home) == key
    # Elsewhere there is another one: a backup is no way to pretend to be somebody's browser.
    restore_backup(file, tmp_path / "elsewhere", None, lambda _: {}, NOW)
    assert browser_key(tmp_path / "elsewhere") != key
