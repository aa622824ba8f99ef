"""Formula of a column: what its numbers are computed from, for the info beside its head."""

from __future__ import annotations

from kam_core.vocabulary.figures import ALIASES, FIGURES
from kam_core.vocabulary.measures import MEASURES


def formula_of(column: str) -> str:
    """The formula of a measure or another figure, by the name of its column; empty where it has none."""
    name = ALIASES.get(column, column)
    if name in MEASURES:
        return MEASURES[name].formula
    return FIGURES[name].formula if name in FIGURES else ""
