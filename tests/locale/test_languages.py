"""The registry of languages: what each entry gives, and what CLDR adds to it."""

import pytest

from kam_core.locale.languages import LANGUAGES, TRANSLATED, LanguageSpec

POLISH = LanguageSpec("pl", "Polski", "PL", "pl_PL")


def test_compact_units_are_those_that_people_of_the_language_write() -> None:
    assert [tuple(unit) for unit in LANGUAGES["en"].compact_units] == [(12, "T"), (9, "B"), (6, "M"), (3, "K")]
    assert [tuple(unit) for unit in LANGUAGES["zh"].compact_units] == [(12, "万亿"), (8, "亿"), (4, "万")]
    assert [tuple(unit) for unit in POLISH.compact_units] == [(12, "bln"), (9, "mld"), (6, "mln"), (3, "tys.")]


@pytest.mark.parametrize(
    ("number", "form"),
    [(1, "konto"), (1.0, "konto"), (2, "konta"), (4, "konta"), (5, "kont"), (12, "kont"), (22, "konta"), (0, "kont"),
     (1.5, "konta (o)"), (float("nan"), "konta (o)"), (float("inf"), "konta (o)")],
)  # fmt: skip
def test_a_number_takes_the_form_of_its_category(number: float, form: str) -> None:
    assert POLISH.plural.form(["konto", "konta", "kont", "konta (o)"], number) == form


def test_forms_of_another_count_than_the_language_has_are_none_of_its_own() -> None:
    assert POLISH.plural.form(["account", "accounts"], 5) is None


def test_separators_and_the_place_of_the_currency_are_the_languages_own() -> None:
    assert (POLISH.separators, POLISH.whole_currency_pattern) == (",\u00a0", "#,##0\u00a0¤")
    assert {LANGUAGES[code].separators for code in ("en", "zh")} == {".,"}
    assert {LANGUAGES[code].whole_currency_pattern for code in ("en", "zh")} == {"¤#,##0"}


def test_the_browser_gets_locale_units_mark_and_plural_rule() -> None:
    assert POLISH.browser_format == {
        "locale": "pl-PL", "compact_powers": [12, 9, 6, 3], "decimal_mark": ",",
        "plural": ["one", "few", "many", "other"],
    }  # fmt: skip


def test_a_language_is_wished_for_by_its_code_by_its_english_name_and_by_codes_given() -> None:
    assert LanguageSpec("nb", "Norsk", "NO", "nb_NO", other_codes=("no", "nn")).accepted_codes >= {"nb", "no", "nn"}
    assert "polish" in POLISH.accepted_codes


def test_every_language_has_its_own_code_names_and_catalogue() -> None:
    for attribute in ("name", "short_name", "locale_name"):
        assert len({getattr(language, attribute) for language in LANGUAGES.values()}) == len(LANGUAGES)
    assert all(code == language.code for code, language in LANGUAGES.items())
    assert len(TRANSLATED) == len(LANGUAGES) - 1
