"""Tests wait for no disk; what must survive a power cut is held by tests of their own."""

import pytest

from kam_core.store import durable


@pytest.fixture(autouse=True)
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written need not be on the disk."""
    monkeypatch.setattr(durable, "sync", lambda descriptor: None)
