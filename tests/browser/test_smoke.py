"""The app opens in a real browser without a complaint."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screenshots import addresses
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser


def test_the_first_page_opens_quietly(app_url: str, page: Page) -> None:
    page.goto(app_url)
    expect(page.get_by_test_id("stApp")).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.get_by_test_id("stMain").inner_text().strip()


def test_every_page_of_the_menu_opens_quietly(app_url: str, page: Page) -> None:
    for address in addresses(page, app_url):
        page.goto(address)
        settled(page)
        expect(page.get_by_test_id("stException"), address).to_have_count(0)
        assert page.get_by_test_id("stMain").inner_text().strip(), address
