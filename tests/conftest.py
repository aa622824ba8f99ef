"""Chromium for every test that looks at a screen, and the marker of the longest tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import arguments, executable


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes minutes; only `make test-all` runs it")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; one for all tests, because Playwright allows one loop per thread."""
    path = executable()
    assert path, "no Chromium: run `make browser`"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments())
        yield chromium
        chromium.close()
