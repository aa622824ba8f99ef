"""Deleted home folder or damaged rows under a running app: message on the page."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import enter
from tests.store.sample_content import by

DATA = dataset([sold for n in range(1, 9) for sold in monthly(f"C{n}", "2025-01-10", 12, 100.0 * n)])


def test_after_the_home_was_deleted_the_page_says_so_and_shows_no_figures(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    app = enter(monkeypatch, home, "results", data=DATA)
    assert app.get("plotly_chart")
    shutil.rmtree(home)
    app.run()
    assert not app.exception
    assert any("was moved, deleted or replaced" in error.value for error in app.error)
    assert not app.get("plotly_chart")
    assert not home.exists()


def test_a_damaged_row_is_counted_under_the_header_and_the_page_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path / "home", "results", data=DATA)
    (data_set,) = open_store().data_sets.all()
    for account in ("C1", "C2"):
        open_store().overrides.set(
            data_set_id=data_set.id, account_id=account, tier="S", reason="a bet", until=None, by=by()
        )
    with closing(sqlite3.connect(tmp_path / "home" / "kam.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE overrides SET reason = CAST(x'ff68' AS TEXT) WHERE account_id = 'C2'")
    app.run()
    assert not app.exception
    assert app.get("plotly_chart")
    assert any("1 row cannot be read" in warning.value.replace("\\", "") for warning in app.warning)


def test_choices_in_another_form_hold_as_if_nobody_had_made_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    odd = {"as_of": "2025-0q-31", "window": "1r", "compare": -3, "unit": "accounu", "working_day": 5, "bases": [],
           "taken": {"demo": 5}, "taken_at": {"demo": "q"}, "language": "zx"}  # fmt: skip
    app = enter(monkeypatch, tmp_path / "home", "results", data=DATA, **odd)
    assert not app.exception
    assert app.get("plotly_chart")
