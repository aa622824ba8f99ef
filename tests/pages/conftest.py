"""Fixtures of the page tests: runs through app.py, and a home with the demo."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager

from kam_core.scoring.model.model import Model
from tests.pages.app_session import arrive
from tests.pages.rules.single_tab import demo_model


@pytest.fixture(autouse=True)
def _through_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run goes through app.py.

    AppTest forgets before each run that st.navigation was called, and then takes the files in pages/ for an app of
    the old kind, which a server does at most once, before its first visitor.
    """
    begin, navigate = PagesManager.__init__, PagesManager.set_pages_and_resolve
    last: dict[Any, Any] = {}

    def visited(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False
        # A server's session knows its pages from run to run, so that callbacks can switch to another.
        self._pages = dict(last) or None

    def navigated(self: PagesManager, pages: dict[Any, Any], *args: Any, **kwargs: Any) -> Any:
        last.update(pages)
        return navigate(self, pages, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", visited)
    monkeypatch.setattr(PagesManager, "set_pages_and_resolve", navigated)


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """The built-in model of the demo, in a home of its own that somebody has visited."""
    model = demo_model(monkeypatch, tmp_path)
    arrive()
    return model
