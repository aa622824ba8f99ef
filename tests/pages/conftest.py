"""Fixtures of the page tests: runs through app.py, what all of them share, and a home with the demo."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager

from kam_core.scoring.model.model import Model
from tests.pages.app_session import arrive
from tests.pages.rules.single_tab import demo_model
from tests.store.new_home import copied_stores


@pytest.fixture(scope="package", autouse=True)
def _once_for_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Do what costs every session of a test a tenth of a second, and comes out alike, once: AppTest looks through all
    installed packages for components, and a new home has its tables made by every migration."""
    with pytest.MonkeyPatch.context() as patch, copied_stores(tmp_path_factory.mktemp("migrated")):
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


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
