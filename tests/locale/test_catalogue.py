"""Every word on the screen is in the catalogue, in both languages, and the compiled file is up to date."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from kam_core.locale import catalogue
from kam_core.locale.languages import LANGUAGES, SOURCE, TRANSLATED
from tests.source_files import must_hold, parsed

FILLED = ("Message", "say", "UserError", "__init__")
"""Calls that have a text and all of its values."""


def places(text: str) -> set[str]:
    """The names of the values that a text shows; those that only words go by are not among them."""
    return {name for _, name, forms, _ in Formatter().parse(text) if name and not forms}


def numbers(text: str) -> dict[str, list[str]]:
    """The names of the numbers that words of a text go by, each with the forms of these words."""
    found: dict[str, list[str]] = {}
    for _, name, forms, _ in Formatter().parse(text):
        if name and forms:
            found.setdefault(name, []).append(forms)
    return found


@pytest.fixture(scope="module")
def marked() -> list[str]:
    """All marked texts of the source."""
    return [message.id for message in catalogue.extracted() if message.id]


def has_forms(text: str, code: str) -> bool:
    """Whether a text has one form for each category of the language's plural rule, and none is blank."""
    forms = text.split("|")
    return len(forms) == len(LANGUAGES[code].plural.categories) and all(form.strip() for form in forms)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_of_the_source_is_translated(code: str, marked: list[str]) -> None:
    known = catalogue.read(code)
    missing = [text for text in marked if not (known.get(text) and known.get(text).string)]
    assert missing == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_translation_is_left_of_a_text_that_is_gone(code: str, marked: list[str]) -> None:
    texts = set(marked)
    assert [message.id for message in catalogue.read(code) if message.id and message.id not in texts] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_names_the_same_places(code: str) -> None:
    wrong = [
        message.id for message in catalogue.read(code) if message.id and places(message.id) != places(message.string)
    ]
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_go_by_a_number_that_is_shown_and_have_the_forms_of_the_language(code: str, marked: list[str]) -> None:
    """A translation may do without forms; what it has goes by a number of the text."""
    texts = marked
    if code != SOURCE:
        texts = [message.string for message in catalogue.read(code) if message.id]
    wrong = [
        text
        for text in texts
        for name, all_forms in numbers(text).items()
        if name not in places(text) or any(not has_forms(one, code) for one in all_forms)
    ]
    assert wrong == []


def test_every_place_of_a_text_has_its_value_and_every_value_its_place() -> None:
    wrong = []
    for path in catalogue.sources():
        for node in ast.walk(parsed(path)):
            match node:
                case ast.Call(
                    func=ast.Name(id=name) | ast.Attribute(attr=name),
                    args=[ast.Constant(value=str() as text)],
                    keywords=values,
                ) if name in FILLED and all(value.arg for value in values):
                    if places(text) | set(numbers(text)) != {value.arg for value in values}:
                        wrong.append(f"{path.name}, line {node.lineno}: {text}")
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_the_editable_one(code: str) -> None:
    path = catalogue.po_path(code)
    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.read(code))


def test_updating_keeps_translations_and_drops_what_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "app.py"
    source.write_text('say("Kept")\nsay("New")\n', encoding="utf-8")
    folder = tmp_path / "locale"
    monkeypatch.setattr(catalogue, "FOLDER", folder)
    found = catalogue.extracted(tmp_path)
    monkeypatch.setattr(catalogue, "extracted", lambda: found)
    po = catalogue.po_path("zh")
    po.parent.mkdir(parents=True)
    po.write_text('msgid "Kept"\nmsgstr "保留"\n\nmsgid "Gone"\nmsgstr "消失"\n', encoding="utf-8")
    catalogue.update("zh")
    assert {message.id: message.string for message in catalogue.read("zh") if message.id} == {"Kept": "保留", "New": ""}
    assert po.with_suffix(".mo").exists()


def test_a_text_among_the_values_of_another_is_found_and_a_key_of_a_table_is_not() -> None:
    source = """
say(Message("{first} {last}", last=Term(N_("no end date")) if x else Message("until {day}", day=x)))
say(LABELS[kind or "quota"], tier="S")
words.say("a" " sentence")
"""
    assert sorted(catalogue.texts(source)) == ["a sentence", "no end date", "until {day}", "{first} {last}"]


def test_the_text_of_a_refusal_of_its_own_kind_is_found() -> None:
    source = (
        'class X(UserError):\n    def __init__(self, file):\n        super().__init__("{file} is empty.", file=file)'
    )
    assert list(catalogue.texts(source)) == ["{file} is empty."]


def test_the_text_of_every_kind_of_refusal_is_looked_for() -> None:
    """A kind without a beginning of its own is made with its text, like a refusal."""
    refusals = {"UserError", "SaveError"}
    kinds = [
        node
        for path in catalogue.sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") in refusals for base in node.bases)
    ]
    begun = [any(getattr(part, "name", "") == "__init__" for part in kind.body) for kind in kinds]
    plain = {kind.name for kind, own in zip(kinds, begun, strict=True) if not own}
    assert {"TornFileError", "SaveError", "CorruptFileError"} <= plain <= set(catalogue.KEYWORDS)


def test_a_language_without_a_file_begins_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    assert len(catalogue.read("zh")) == 0


def test_no_text_hides_inside_another_string() -> None:
    """The extraction does not look inside f-strings: a text said there would never be translated."""

    def hidden(path: Path) -> Iterator[str]:
        for outer in ast.walk(parsed(path)):
            for node in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    if name in catalogue.KEYWORDS:
                        yield f"line {outer.lineno}: {node.args[0].value!r}"

    must_hold(catalogue.sources(), hidden)
