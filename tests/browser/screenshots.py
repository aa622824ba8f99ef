"""Screenshots of every page in every width, scheme and language: `python -m tests.browser.screenshots [folder]`."""

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from kam_core.locale.languages import LANGUAGES, TRANSLATED
from pages.navigation.screens import SCREENS
from tests.browser.chromium import arguments, executable
from tests.browser.page_defects import problems, untranslated
from tests.browser.page_idle import settled
from tests.browser.page_watch import Watch
from tests.browser.server import ROOT, app_command, free_port, serving

LOCALES = {code: language.tag for code, language in LANGUAGES.items()}
HEIGHT, TALLEST = 900, 6000
ACCOUNT = "A001"


@dataclass(frozen=True)
class Look:
    """A screen and its reader."""

    width: int
    scheme: Literal["light", "dark"]
    language: str

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}-{self.language}"


WIDTHS = (1600, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOOKS = tuple(Look(*look) for look in product(WIDTHS, SCHEMES, LOCALES))
CORNERS = (Look(1600, "light", "en"), Look(1600, "dark", "zh"), Look(390, "light", "zh"), Look(390, "dark", "en"))
"""Every pair of width, scheme and language once."""


def addresses(url: str) -> dict[str, str]:
    """The addresses of all screens by name; the screen of one account with an account."""
    return {name: f"{url}/{name}" + (f"?id={ACCOUNT}" if name == "account" else "") for name in SCREENS}


def take(browser: Browser, url: str, folder: Path, looks: Iterable[Look]) -> tuple[int, list[str]]:
    """Save the pictures; how many there are, and everything that looks wrong on them."""
    taken, wrong = 0, []
    for look in looks:
        with browser.new_context(
            viewport={"width": look.width, "height": HEIGHT}, color_scheme=look.scheme, locale=LOCALES[look.language]
        ) as context:
            page = context.new_page()
            watch = Watch(page)
            for name, address in addresses(url).items():
                page.set_viewport_size({"width": look.width, "height": HEIGHT})
                page.goto(address)
                settled(page)
                seen = problems(page, look.language)
                stretch(page, look.width)
                page.screenshot(path=folder / f"{name}-{look}.png")
                wrong += [f"{name}-{look}: {problem}" for problem in seen]
                taken += 1
            wrong += [f"{look}: {trouble}" for trouble in (*watch.errors, *watch.strangers)]
    return taken, wrong


def stretch(page: Page, width: int) -> None:
    """Make the window as high as the page, which scrolls inside it."""
    height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    if height > HEIGHT:
        page.set_viewport_size({"width": width, "height": min(int(height), TALLEST)})
        settled(page)


def main(target: Path) -> int:
    """Take all pictures of an app of its own; the exit code."""
    target.mkdir(parents=True, exist_ok=True)
    silent = [f"no translation ({code}): {text}" for code in TRANSLATED for text in untranslated(code)]
    chromium, port = executable(), free_port()
    with (
        tempfile.TemporaryDirectory() as home,
        serving(app_command(port), ROOT, Path(home), port, seconds=60) as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments())
        count, wrong = take(browser, app, target, LOOKS)
        browser.close()
    wrong = silent + wrong
    sys.stdout.write("\n".join([*wrong, f"{count} pictures in {target}, {len(wrong)} problems", ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"))
