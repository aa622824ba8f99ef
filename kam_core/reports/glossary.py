"""Glossary of tables, columns, measures and their formulas in every language, as docs/glossary.md has it."""

from __future__ import annotations

from collections.abc import Sequence

from kam_core.locale.language import Language
from kam_core.locale.languages import LANGUAGES, SOURCE, TRANSLATED
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.figures import FIGURES, Figure
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.tables import TABLES

HEAD = "# Glossary\n\nMade from the vocabulary and the catalogue; a test fails when it is out of date.\n"
NAMES = (LANGUAGES[SOURCE].name, *(LANGUAGES[code].short_name for code in TRANSLATED))
"""Column headers, one per language."""


def glossary() -> str:
    """The page as Markdown."""
    lines = [HEAD, "## Ranks", *_head("code", *NAMES)]
    lines += [_row(code, *_in_each_language(label)) for code, label in RANK_LABELS.items()]
    lines += ["", "## Measures", *_head("measure", "kind", *NAMES, "needs")]
    lines += [_row(m.name, m.kind, *_in_each_language(m.label), m.needs) for m in MEASURES.values()]
    lines += ["", "## Formulas", *_head("measure", *NAMES)]
    lines += [_row(m.name, *_in_each_language(m.formula)) for m in MEASURES.values()]
    lines += ["", "## Figures", *_head("figure", *(f"{name}: {of}" for name in NAMES for of in ("label", "formula")))]
    lines += [_row(name, *_labels_and_formulas(figure)) for name, figure in FIGURES.items()]
    for table in TABLES.values():
        lines += ["", f"## {' · '.join(_in_each_language(table.label))} (`{table.name}`)"]
        lines += _head("column", "kind", *NAMES, "")
        lines += [
            _row(f.name, f.kind, *_in_each_language(f.label), "required" if f.required else "") for f in table.fields
        ]
    return "\n".join(lines) + "\n"


def _in_each_language(label: str) -> list[str]:
    return [label, *(Language(code).say(label) for code in TRANSLATED)]


def _labels_and_formulas(figure: Figure) -> list[str]:
    texts = zip(_in_each_language(figure.label), _in_each_language(figure.formula), strict=True)
    return [text for pair in texts for text in pair]


def _head(*names: str) -> Sequence[str]:
    # An empty head has one space: Markdown needs no more.
    return ["|" + "|".join(f" {name} " if name else " " for name in names) + "|", "|" + "---|" * len(names)]


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    print(glossary(), end="")  # noqa: T201
