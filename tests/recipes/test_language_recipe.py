"""The recipe for a language holds word for word: an entry and a catalogue, and every screen speaks it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from tests.recipes.recipe import Command, copy_of_tree, run, steps

CATALOGUE = Path("kam_core", "locale", "pl_PL", "LC_MESSAGES", "messages.po")
CATEGORIES = ("one", "few", "many", "other")
FORMS = re.compile(r"\{(?P<name>\w+):(?P<one>[^{}|]*)\|(?P<other>[^{}|]*)\}")
OF_EACH_LANGUAGE = (
    "test_every_text_of_the_source_is_translated",
    "test_no_translation_is_left_of_a_text_that_is_gone",
    "test_a_translation_names_the_same_places",
    "test_words_go_by_a_number_that_is_shown_and_have_the_forms_of_the_language",
    "test_the_compiled_catalogue_is_that_of_the_editable_one",
)
RESULT_CHECKS = [
    "tests/recipes/polish.py",
    *(f"tests/locale/test_catalogue.py::{name}[pl]" for name in OF_EACH_LANGUAGE),
    "tests/locale/test_languages.py",
    "tests/locale/test_language.py",
    "tests/reports/test_table_file.py",
]


@pytest.mark.long
def test_polish_is_added_by_the_recipe_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The interpreter that runs this has all packages: `make` need not look for newer ones.
    monkeypatch.setenv("MAKEFLAGS", " TOOLS=")
    tree = copy_of_tree(tmp_path)
    entry, first, second = steps("A language")
    assert isinstance(first, Command)
    assert first.line == "make messages" == getattr(second, "line", None)
    entry.perform(tree)
    first.perform(tree)
    translate(tree / CATALOGUE)
    second.perform(tree)
    run(tree, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *RESULT_CHECKS])


def translate(path: Path) -> None:
    """Translate every text of a new catalogue into itself, marked, with a form for each category."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="pl_PL")
    texts = [message for message in catalogue if message.id]
    assert len(texts) > 1000
    assert not any(message.string for message in texts)
    for message in texts:
        message.string = translated(str(message.id))
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, sort_output=True)


def translated(text: str) -> str:
    """A text with a mark around it, and its two forms as four: {n:row-one|rows-few|rows-many|rows-other}."""
    marked = FORMS.sub(_in_each_category, text)
    return f"‹{marked}›"


def _in_each_category(found: re.Match[str]) -> str:
    forms = [found["one" if category == "one" else "other"] + f"-{category}" for category in CATEGORIES]
    return "{" + found["name"] + ":" + "|".join(forms) + "}"
