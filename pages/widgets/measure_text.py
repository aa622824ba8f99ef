"""Format values and units of measures as text."""

from __future__ import annotations

from collections.abc import Iterable

from kam_core.locale.language import Language
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.formulas import formulas_of
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_


def measure_text(measure: str, value: float | None, words: Language) -> str | None:
    """A value of a measure as its kind is written; None stays None."""
    if value is None:
        return None
    match MEASURES[measure].kind:
        case Kind.MONEY:
            return words.money(value)
        case Kind.SHARE:
            return words.percent(value, 1)
        case Kind.COUNT | Kind.DAYS:
            return words.number(value, 1)
        case _:
            return words.number(value, 2)


def formula_texts(measures: Iterable[str], words: Language) -> list[str]:
    """The formulas of measures, for the notes beside their names."""
    return [words.say(MEASURES[measure].formula) for measure in measures]


def column_infos(table: str, words: Language) -> dict[str, str]:
    """The formulas of the columns of one table, for the info beside their heads."""
    return {column: words.say(formula) for column, formula in formulas_of(table).items()}


def unit_label(measure: str) -> str:
    """The unit of a measure; empty where the text of the value has it."""
    match MEASURES[measure].kind:
        case Kind.DAYS:
            return N_("days")
        case _:
            return MEASURES[measure].unit
