"""Stored files are readable only by the account that runs the app, whatever its umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kam_core.store.backup.backup import write_backup
from kam_core.store.backup.restore import restore_backup
from kam_core.store.files.staged_uploads import StagedUploads
from kam_core.store.store import Store
from tests.cube.sample_lines import built, by_month, rows
from tests.store.database.byte_flips import filled
from tests.store.sample_content import NOW

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """The umask of an account that lets everybody read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder.parent)} {stat.S_IMODE(path.stat().st_mode):o}"
        for path in [folder, *folder.rglob("*")]
        if path.stat().st_mode & 0o077
    ]


def test_nobody_else_may_read_a_home_its_trays_its_backups_and_what_is_restored(tmp_path: Path) -> None:
    home = tmp_path / "home"
    filled(home)
    StagedUploads(home, "a-test-reader").add("orders.csv", [b"a,b\n"])
    store = Store.open(home)
    assert (home / "kam.sqlite-wal").exists()
    write_backup(store, tmp_path / "kam.backup", lambda _: {}, NOW)
    assert open_to_others(home) == []
    assert open_to_others(tmp_path / "kam.backup") == []
    store.close()
    restore_backup(tmp_path / "kam.backup", tmp_path / "again", None, lambda _: {}, NOW)
    assert open_to_others(tmp_path / "again") == []


def test_nobody_else_may_read_a_cube(tmp_path: Path) -> None:
    out = tmp_path / "cube"
    lines = rows(("a", "2025-01-10", 1, 10.0), ("b", "2025-02-10", 2, 20.0))
    built(by_month(tmp_path / "lines", lines), out)
    assert open_to_others(out) == []
