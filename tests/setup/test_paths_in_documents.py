"""Documents name only files and modules that exist."""

import re

from tests.source_files import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMED = re.compile(r"\b(?:kam_core|pages|serving|bench|deploy|tests)(?:/[\w.]*\w)+|\bkam_core(?:\.[a-z_]+)+")


def test_every_file_and_module_that_a_document_names_exists() -> None:
    missing, count = [], 0
    for document in DOCUMENTS:
        for name in NAMED.findall(document.read_text(encoding="utf-8")):
            count += 1
            path = ROOT / (name if "/" in name else name.replace(".", "/"))
            if not (path.exists() or path.with_suffix(".py").exists() or path.parent.with_suffix(".py").exists()):
                missing.append(f"{document.relative_to(ROOT)}: {name}")
    assert missing == []
    assert count > 20
