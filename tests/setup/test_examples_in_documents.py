"""Python examples in documents import names that exist."""

import importlib
import importlib.util
import re

from tests.setup.test_paths_in_documents import DOCUMENTS
from tests.source_files import ROOT

IMPORT = re.compile(r"^ *from ((?:kam_core|pages|tests|bench)[\w.]*) import ([\w, ]+)$", re.MULTILINE)
NEW = re.compile(r"```python (\S+)\.py new")
"""Modules that a recipe makes."""


def test_every_name_that_an_example_imports_exists() -> None:
    missing, count = [], 0
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        made = {path.replace("/", ".") for path in NEW.findall(text)}
        for module, names in IMPORT.findall(text):
            for name in names.split(", ") if module not in made else ():
                count += 1
                if not hasattr(importlib.import_module(module), name) and not importlib.util.find_spec(
                    f"{module}.{name}"
                ):
                    missing.append(f"{document.relative_to(ROOT)}: {module}.{name}")
    assert missing == []
    assert count > 20
