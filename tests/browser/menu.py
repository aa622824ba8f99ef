"""Go to a screen in the browser as a reader does: by its link on the page, else by its address."""

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from pages.navigation.page_link import CONTEXT, WORKSPACE
from pages.navigation.screens import SCREENS
from tests.browser.page_idle import settled

CARRIED = {WORKSPACE, *CONTEXT}


def screen_link(page: Page, address: str) -> Locator:
    """The link to a screen in the row of its door; it is there on the screens of the same door alone."""
    return page.locator(f".st-key-screen_{address} a")


def door_link(page: Page, address: str) -> Locator:
    """The link in the menu to a screen that is alone behind its door."""
    return page.locator(f'[data-testid=stTopNavLink][href*="/{address}"]')


def go(page: Page, address: str) -> None:
    """Go to the screen: by a click where a link to it is in sight, else by its address in the same context."""
    assert address in SCREENS
    links = screen_link(page, address).or_(door_link(page, address))
    if links.count() and links.first.is_visible():
        links.first.click()
        page.wait_for_url(f"**/{address}?**")
    else:
        page.goto(address_of(page.url, address))
    settled(page)


def address_of(url: str, address: str) -> str:
    """The address of a screen in the workspace and context of the page that is open."""
    parts = urlsplit(url)
    query = "&".join(one for one in parts.query.split("&") if one.partition("=")[0] in CARRIED)
    return f"{parts.scheme}://{parts.netloc}/{address}" + (f"?{query}" if query else "")
