"""The recipe for a screen, performed: the menu shows it, its address opens it, and it holds to every rule of a page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.recipes.recipe import Command, Edit, copy_of_tree, perform, run, steps

PYTHON = [sys.executable, "-m"]
MENU = "pages/navigation/screens.py"
OF_THE_SCREEN = ["tests/insight/test_unassigned_accounts.py", "tests/pages/business/test_unassigned_page.py"]
OF_EVERY_SCREEN = [
    "tests/recipes/unassigned.py",
    "tests/test_architecture.py",
    "tests/test_page_architecture.py",
    "tests/locale/test_catalogue.py",
    "tests/pages/shell/test_pages_with_little_data.py",
]


def test_a_screen_is_a_folder_an_entry_in_the_menu_and_its_texts() -> None:
    """No more than the list of pages and the catalogue are edited; all else is new."""
    edits = [step for step in steps("A screen") if isinstance(step, Edit)]
    edited = {edit.path for edit in edits if edit.place != "new"}
    assert edited == {MENU, "kam_core/locale/zh_Hans_CN/LC_MESSAGES/messages.po"}
    assert set(OF_THE_SCREEN) < {edit.path for edit in edits if edit.place == "new"}


@pytest.mark.long
def test_a_screen_is_added_by_its_recipe(tmp_path: Path) -> None:
    tree = copy_of_tree(tmp_path)
    perform("A screen", tree)
    tests = [step.line for step in steps("A screen") if isinstance(step, Command) and "pytest" in step.line]
    assert all(path in tests[0] for path in OF_THE_SCREEN)
    chosen = "not long and not browser"
    run(tree, [*PYTHON, "pytest", "-q", "-p", "no:cacheprovider", "-m", chosen, *OF_EVERY_SCREEN])
    run(tree, [*PYTHON, "ruff", "check", "kam_core", "pages", "tests/insight", "tests/pages"])
    run(tree, [*PYTHON, "ruff", "format", "--check", "kam_core", "pages", "tests/insight", "tests/pages"])
    run(tree, [*PYTHON, "mypy", "--cache-dir", str(tmp_path / "mypy")])
