"""A running app and watched pages for the browser tests."""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, Page

from kam_core.services.data_sets import choose_first_dataset
from kam_core.store.store import Store
from kam_core.vocabulary.actor import SYSTEM, By
from tests.browser.page_watch import Watch
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.store.sample_content import NOW

WATCHED = pytest.StashKey[list[Watch]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test tells what its pages showed."""
    report = yield
    if report.failed and call.when == "call":
        for place, watch in enumerate(item.stash.get(WATCHED, [])):
            report.sections.append((f"page {place + 1}", watch.shown()))
    return report


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served with a KAM_HOME of its own in which newcomers see the demo."""
    port, home = free_port(), tmp_path_factory.mktemp("kam_home")
    # Tests share this app: what one of them imports must not be what the next one sees first.
    store = Store.open(home)
    choose_first_dataset(store, None, expected=0, by=By(SYSTEM, NOW))
    store.close()
    with serving(app_command(port), ROOT, home, port, seconds=60) as url:
        yield url


@contextmanager
def _watched(browser: Browser, item: pytest.Item) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    opened = context.new_page()
    watch = Watch(opened)
    item.stash.setdefault(WATCHED, []).append(watch)
    yield opened
    context.close()
    watch.verdict()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; the test fails if the console shows an error or another machine is called."""
    with _watched(browser, request.node) as opened:
        yield opened


@pytest.fixture
def another_browser(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[[], Page]]:
    """Opens a page in a browser profile of its own: no cookies and no storage of the first; watched the same."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(_watched(browser, request.node))
