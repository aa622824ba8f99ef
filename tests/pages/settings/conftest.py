"""A home of its own for every test of the settings screen."""

from pathlib import Path

import pytest

from tests.pages.app_session import move_in


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move_in(monkeypatch, tmp_path)
