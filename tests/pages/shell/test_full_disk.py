"""Full or read-only disk: every page still shows its data, and why nothing can be saved."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.store.files import durable_files
from tests.pages.app_session import arrive, context_pills, move_in
from tests.pages.data.data_page import ORDERS, bring, seen, take_over


def message(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(str(one.value) for one in (*test.warning, *test.error)).replace("\\", "")


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable_files, "write", no_room)


def test_a_home_that_may_only_be_read_shows_the_demo_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_given: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(durable_files, "probe", read_only)
    move_in(monkeypatch, tmp_path)
    app = arrive()
    assert "is read-only" in message(app)
    assert [metric.label for metric in app.metric][:2] == ["Revenue", "Last three months"]
    app.selectbox(key="choose_window_en").select(6).run()
    assert context_pills(app)[1] == "6 months to 2026-09-30"
    bring(app, ("orders.csv", ORDERS.encode()))
    assert app.button(key="use_data").disabled


@pytest.mark.usefixtures("full")
def test_a_disk_that_is_full_when_the_app_starts_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move_in(monkeypatch, tmp_path)
    app = arrive()
    assert "is full" in message(app)
    assert app.metric


def test_a_disk_that_fills_up_keeps_the_data_that_are_there_and_takes_the_import_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_in(monkeypatch, tmp_path)
    app = arrive()
    bring(app, ("orders.csv", ORDERS.encode()))
    with monkeypatch.context() as now:

        def no_room(*_given: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        now.setattr(durable_files, "write", no_room)
        take_over(app)
        assert "is full" in message(app)
        assert seen(app) == ("Demo data", 412)
    take_over(app)
    assert seen(app) == ("orders", 5)


def test_a_store_of_a_newer_app_is_left_alone_and_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move_in(monkeypatch, tmp_path)
    arrive()
    with closing(sqlite3.connect(tmp_path / "kam.sqlite")) as database:
        database.execute("UPDATE alembic_version SET version_num = 'r999'")
        database.commit()
    move_in(monkeypatch, tmp_path)
    app = arrive()
    assert "written by a newer version of the app" in message(app)
    assert not app.metric
