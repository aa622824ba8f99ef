"""Choices are said on the screen in the reader's language, and what is said there is read back."""

import pytest

from kam_core.locale.language import Language
from kam_core.locale.languages import LANGUAGES
from kam_core.vocabulary.choice_labels import CHOICE_LABELS, choice_label, importable_label
from kam_core.vocabulary.field import Field, Table
from kam_core.vocabulary.lexicon.spellings import parse_choice
from kam_core.vocabulary.tables import TABLES

CHOICES = [(table, field) for table in TABLES.values() for field in table.fields if field.choices]
IDS = [f"{table.name}-{field.name}" for table, field in CHOICES]


@pytest.mark.parametrize(("table", "field"), CHOICES, ids=IDS)
def test_every_choice_of_every_table_has_a_label_and_no_two_share_one(table: Table, field: Field) -> None:
    labels = CHOICE_LABELS[table.name, field.name]
    assert tuple(labels) == tuple(word for word, _ in field.choices)
    assert len(set(labels.values())) == len(labels)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("table", "field"), CHOICES, ids=IDS)
def test_a_label_in_either_language_is_read_back_as_its_choice(table: Table, field: Field, language: str) -> None:
    say = Language(language).say
    for word, _ in field.choices:
        assert parse_choice(say(choice_label(table.name, field, word)), field) == word
        assert parse_choice(importable_label(table.name, field, word, say), field) == word


def test_labels_belong_to_choices_that_are_there() -> None:
    assert set(CHOICE_LABELS) == {(table.name, field.name) for table, field in CHOICES}
