"""Scenario link opened in a second browser: same hash, same numbers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.menu import go
from tests.browser.page_idle import settled
from tests.browser.test_first_upload import SECONDS, counts, sign, widget

pytestmark = pytest.mark.browser

HASH = re.compile(r"[0-9a-f]{12}")


def opened(page: Page, url: str) -> Locator:
    """The lab at an address, counted by browser and server alike."""
    page.goto(url)
    settled(page)
    lab = page.locator(".lab")
    expect(lab).to_have_attribute("data-agrees", "true", timeout=SECONDS)
    return lab


def moved(lab: Locator) -> None:
    """Take the realised value to nothing by the keyboard, and wait for the server's counts."""
    lab.locator("[data-lever=group-realised]").press("Home")
    expect(widget(lab.page, "whatif_answer")).to_contain_text("accounts change tier:", timeout=SECONDS)
    expect(lab).to_have_attribute("data-state", "exact", timeout=SECONDS)
    settled(lab.page)


def scenarios_tab(page: Page) -> None:
    """The tab of the scenarios on the Decide screen."""
    go(page, "decide")
    page.get_by_role("tab", name="Scenarios").click()
    expect(widget(page, "scenario_new")).to_be_visible(timeout=SECONDS)


def shown_link(page: Page) -> str:
    widget(page, "share_link").get_by_text("Share draft by link or file").click()
    code = widget(page, "share_link").get_by_test_id("stCode")
    expect(code).to_be_visible(timeout=SECONDS)
    return code.inner_text().strip()


def hash_on(page: Page) -> str:
    """The hash of the draft where it is shared; the panel is open."""
    state = page.get_by_text(re.compile(r"ID of the draft: [0-9a-f]{12}")).first
    expect(state).to_be_visible(timeout=SECONDS)
    found = HASH.search(state.inner_text())
    assert found is not None
    return found[0]


def test_a_scenario_is_saved_and_its_link_shows_the_same_in_a_second_browser(
    app_url: str, page: Page, another_browser: Callable[[], Page]
) -> None:
    lab = opened(page, f"{app_url}/simulate")
    moved(lab)
    sent = lab.get_attribute("data-counts"), counts(page).all_inner_texts()
    scenarios_tab(page)
    page.get_by_label("Scenario name").fill("Potential first")
    sign(page)
    widget(page, "scenario_new").get_by_role("button").click()
    expect(page.get_by_text("the saved scenario “Potential first”")).to_be_visible(timeout=SECONDS)
    settled(page)
    link, found = shown_link(page), hash_on(page)
    assert link.startswith(f"{app_url}/simulate?v=1&book=demo&as_of=2026-09-30&window=12&unit=account&base=builtin&")
    assert f"hash={found}" in link

    second = another_browser()
    theirs = opened(second, link)
    expect(second.get_by_text(f"Opened from a link: draft {found}, as of 2026-09-30.")).to_be_visible(timeout=SECONDS)
    # The address is that of a workspace of their own now.
    assert "weights=" not in second.url
    assert (theirs.get_attribute("data-counts"), counts(second).all_inner_texts()) == sent
    scenarios_tab(second)
    shown_link(second)
    assert hash_on(second) == found
    # The scenario of the first is there for the second, too.
    expect(widget(second, "scenario_open")).to_be_visible(timeout=SECONDS)
