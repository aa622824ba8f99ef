"""Columns whose cells are a few words, each of which may be spelled in several ways."""

from __future__ import annotations

import re

import polars as pl

from kam_core.intake.values.cell_faults import Faults
from kam_core.vocabulary.field import Field
from kam_core.vocabulary.lexicon.spellings import choice_spellings, fold_spelling

NUMBERED = re.compile(r"^\s*[1-5]\s*[-–—.：:=)）、]\s*(?=\D)")
"""The number of a level before its words; the words say which end of the scale is meant."""


def known_share(cells: pl.Series, field: Field) -> float:
    """The share of the cells, none of them empty, that are words of a field with choices."""
    known = {fold_spelling(spelling) for spelling in choice_spellings(field)}
    return sum(fold_spelling(cell) in known for cell in cells.to_list()) / cells.len()


def in_levels(text: pl.Series, field: Field) -> pl.Series:
    """Words for the levels of a scale ("5 – very satisfied", 满意) as their numbers; everything else stays."""
    named = {fold_spelling(word): f"{level:g}" for level, words in field.levels for word in words}
    seen = {one: named.get(fold_spelling(NUMBERED.sub("", one))) for one in text.drop_nulls().unique().to_list()}
    found = {one: level for one, level in seen.items() if level is not None}
    return text.replace(found) if found else text


def in_words(text: pl.Series, spellings: dict[str, str], faults: Faults) -> pl.Series:
    """The words that the cells mean, by their spellings; a cell that is none of them is a fault."""
    # One spelling for "after_approval", "After approval" and "after-approval".
    known = {fold_spelling(spelling): word for spelling, word in spellings.items()}
    seen = {one: known.get(fold_spelling(one)) for one in text.drop_nulls().unique().to_list()}
    read = text.replace_strict(seen, return_dtype=pl.String())
    faults.add("unknown_word", text, read.is_null() & text.is_not_null())
    return read
