"""Checks of a copy of the tree to which the recipe has added Polish; run there by test_language_recipe.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kam_core.locale.language import Language
from kam_core.locale.languages import LANGUAGES, language_for
from kam_core.reports.glossary import glossary
from kam_core.vocabulary.message import Money, Points
from pages.rules.simulate import live_levers
from tests.pages.app_session import enter, page_text
from tests.pages.conftest import _through_the_door  # noqa: F401
from tests.recipes.test_language_recipe import plural

POLISH = Language("pl", "PLN")
NBSP = "\u00a0"


def test_the_switch_offers_every_other_language_and_changes_to_polish(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "dependence", language="en")
    offered = {button.key: button.label for button in page.button if str(button.key).startswith("language_switch")}
    assert offered == {"language_switch_zh": "简体中文", "language_switch_pl": "Polski"}
    page.button(key="language_switch_pl").click().run()
    assert not page.exception
    assert "‹" in page_text(page)
    page.button(key="language_switch_en").click().run()
    assert "‹" not in page_text(page)


@pytest.mark.parametrize("name", ["results", "dependence", "loyalty", "accounts", "data"])
def test_a_page_is_written_in_polish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    page = enter(monkeypatch, tmp_path, name, language="pl")
    assert not page.exception
    assert page.caption[0].value.startswith("‹")
    assert all("‹" in one.value for one in page.subheader)


def test_a_browser_in_polish_is_answered_in_polish() -> None:
    assert [language_for(wish) for wish in ("pl", "pl-PL", "pl_PL.UTF-8", "Polish_Poland", "de")] == [*["pl"] * 4, "en"]


@pytest.mark.parametrize(
    ("count", "form"), [(1, "one"), (3, "few"), (22, "few"), (5, "many"), (12, "many"), (0, "many")]
)
def test_words_beside_a_whole_number_take_the_form_that_gettext_gives_it(count: float, form: str) -> None:
    assert POLISH.say("{count} account", "{count} accounts", "count", count=count).endswith(f"-{form}›")


def test_a_decimal_has_its_comma_and_the_form_of_few() -> None:
    assert POLISH.say("{points} point", "{points} points", "points", points=Points(71.24)) == "‹71,2 points-few›"


def test_money_is_compact_with_the_units_of_the_registry() -> None:
    shown = {unit.power: POLISH.show(Money(184 * 10**unit.power * 100)) for unit in LANGUAGES["pl"].compact_units}
    for unit in LANGUAGES["pl"].compact_units:
        assert shown[unit.power] == f"1,84{NBSP}{unit.suffix}{NBSP}zł"
    assert set(shown) == {12, 9, 6, 3}
    assert POLISH.money(9_870_000, compact=False) == f"987,00{NBSP}zł"


def test_the_lab_sends_the_browser_a_form_for_each_category_and_the_units(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(live_levers, "_LAB", lambda **given: sent.append(given["data"]))
    page = enter(monkeypatch, tmp_path, "simulate", language="pl")
    assert not page.exception
    data = sent[-1]
    assert (data["locale"], data["compact_powers"], data["decimal_mark"]) == ("pl-PL", [12, 9, 6, 3], ",")
    one, few, many = plural("{points} point", "{points} points")
    assert data["words"]["points_of"] == {"one": one, "few": few, "many": many, "other": few}


def test_the_glossary_has_a_column_in_polish() -> None:
    assert "| code | English | 中文 | PL |" in glossary()
    assert Path("docs/glossary.md").read_text(encoding="utf-8") == glossary()
