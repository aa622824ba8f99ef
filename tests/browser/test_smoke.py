"""Smoke test: the app opens in a browser without errors."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.page_idle import settled
from tests.browser.screenshots import addresses
from tests.browser.server import ROOT, app_command, free_port, serving

pytestmark = pytest.mark.browser


def test_the_first_page_opens_quietly(app_url: str, page: Page) -> None:
    page.goto(app_url)
    expect(page.get_by_test_id("stApp")).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.get_by_test_id("stMain").inner_text().strip()


def test_the_app_is_the_same_without_its_production_entry(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with serving(app_command(port, "app.py"), ROOT, tmp_path, port, seconds=60) as url:
        # `streamlit run app.py` warms up as asgi.py does: a link to a screen works as the very first request.
        page.goto(f"{url}/simulate")
        settled(page)
        expect(page.get_by_role("heading", name="What if the rules change?")).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)
        page.reload()
        settled(page)
        assert [cookie for cookie in page.context.cookies() if cookie["name"].startswith("kam_browser_")]
        # A page that is open when its server stops complains of it.
        page.goto("about:blank")


@pytest.mark.long
def test_every_page_of_the_menu_opens_quietly(app_url: str, page: Page) -> None:
    for address in addresses(app_url).values():
        page.goto(address)
        settled(page)
        expect(page.get_by_test_id("stException"), address).to_have_count(0)
        assert page.get_by_test_id("stMain").inner_text().strip(), address
