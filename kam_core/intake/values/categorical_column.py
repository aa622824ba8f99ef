"""Parse categorical columns: a few words, each in several spellings."""

from __future__ import annotations

import re

import polars as pl

from kam_core.intake.values.cell_faults import Faults
from kam_core.vocabulary.field import Field
from kam_core.vocabulary.lexicon.spellings import choice_spellings, fold_spelling

NUMBERED = re.compile(r"^\s*[1-5]\s*[-–—.：:=)）、]\s*(?=\D)")
"""The number of a level before its words; the words tell the direction of the scale."""


def known_choice_share(cells: pl.Series, field: Field) -> float:
    """The share of non-empty cells that are choices of a field."""
    known = {fold_spelling(spelling) for spelling in choice_spellings(field)}
    return sum(fold_spelling(cell) in known for cell in cells.to_list()) / cells.len()


def words_to_levels(text: pl.Series, field: Field) -> pl.Series:
    """Replace words for levels of a scale ("5 – very satisfied", 满意) by their numbers; other cells stay."""
    named = {fold_spelling(word): f"{level:g}" for level, words in field.levels for word in words}
    seen = {one: named.get(fold_spelling(NUMBERED.sub("", one))) for one in text.drop_nulls().unique().to_list()}
    levels = {one: level for one, level in seen.items() if level is not None}
    return text.replace(levels) if levels else text


def parse_choices(text: pl.Series, spellings: dict[str, str], faults: Faults) -> pl.Series:
    """Parse choices by their spellings; other cells become faults."""
    # One spelling for "after_approval", "After approval" and "after-approval".
    known = {fold_spelling(spelling): word for spelling, word in spellings.items()}
    seen = {one: known.get(fold_spelling(one)) for one in text.drop_nulls().unique().to_list()}
    read = text.replace_strict(seen, return_dtype=pl.String())
    faults.add("unknown_word", text, read.is_null() & text.is_not_null())
    return read
