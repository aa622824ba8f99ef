"""One picture of every page, wide and narrow, light and dark: `python -m tests.browser.screenshots [folder]`."""

import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import arguments, executable
from tests.browser.server import ROOT, app_command, free_port, serving
from tests.browser.waiting import settled

WIDTHS = (1600, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def addresses(page: Page, url: str) -> list[str]:
    """The addresses of all pages, read from the menu."""
    page.goto(url)
    settled(page)
    links = page.eval_on_selector_all('a[href]:not([href*="#"])', "links => links.map(link => link.href)")
    return list(dict.fromkeys([f"{url}/", *(link for link in links if link.startswith(url))]))


def take(url: str, folder: Path) -> int:
    """Save the pictures and return how many there are."""
    taken, chromium = 0, executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments())
        for scheme in SCHEMES:
            for width in WIDTHS:
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page = context.new_page()
                for address in addresses(page, url):
                    page.goto(address)
                    settled(page)
                    name = address.removeprefix(url).strip("/").split("?")[0].replace("/", "-") or "first"
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                    taken += 1
                context.close()
        browser.close()
    return taken


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as home,
        serving(app_command(port), ROOT, Path(home), port, seconds=60) as app,
    ):
        count = take(app, target)
    sys.stdout.write(f"{count} pictures in {target}\n")
