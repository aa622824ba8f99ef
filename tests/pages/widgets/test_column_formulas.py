"""Numbers in lists are explained: every head of a column of numbers has an info."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.vocabulary.formulas import formula_of
from kam_core.vocabulary.measures import MEASURES
from pages.rules.test.back_test import show_back_test
from pages.rules.test.closest_accounts import show_closest
from pages.rules.test.robustness import show_robustness
from pages.rules.weights.methods.second_opinion import show_second_opinion
from pages.widgets.tables.column import NAMED_KINDS, RIGHT, Cell
from tests.pages.app_session import account_lists, enter, sent_tables
from tests.pages.rules.single_tab import tab

NUMBERS = {*RIGHT, Cell.SCORE}
LISTS = {
    "accounts": {"portfolio_accounts", "portfolio_prospects"},
    "results": {"moves"},
    "dependence": {"concentration_accounts"},
    "loyalty": {"lifecycle_cooling", "lifecycle_overdue", "lifecycle_stuck"},
}
"""Address of a screen → its lists."""
TABS = {"results": "tiers", "loyalty": "lifecycle"}


def unexplained(app: AppTest) -> list[tuple[str, str]]:
    """Lists and heads of numbers without an info."""
    return [
        (key, column["l"])
        for key, sent in account_lists(app).items()
        for column in sent["columns"]
        if (column["r"] or column["k"] in NUMBERS) and not column["i"]
    ]


@pytest.mark.parametrize("address", LISTS)
def test_every_column_of_numbers_in_the_lists_of_a_screen_says_how_it_is_computed(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, address, {"tab": TABS[address]} if address in TABS else None)
    assert set(account_lists(page)) >= LISTS[address]
    assert unexplained(page) == []


@pytest.mark.parametrize("show", [show_robustness, show_closest, show_second_opinion])
def test_every_column_of_numbers_in_the_lists_of_rules_says_how_it_is_computed(show: Any) -> None:
    app = tab(show)
    assert account_lists(app)
    assert unexplained(app) == []


@pytest.mark.parametrize("show", [show_robustness, show_back_test])
def test_every_column_of_numbers_in_the_tables_of_tests_says_how_it_is_computed(show: Any) -> None:
    sent = [one for one in sent_tables(tab(show)).values() if one["ids"] is None]
    assert sent
    assert [column["l"] for one in sent for column in one["columns"] if column["r"] and not column["i"]] == []


def test_columns_that_are_numbers_by_their_name_have_a_formula() -> None:
    names = [name for name, kind in NAMED_KINDS.items() if kind in NUMBERS]
    assert [name for name in names if not formula_of(name)] == []


def test_the_names_of_measures_beside_the_tier_are_explained_row_by_row(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "account", {"account": "A009", "tab": "score"})
    names = sent_tables(page)["account_measures"]["columns"][0]
    formulas = {measure.label: measure.formula for measure in MEASURES.values()}
    assert names["t"]
    assert names["e"] == [formulas[label] for label in names["t"]]
