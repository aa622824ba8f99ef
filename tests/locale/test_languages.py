"""The registry of languages: what each entry gives, and what CLDR adds to it."""

import pytest

from kam_core.locale.languages import LANGUAGES, TRANSLATED, LanguageSpec

POLISH = LanguageSpec("pl", "Polski", "PL", "pl_PL")


def test_compact_units_are_those_that_people_of_the_language_write() -> None:
    assert [tuple(unit) for unit in LANGUAGES["en"].compact_units] == [(12, "T"), (9, "B"), (6, "M"), (3, "K")]
    assert [tuple(unit) for unit in LANGUAGES["zh"].compact_units] == [(12, "万亿"), (8, "亿"), (4, "万")]
    assert [tuple(unit) for unit in POLISH.compact_units] == [(12, "bln"), (9, "mld"), (6, "mln"), (3, "tys.")]


@pytest.mark.parametrize(("number", "whole"), [(1, 1), (1.0, 1), (-1, 1), (22, 22), (0, 0), (1_000_001, 1_000_001)])
def test_a_whole_number_takes_the_form_that_gettext_gives_it(number: float, whole: int) -> None:
    assert POLISH.plural.whole_number(number) == whole


@pytest.mark.parametrize("number", [0.5, 1.5, 2.5, float("nan"), float("inf")])
def test_a_number_with_decimals_takes_the_form_of_a_whole_number_of_its_category(number: float) -> None:
    """To CLDR 1.5 is no "one" in English, and one in French, which begins its plural at two."""
    assert LANGUAGES["en"].plural.whole_number(number) != 1
    french = LanguageSpec("fr", "Français", "FR", "fr_FR").plural
    assert french.whole_number(number) in ((0, 1) if number < 2 else range(2, 200))


def test_decimals_that_have_a_category_to_themselves_are_said_like_few() -> None:
    """Polish: 1,5 konta, as 2 konta."""
    assert POLISH.plural.whole_number(1.5) == 2


def test_every_category_of_a_language_has_a_whole_number() -> None:
    assert set(POLISH.plural.samples) == {"one", "few", "many", "other"}
    assert set(LANGUAGES["zh"].plural.samples) == {"other"}


def test_separators_and_the_place_of_the_currency_are_the_languages_own() -> None:
    assert (POLISH.separators, POLISH.whole_currency_pattern) == (",\u00a0", "#,##0\u00a0¤")
    assert {LANGUAGES[code].separators for code in ("en", "zh")} == {".,"}
    assert {LANGUAGES[code].whole_currency_pattern for code in ("en", "zh")} == {"¤#,##0"}


def test_the_browser_gets_locale_units_and_mark() -> None:
    assert POLISH.browser_format == {"locale": "pl-PL", "compact_powers": [12, 9, 6, 3], "decimal_mark": ","}


def test_a_language_is_wished_for_by_its_code_by_its_english_name_and_by_codes_given() -> None:
    assert LanguageSpec("nb", "Norsk", "NO", "nb_NO", other_codes=("no", "nn")).accepted_codes >= {"nb", "no", "nn"}
    assert "polish" in POLISH.accepted_codes


def test_every_language_has_its_own_code_names_and_catalogue() -> None:
    for attribute in ("name", "short_name", "locale_name"):
        assert len({getattr(language, attribute) for language in LANGUAGES.values()}) == len(LANGUAGES)
    assert all(code == language.code for code, language in LANGUAGES.items())
    assert len(TRANSLATED) == len(LANGUAGES) - 1
