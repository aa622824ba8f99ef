"""Update the gettext catalogues from the source: `python -m kam_core.locale.catalogue`.

Extracts every marked text from kam_core, pages and app.py, updates each language's .po and compiles its .mo.
New texts come in untranslated; the tests fail until somebody translates them.
"""

from __future__ import annotations

import ast
import datetime
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kam_core.locale.language import DOMAIN, FOLDER
from kam_core.locale.languages import LANGUAGES, TRANSLATED

ROOT = FOLDER.parent.parent
KEYWORDS = (
    "N_", "Plural", "plural_forms", "Message", "say", "UserError", "OpenQuestionError", "ManifestVersionError",
    "CorruptManifestError", "TornFileError", "SaveError", "CorruptFileError", "AccessError", "HomeInUseError", "_",
    "__init__",
)  # fmt: skip
"""Calls whose first argument, where it is a literal, is a text of the catalogue, and whose second one is its plural
where three literals stand first; `super().__init__` in a refusal of its own kind."""
Text = str | tuple[str, str]
"""A text of the catalogue, or its singular and its plural."""
STAMP = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""A fixed date in every header: the same words give the same bytes."""
SOURCES = ("app.py", "pages", "kam_core")


def sources(root: Path = ROOT) -> list[Path]:
    """Every Python file whose texts reach the screen, in a fixed order."""
    files: list[Path] = []
    for place in SOURCES:
        path = root / place
        files += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return files


def texts(source: str) -> Iterator[Text]:
    """The marked texts of one source file, in no order.

    Read from the syntax tree: Babel's own reader of tokens misses a text among the values of another text, and takes
    any literal within the brackets for one.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in KEYWORDS:
                match args:
                    case [ast.Constant(value=str() as one), ast.Constant(value=str() as other), *rest] if (
                        name == "plural_forms" or any(isinstance(number, ast.Constant) for number in rest)
                    ):
                        yield one, other
                    case [ast.Constant(value=str() as text), *_] if text.strip():
                        yield text


def extracted(root: Path = ROOT) -> Catalog:
    """All marked texts of the source, without line numbers, so that moving code changes no catalogue."""
    catalogue = Catalog(domain=DOMAIN, charset="utf-8")
    for path in sources(root):
        for text in texts(path.read_text(encoding="utf-8")):
            catalogue.add(text, locations=[(path.relative_to(root).as_posix(), 0)])
    return catalogue


def po_path(code: str) -> Path:
    """The editable catalogue of a language."""
    return FOLDER / LANGUAGES[code].locale_name / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(code: str) -> Catalog:
    """The catalogue of a language as it is on disk; empty where there is none yet."""
    path = po_path(code)
    if not path.exists():
        return Catalog(locale=LANGUAGES[code].locale_name, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGES[code].locale_name, domain=DOMAIN)


def is_translated(message: Message) -> bool:
    """Whether a text has a translation, in every form that the language has."""
    return all(strings(message))


def strings(message: Message) -> tuple[str, ...]:
    """The translation of a text in each of its forms; one of a text without forms."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue in the binary form that gettext reads; a text that lacks a form stays English."""
    catalogue.creation_date = catalogue.revision_date = STAMP
    for message in list(catalogue):
        if message.id and not is_translated(message):
            catalogue.delete(message.id)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update(code: str) -> Catalog:
    """Bring a language's .po and .mo up to date with the source; texts that are gone leave."""
    catalogue = read(code)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        # Babel's mark for a text that got a plural or lost it: its old translation would not be compiled.
        if message.id and message.fuzzy:
            message.string = ("",) * catalogue.num_plurals if message.pluralizable else ""
            message.flags.discard("fuzzy")
    catalogue.creation_date = catalogue.revision_date = STAMP
    path = po_path(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, sort_output=True)
    path.with_suffix(".mo").write_bytes(compiled(read(code)))
    return catalogue


if __name__ == "__main__":
    for language in TRANSLATED:
        missing = [message.id for message in update(language) if message.id and not is_translated(message)]
        print(f"{language}: {len(missing)} texts are not translated yet")  # noqa: T201
        print("\n".join(f"  {text if isinstance(text, str) else text[0]}" for text in missing))  # noqa: T201
