"""The recipe for a language holds word for word: an entry and a catalogue, and every screen speaks it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from tests.recipes.recipe import Command, copy_of_tree, run, steps

CATALOGUE = Path("kam_core", "locale", "pl_PL", "LC_MESSAGES", "messages.po")
FORMS = ("one", "few", "many")
"""Polish forms beside whole numbers: msgstr[0], msgstr[1] and msgstr[2]."""
OF_EACH_LANGUAGE = (
    "test_every_text_of_the_source_is_translated",
    "test_no_translation_is_left_of_a_text_that_is_gone",
    "test_a_translation_names_the_same_places",
    "test_a_text_with_a_plural_has_as_many_forms_as_gettext_counts_in_the_language",
    "test_no_text_is_in_a_catalogue_twice",
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
    """Translate every text of a new catalogue into itself, marked, with three forms where it has a plural."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="pl_PL")
    texts = [message for message in catalogue if message.id]
    assert len(texts) > 1000
    assert not any(any(message.string) for message in texts)
    for message in texts:
        message.string = translated(message.id) if isinstance(message.id, str) else plural(*message.id)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, sort_output=True)


def translated(text: str) -> str:
    """A text with a mark around it."""
    return f"‹{text}›"


def plural(one: str, other: str) -> tuple[str, ...]:
    """The three forms of a text, each with its name: ‹1 row-one›."""
    return tuple(translated(f"{one if form == 'one' else other}-{form}") for form in FORMS)
