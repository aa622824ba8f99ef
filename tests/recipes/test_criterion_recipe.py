"""The recipe for a criterion, performed: points, lever and explanation have it, and older drafts and links open."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.recipes.recipe import Edit, copy_of_tree, perform, run, steps

PYTHON = [sys.executable, "-m"]
CHECKED = ["tests/recipes/touch_recency.py", "tests/test_architecture.py", "tests/locale/test_catalogue.py"]
USERS_OF_THE_MODEL = [
    "tests/pages/rules/test_what_if_page.py",
    "tests/pages/rules/test_publishing.py",
]
"""Tests that go by the built-in model of the demo."""


def test_a_criterion_is_an_entry_in_the_document_of_a_model() -> None:
    """No code and no text is edited: only the document, what its specification says, and the page of formulas."""
    edits = [step for step in steps("A criterion") if isinstance(step, Edit)]
    assert {edit.path for edit in edits if edit.place != "new"} == {
        "kam_core/scoring/model/presets/standard.toml",
        "tests/scoring/model/test_model.py",
        "docs/formulas.md",
    }


@pytest.mark.long
def test_a_criterion_is_added_by_its_recipe(tmp_path: Path) -> None:
    tree = copy_of_tree(tmp_path)
    perform("A criterion", tree)
    chosen = "not long and not browser"
    run(tree, [*PYTHON, "pytest", "-q", "-p", "no:cacheprovider", "-m", chosen, *CHECKED, *USERS_OF_THE_MODEL])
    run(tree, [*PYTHON, "ruff", "check", "kam_core", "tests/scoring"])
    run(tree, [*PYTHON, "ruff", "format", "--check", "kam_core", "tests/scoring"])
