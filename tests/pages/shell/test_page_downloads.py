"""Downloads of every page: no file needs a session when it is made."""

import datetime
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam_core.scoring.model.model import Model
from kam_core.store.workspace import Workspace
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import NOW, arrive, colleague, open_screen
from tests.store.sample_content import by

HOME = "12/account"


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes] | bytes]:
    """What stands behind each download button that is drawn, by its key."""
    found: dict[str, Callable[[], bytes] | bytes] = {}
    real = st.download_button

    def noting(label: str, data: Any, **named: Any) -> bool:
        found[named["key"]] = data
        return real(label, data, **named)

    monkeypatch.setattr(st, "download_button", noting)
    return found


def opened(page: str, draft: Model, **state: str) -> AppTest:
    """A page for a reader who has this draft."""
    workspace = Workspace("a-test-reader", drafts={"demo": draft.to_toml()}, view={"who": "Kim"})
    open_store().workspaces.save(workspace, NOW)
    app = arrive(workspace.id)
    for name, value in state.items():
        app.session_state[name] = value
    open_screen(app, page)
    assert not app.exception
    return app


def made(what: Callable[[], bytes] | bytes) -> bytes:
    """The file, made here: outside of any run, as the server makes it."""
    return what() if callable(what) else what


PAGES = {
    "portfolio": ("accounts", {}, {"portfolio_export_csv", "portfolio_export_xlsx"}),
    "movers": ("simulate", {"lab_part": "Movers"}, {"movers_export_csv", "movers_export_xlsx"}),
    "scenarios": ("decide", {"decide_part": "Scenarios"}, {"save_model"}),
    "models": ("settings", {"settings_section": "models"}, {"save_version"}),
    "log": ("settings", {"settings_section": "log"}, {"log_csv", "log_xlsx"}),
    "data sets": ("settings", {"settings_section": "books"}, {"backup"}),
    "templates": ("data", {}, {"template", "table_file_csv", "table_file_xlsx"}),
}


@pytest.mark.parametrize(("page", "state", "keys"), PAGES.values(), ids=PAGES)
def test_every_file_is_made_without_the_session_that_asked_for_it(
    demo: Model, offered: dict[str, Callable[[], bytes] | bytes], page: str, state: dict[str, str], keys: set[str]
) -> None:
    open_store().models.publish(
        data_set_id="demo", home=HOME, name="Bold", document=demo.to_toml(), note="n",
        by=by("Kim", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)), expected=None,
    )  # fmt: skip
    app = opened(page, demo.with_weights({"growth": 60.0}), person=colleague("Kim").id, **state)
    assert keys <= set(offered)
    files = {key: made(what) for key, what in offered.items()}
    assert not app.exception
    assert all(files.values())
    for key, content in files.items():
        if key.endswith("_csv"):
            assert pl.read_csv(content, infer_schema_length=None).height > 0
