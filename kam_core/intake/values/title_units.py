"""The unit that a title above the table gives all of its amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kam_core.vocabulary.lexicon.unit_words import TITLE_MARKS, TITLE_UNITS

SHORT = 40
"""Letters of a title that may be a unit alone, such as (in TEUR)."""


@lru_cache(maxsize=1000)
def _unit(title: str) -> tuple[str, float] | None:
    if not (re.search(TITLE_MARKS, title, re.IGNORECASE) or len(title) <= SHORT):
        return None
    for pattern, factor in TITLE_UNITS:
        if found := re.search(pattern, title, re.IGNORECASE):
            return found.group().strip(), factor
    return None


def unit_of_titles(titles: Sequence[str]) -> tuple[str, float] | None:
    """The unit as it is written and what it multiplies by; None where no title names one."""
    return next((unit for title in titles if (unit := _unit(title)) is not None), None)
