"""Fixture that skips fsync in the tests of cubes."""

import pytest

from kam_core.store.files import durable_files


@pytest.fixture(autouse=True)
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written need not be on the disk."""
    monkeypatch.setattr(durable_files, "sync", lambda descriptor: None)
