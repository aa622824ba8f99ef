"""Every word on the screen is in the catalogue, in both languages, and the compiled file is up to date."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural

from kam_core.locale import catalogue
from kam_core.locale.languages import LANGUAGES, TRANSLATED
from tests.source_files import must_hold, parsed

FILLED = ("Message", "say", "UserError", "__init__")
"""Calls that have a text and all of its values."""
MSGID = re.compile(r'^msgid "(.*?)"\n(?:msgid_plural|msgstr)', re.M | re.S)


def places(text: str) -> set[str]:
    """The names of the values that a text shows."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def forms(text: catalogue.Text) -> tuple[str, ...]:
    """A text without a plural, or its singular and its plural."""
    return (text,) if isinstance(text, str) else text


@pytest.fixture(scope="module")
def marked() -> list[catalogue.Text]:
    """All marked texts of the source."""
    return [message.id for message in catalogue.extracted() if message.id]


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_of_the_source_is_translated(code: str, marked: list[catalogue.Text]) -> None:
    """In every form that the language has, and with the plural that the source gives it."""
    known = {message.id: message for message in catalogue.read(code)}
    assert [text for text in marked if not (text in known and catalogue.is_translated(known[text]))] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_translation_is_left_of_a_text_that_is_gone(code: str, marked: list[catalogue.Text]) -> None:
    texts = set(marked)
    assert [message.id for message in catalogue.read(code) if message.id and message.id not in texts] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_names_the_same_places(code: str) -> None:
    wrong = [
        message.id
        for message in catalogue.read(code)
        if message.id and any(places(one) != places(forms(message.id)[0]) for one in catalogue.strings(message))
    ]
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_text_with_a_plural_has_as_many_forms_as_gettext_counts_in_the_language(code: str) -> None:
    known = catalogue.read(code)
    assert (known.num_plurals, known.plural_expr) == get_plural(LANGUAGES[code].locale)[:2]
    wrong = [m.id for m in known if m.pluralizable and len(catalogue.strings(m)) != known.num_plurals]
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_text_is_in_a_catalogue_twice(code: str) -> None:
    """Babel drops the second one without a word, with its translation."""
    entries = catalogue.po_path(code).read_text(encoding="utf-8").split("\n\n")
    ids = [re.sub(r'"\n"', "", found[1]) for entry in entries if (found := MSGID.search(entry))]
    assert len(ids) > 1000
    assert [text for text, count in Counter(ids).items() if count > 1] == []


def test_a_singular_and_its_plural_show_the_same_values_and_differ(marked: list[catalogue.Text]) -> None:
    pairs = [text for text in marked if not isinstance(text, str)]
    assert len(pairs) > 100
    assert [pair for pair in pairs if places(pair[0]) != places(pair[1]) or pair[0] == pair[1]] == []


def test_a_singular_has_one_plural_everywhere() -> None:
    """Gettext knows a text by its singular: a second plural would be lost."""
    plurals: dict[str, set[catalogue.Text]] = {}
    for path in catalogue.sources():
        for text in catalogue.texts(path.read_text(encoding="utf-8")):
            plurals.setdefault(forms(text)[0], set()).add(text)
    assert {one: found for one, found in plurals.items() if len(found) > 1} == {}


def test_no_text_asks_for_a_way_of_writing_a_value(marked: list[catalogue.Text]) -> None:
    """The language decides how a number is written, and words beside it are forms of the whole text."""
    assert [t for t in marked for one in forms(t) if any(written for _, _, written, _ in Formatter().parse(one))] == []


def test_every_place_of_a_text_has_its_value_and_every_value_its_place() -> None:
    wrong = []
    for path in catalogue.sources():
        for node in ast.walk(parsed(path)):
            match node:
                case ast.Call(
                    func=ast.Name(id=name) | ast.Attribute(attr=name),
                    args=[ast.Constant(value=str() as text), *others],
                    keywords=values,
                ) if name in FILLED and all(value.arg for value in values):
                    given = {value.arg for value in values}
                    deciding = {one.value for one in others[1:] if isinstance(one, ast.Constant)}
                    if places(text) != given or not deciding <= given or len(others) not in (0, 2):
                        wrong.append(f"{path.name}, line {node.lineno}: {text}")
    assert wrong == []


def test_the_number_of_every_plural_is_among_its_values() -> None:
    """A text that waits for its values names one of its places."""
    wrong = []
    for path in catalogue.sources():
        for node in ast.walk(parsed(path)):
            match node:
                case ast.Call(
                    func=ast.Name(id="Plural"),
                    args=[ast.Constant(value=str() as text), ast.Constant(), ast.Constant(value=number)],
                ) if number not in places(text):
                    wrong.append(f"{path.name}, line {node.lineno}: {text}")
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_the_editable_one(code: str) -> None:
    path = catalogue.po_path(code)
    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.read(code))


def test_updating_keeps_translations_and_drops_what_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "app.py"
    source.write_text(
        'say("Kept")\nsay("New")\nsay("{n} kept", "{n} are kept", "n", n=2)\nsay("{n} line", "{n} lines", "n", n=2)\n',
        encoding="utf-8",
    )
    folder = tmp_path / "locale"
    monkeypatch.setattr(catalogue, "FOLDER", folder)
    found = catalogue.extracted(tmp_path)
    monkeypatch.setattr(catalogue, "extracted", lambda: found)
    po = catalogue.po_path("zh")
    po.parent.mkdir(parents=True)
    po.write_text(
        'msgid "Kept"\nmsgstr "保留"\n\nmsgid "Gone"\nmsgstr "消失"\n\n'
        'msgid "{n} kept"\nmsgid_plural "{n} are kept"\nmsgstr[0] "{n} 个"\n\nmsgid "{n} line"\nmsgstr "{n} 行"\n',
        encoding="utf-8",
    )
    catalogue.update("zh")
    assert {message.id: message.string for message in catalogue.read("zh") if message.id} == {
        "Kept": "保留",
        "New": "",
        ("{n} kept", "{n} are kept"): ("{n} 个",),
        # It had no plural before: somebody has to look at it again.
        ("{n} line", "{n} lines"): ("",),
    }
    assert po.with_suffix(".mo").exists()


def test_a_text_among_the_values_of_another_is_found_and_a_key_of_a_table_is_not() -> None:
    source = """
say(Message("{first} {last}", last=Term(N_("no end date")) if x else Message("until {day}", day=x)))
say(LABELS[kind or "quota"], tier="S")
words.say("a" " sentence")
"""
    assert set(catalogue.texts(source)) == {"a sentence", "until {day}", "no end date", "{first} {last}"}


def test_a_text_and_its_plural_are_found_as_a_pair() -> None:
    source = """
say("{n} line", "{n} lines", "n", n=n)
TEXT = Plural("{n} row " "is new", "{n} rows are new", "n")
words.plural_forms("{n} point", "{n} points")
action("Undo", "undone")
"""
    assert set(catalogue.texts(source)) == {
        ("{n} line", "{n} lines"), ("{n} row is new", "{n} rows are new"), ("{n} point", "{n} points")
    }  # fmt: skip


def test_a_text_that_lacks_one_of_its_forms_is_not_compiled() -> None:
    """Gettext would say the English singular in its place, beside any number."""
    known = Catalog(locale="pl_PL")
    known.add(("{n} line", "{n} lines"), ("{n} linia", "{n} linie", ""))
    assert b"lini" not in catalogue.compiled(known)


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
