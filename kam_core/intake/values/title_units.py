"""Find the unit of all amounts in the title above a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kam_core.vocabulary.lexicon.unit_words import TITLE_MARKS, TITLE_UNITS

SHORT = 40
"""Length of a title that may be only a unit, such as (in TEUR)."""


@lru_cache(maxsize=1000)
def _find_unit(title: str) -> tuple[str, float] | None:
    if not (re.search(TITLE_MARKS, title, re.IGNORECASE) or len(title) <= SHORT):
        return None
    for pattern, factor in TITLE_UNITS:
        if match := re.search(pattern, title, re.IGNORECASE):
            return match.group().strip(), factor
    return None


def find_title_unit(titles: Sequence[str]) -> tuple[str, float] | None:
    """The unit in the titles and its factor; None for none."""
    return next((unit for title in titles if (unit := _find_unit(title)) is not None), None)
