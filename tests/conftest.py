"""Chromium for every test that looks at a screen, and the settings of property tests."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import arguments, executable

# What a change is held to is the same for everybody and at every time; `make test-all` looks for cases not seen yet.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("searching", derandomize=False, deadline=None, max_examples=200)
settings.load_profile("same")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; one for all tests, because Playwright allows one loop per thread."""
    path = executable()
    assert path, "no Chromium: run `make browser`"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments())
        yield chromium
        chromium.close()
