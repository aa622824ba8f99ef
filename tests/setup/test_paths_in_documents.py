"""Documents name only files and modules that exist."""

import re

from tests.source_files import ROOT

RECIPES = ROOT / "CONTRIBUTING.md"
DOCUMENTS = [ROOT / "README.md", RECIPES, *sorted((ROOT / "docs").rglob("*.md"))]
NAMED = re.compile(r"\b(?:kam_core|pages|serving|bench|deploy|tests)(?:/[\w.]*\w)+|\bkam_core(?:\.[a-z_]+)+")

STEPS = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
"""What a recipe writes and runs; tests/recipes holds that to the tree."""
MADE_BY_A_RECIPE = ("kam_core/locale/pl_PL/",)


def test_every_file_and_module_that_a_document_names_exists() -> None:
    missing, count = [], 0
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for name in NAMED.findall(STEPS.sub("", text) if document == RECIPES else text):
            if name.startswith(MADE_BY_A_RECIPE):
                continue
            count += 1
            path = ROOT / (name if "/" in name else name.replace(".", "/"))
            if not (path.exists() or path.with_suffix(".py").exists() or path.parent.with_suffix(".py").exists()):
                missing.append(f"{document.relative_to(ROOT)}: {name}")
    assert missing == []
    assert count > 20
