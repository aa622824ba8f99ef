"""Formula of a column: what its numbers are computed from, for the info beside its head."""

from __future__ import annotations

from kam_core.vocabulary.figures import ALIASES, FIGURES
from kam_core.vocabulary.measures import MEASURES


def formulas_of(table: str) -> dict[str, str]:
    """The formulas of the columns that only this table has, by their names in it."""
    prefix = f"{table}."
    return {name.removeprefix(prefix): figure.formula for name, figure in FIGURES.items() if name.startswith(prefix)}


def formula_of(column: str) -> str:
    """The formula of a measure or another figure, by the name of its column; empty where it has none."""
    name = ALIASES.get(column, column)
    if name in MEASURES:
        return MEASURES[name].formula
    return FIGURES[name].formula if name in FIGURES else ""
