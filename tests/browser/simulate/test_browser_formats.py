"""Money and plural forms on the what-if page equal those of the catalogue."""

from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.plurals import get_plural
from playwright.sync_api import Page

from kam_core.locale.language import Language
from kam_core.locale.languages import LANGUAGES, LanguageSpec

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).resolve().parents[3] / "pages" / "rules" / "simulate" / "browser"
AMOUNTS = [0, 9, 999, 1_000, 9_994, 10_000, 12_345, 99_400, 123_456, 1_480_000, 37_384_123, 61_000_000, 183_400_000,
           1_234_567_890, -4_200_000]  # fmt: skip
COUNTS = [0, 0.5, 1, 1.5, 2, 3, 4, 5, 11, 12, 21, 22, 25, 100, 101, 112, 1_000, 1_000_000, -1]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("currency", ["CNY", "USD", "EUR", None])
def test_amounts_are_written_alike(page: Page, code: str, currency: str | None) -> None:
    words = Language(code).with_currency(currency)
    page.goto("about:blank")
    page.add_script_tag(path=SCRIPTS / "sentences.js")
    page.add_script_tag(content=(SCRIPTS / "part.js").read_text(encoding="utf-8") + "\nwindow.Numbers = Numbers;")
    shown = page.evaluate(
        "([format, currency, amounts]) => { const numbers = new Numbers({ ...format, currency }, { weight: 1 });"
        " return amounts.map((amount) => numbers.money(amount * 10000)); }",
        [words.spec.browser_format, currency, AMOUNTS],
    )
    assert [text.replace("\u00a0", " ") for text in shown] == [
        words.money(amount * 10_000).replace("\u00a0", " ") for amount in AMOUNTS
    ]


@pytest.mark.parametrize("locale", ["en_US", "zh_Hans_CN", "pl_PL", "de_DE", "fr_FR", "ar_EG", "lt_LT"])
def test_words_beside_a_number_take_the_same_form(page: Page, locale: str) -> None:
    """Languages with one form to six of them; a form is named by its number in the catalogue, msgstr[0] and so on."""
    language = LanguageSpec("xx", "", "", locale)
    form_of = c2py(get_plural(language.locale).plural_expr)
    sent = {category: str(form_of(number)) for category, number in language.plural.samples.items()}
    page.goto("about:blank")
    page.add_script_tag(path=SCRIPTS / "sentences.js")
    page.add_script_tag(content=(SCRIPTS / "part.js").read_text(encoding="utf-8") + "\nwindow.Numbers = Numbers;")
    taken = page.evaluate(
        "([format, forms, counts]) => { const numbers = new Numbers({ ...format, currency: null }, { weight: 1 });"
        " return counts.map((number) => numbers.form(forms, { number })); }",
        [language.browser_format, sent, COUNTS],
    )
    assert taken == [str(form_of(language.plural.whole_number(count))) for count in COUNTS]
