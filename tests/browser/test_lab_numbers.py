"""Money in the lab reads as on every other page: the browser's own formats against the catalogue's."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from kam_core.locale.language import Language

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).resolve().parents[2] / "pages" / "what_if" / "browser" / "part.js"
AMOUNTS = [0, 9, 999, 1_000, 9_994, 10_000, 12_345, 99_400, 123_456, 1_480_000, 37_384_123, 61_000_000, 183_400_000,
           1_234_567_890, -4_200_000]  # fmt: skip


@pytest.mark.parametrize(("code", "locale"), [("en", "en"), ("zh", "zh-CN")])
@pytest.mark.parametrize("currency", ["CNY", "USD", "EUR", None])
def test_amounts_are_written_alike(page: Page, code: str, locale: str, currency: str | None) -> None:
    page.goto("about:blank")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8") + "\nwindow.Numbers = Numbers;")
    shown = page.evaluate(
        "([locale, currency, amounts]) => { const numbers = new Numbers({ locale, currency }, { weight: 1 });"
        " return amounts.map((amount) => numbers.money(amount * 10000)); }",
        [locale, currency, AMOUNTS],
    )
    words = Language(code).with_currency(currency)
    assert [text.replace("\u00a0", " ") for text in shown] == [
        words.money(amount * 10_000).replace("\u00a0", " ") for amount in AMOUNTS
    ]
