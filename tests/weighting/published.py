"""Published examples of data-based weights."""

import json
from typing import Any

from tests.datasets import SHARED


def cases(file: str, *words: str) -> list[dict[str, Any]]:
    """Cases of a reference file, those whose name has one of the words if any are given; none where it is absent."""
    path = SHARED / "reference" / file
    if not path.exists():
        return []
    found = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return [case for case in found if not words or any(word in case["name"] for word in words)]
