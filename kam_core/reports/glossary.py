"""The glossary of tables, columns and measures in both languages, as docs/glossary.md has it."""

from __future__ import annotations

from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.tables import TABLES

HEAD = "# Glossary\n\nMade from the vocabulary and the catalogue; a test fails when it is out of date.\n"


def glossary() -> str:
    """The page as Markdown."""
    zh = Language("zh").say
    lines = [HEAD, "## Ranks", "| code | English | 中文 |", "|---|---|---|"]
    lines += [f"| {code} | {label} | {zh(label)} |" for code, label in RANK_LABELS.items()]
    lines += ["", "## Measures", "| measure | kind | English | 中文 | needs |", "|---|---|---|---|---|"]
    lines += [f"| {m.name} | {m.kind} | {m.label} | {zh(m.label)} | {m.needs} |" for m in MEASURES.values()]
    for table in TABLES.values():
        lines += ["", f"## {table.label} · {zh(table.label)} (`{table.name}`)", "| column | kind | English | 中文 | |"]
        lines += ["|---|---|---|---|---|"]
        lines += [
            f"| {f.name} | {f.kind} | {f.label} | {zh(f.label)} | {'required' if f.required else ''} |"
            for f in table.fields
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(glossary(), end="")  # noqa: T201
