"""Navigation in a browser: first request, former addresses, doors wide and narrow, pills, shared links."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.navigation.screens import DOORS, FORMER_ADDRESSES, NEWCOMERS_START, SCREENS
from tests.browser.page_idle import settled
from tests.browser.screenshots import addresses
from tests.browser.server import ROOT, app_command, free_port, serving

pytestmark = pytest.mark.browser
NARROW = {"width": 390, "height": 844}
SCREENS_BY_DOOR = {door: [screen for screen in SCREENS.values() if screen.door == door] for door in DOORS}


def place(page: Page) -> str:
    """The address of the screen that is open."""
    return urlsplit(page.url).path.strip("/")


def query(page: Page) -> dict[str, str]:
    """The parameters of the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def question(page: Page) -> str:
    """The heading of the screen."""
    return page.get_by_test_id("stMain").get_by_role("heading").first.inner_text()


def choose_window(page: Page, label: str) -> None:
    """Choose another window in its pill."""
    page.locator(".st-key-pill_window button").click()
    page.locator(".st-key-choose_window_en input").click()
    page.get_by_role("option", name=label, exact=True).click()
    settled(page)
    page.keyboard.press("Escape")


def test_the_first_request_after_a_start_may_be_a_link_to_any_screen(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with serving(app_command(port, "app.py"), ROOT, tmp_path, port, seconds=60) as url:
        # `streamlit run app.py` warms up as asgi.py does: a link to a screen works as the very first request.
        page.goto(f"{url}/simulate")
        settled(page)
        expect(page.get_by_test_id("stMain").get_by_text("What if the rules change?")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        page.reload()
        settled(page)
        assert place(page) == "simulate"
        # A page that is open when its server stops complains of it.
        page.goto("about:blank")


def test_former_addresses_lead_on_with_their_query(app_url: str, page: Page) -> None:
    # tests/pages/shell/test_addresses.py follows each of them; here, what the address bar does with two.
    for former, address in list(FORMER_ADDRESSES.items())[:2]:
        page.goto(f"{app_url}/{former}?window=6")
        page.wait_for_url(f"**/{address}?**")
        settled(page)
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert query(page)["window"] == "6", former
        expect(page.locator(".st-key-pill_window")).to_contain_text("6 months")
    page.goto(f"{app_url}/account?account=A002")
    settled(page)
    assert (place(page), query(page)["id"]) == ("account", "A002")
    assert question(page) == "Northmarch Automotive GmbH"


def test_every_screen_is_two_clicks_from_the_start_on_a_wide_page(app_url: str, page: Page) -> None:
    page.goto(app_url)
    page.wait_for_url(f"**/{NEWCOMERS_START}?**")
    settled(page)
    assert page.get_by_test_id("stMain").inner_text().strip()
    for door, behind in SCREENS_BY_DOOR.items():
        title = DOORS[door].title
        for screen in behind:
            if len(behind) == 1:
                page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
            else:
                page.get_by_test_id("stTopNavSection").filter(has_text=title).click()
                page.get_by_test_id("stTopNavDropdownLink").filter(has_text=screen.title).click()
            page.wait_for_url(f"**/{screen.address}*")
            settled(page)
            expect(page.get_by_test_id("stException"), screen.address).to_have_count(0)
            if len(behind) > 1:
                expect(page.locator(".st-key-screen_current")).to_have_text(screen.title)
    page.locator(".st-key-bar a").click()
    page.wait_for_url("**/settings*")


def test_every_door_opens_on_a_phone_and_the_screens_behind_it_are_one_tap_more(app_url: str, page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto(app_url)
    settled(page)
    expect(page.get_by_test_id("stTopNav")).to_be_hidden()
    for door, behind in SCREENS_BY_DOOR.items():
        # The row of screens is drawn alike for all behind a door: its last one stands for them.
        for screen in (behind[0], behind[-1])[: len(behind)]:
            page.locator(".st-key-bottom_doors").get_by_role("link", name=DOORS[door].title).click()
            page.wait_for_url(f"**/{behind[0].address}*")
            settled(page)
            if screen is not behind[0]:
                page.locator(f".st-key-screen_{screen.address} a").click()
                page.wait_for_url(f"**/{screen.address}*")
                settled(page)
        expect(page.locator(".st-key-door_current")).to_contain_text(DOORS[door].title)


def test_pills_stay_over_screens_and_a_reload_and_travel_in_the_link(
    app_url: str, page: Page, another_browser: Callable[[], Page]
) -> None:
    page.goto(f"{app_url}/results")
    settled(page)
    choose_window(page, "6 months")
    page.wait_for_url("**/results?*window=6*")
    page.locator(".st-key-screen_loyalty a").click()
    page.wait_for_url("**/loyalty?**")
    settled(page)
    expect(page.locator(".st-key-pill_window")).to_contain_text("6 months")
    page.reload()
    settled(page)
    expect(page.locator(".st-key-pill_window")).to_contain_text("6 months")
    link = page.url
    colleague = another_browser()
    colleague.goto(link)
    settled(colleague)
    assert place(colleague) == "loyalty"
    expect(colleague.locator(".st-key-pill_window")).to_contain_text("6 months")
    choose_window(colleague, "24 months")
    page.reload()
    settled(page)
    expect(page.locator(".st-key-pill_window")).to_contain_text("6 months")


def test_a_card_leads_to_the_accounts_that_it_counts(app_url: str, page: Page) -> None:
    page.goto(f"{app_url}/results")
    settled(page)
    card = page.locator("[class*=st-key-metrics_card]").filter(has_text="Revenue kept").first
    # The whole card is the link, not its title alone.
    card.click()
    expect(page.get_by_role("tab", name="Bridge")).to_have_attribute("aria-selected", "true")
    settled(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("32 accounts:")


@pytest.mark.long
def test_every_page_of_the_menu_opens_quietly(app_url: str, page: Page) -> None:
    for address in addresses(app_url).values():
        page.goto(address)
        settled(page)
        expect(page.get_by_test_id("stException"), address).to_have_count(0)
        assert page.get_by_test_id("stMain").inner_text().strip(), address
