"""/health says ok while the store works, and in a sentence what is the matter where it does not."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from starlette.requests import Request

from kam_core.services.health import why_unhealthy
from kam_core.store.files import durable_files
from kam_core.store.store import Store
from serving.health import health_route


def answered(why: Callable[[], str | None]) -> tuple[int, str]:
    endpoint = health_route(why).endpoint
    answer = endpoint(Request({"type": "http", "method": "GET", "path": "/health", "headers": []}))
    return answer.status_code, bytes(answer.body).decode()


def test_the_address_says_ok_or_503_and_why() -> None:
    assert answered(lambda: None) == (200, "ok\n")
    assert answered(lambda: "Nothing can be saved.") == (503, "Nothing can be saved.\n")


def deleted(home: Path) -> None:
    shutil.rmtree(home)


def moved(home: Path) -> None:
    home.rename(home.with_name("elsewhere"))


def damaged(home: Path) -> None:
    with closing(sqlite3.connect(home / "kam.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE audit_head SET seq = CAST(x'ff' AS TEXT)")


@pytest.mark.parametrize("harm", [deleted, moved, damaged])
def test_a_store_that_is_gone_or_damaged_is_not_healthy_and_no_folder_is_named(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    home = tmp_path / "home"
    store = Store.open(home)
    assert why_unhealthy(store) is None
    harm(home)
    reason = str(why_unhealthy(store))
    assert reason.startswith("Data cannot be read.")
    assert str(tmp_path) not in reason
    store.close()


def test_a_home_that_takes_no_file_is_not_healthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(tmp_path / "home").close()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable_files, "write", full)
        store = Store.open(tmp_path / "home")
        assert str(why_unhealthy(store)).startswith("Nothing can be saved.")
    assert why_unhealthy(store) is None
    store.close()
