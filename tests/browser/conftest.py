"""A running app and a watched page for the browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.server import ROOT, app_command, free_port, serving
from tests.browser.watch import Watch


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served with an empty KAM_HOME of its own."""
    port = free_port()
    with serving(app_command(port), ROOT, tmp_path_factory.mktemp("kam_home"), port, seconds=60) as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails if the console shows an error or another machine is called."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    opened = context.new_page()
    watch = Watch(opened)
    yield opened
    context.close()
    watch.verdict()
