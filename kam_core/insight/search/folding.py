"""Fold texts for the search: upper and lower case, full and half width and extra blanks make no difference."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_CASE_FOLDS = {"ß": "ss", "ς": "σ"}
"""What lower case leaves apart although it is the same letter to a reader."""


def folded(text: pl.Expr) -> pl.Expr:
    """The text in lower case and normal width, single blanks between words; null stays null."""
    lower = text.str.normalize("NFKC").str.to_lowercase()
    return lower.str.replace_many(_CASE_FOLDS).str.replace_all(r"\s+", " ").str.strip_chars()


def word_starts(folded_text: pl.Expr) -> pl.Expr:
    """The words of a folded text, each after one blank, so that " abc" occurs where a word starts with abc."""
    return pl.lit(" ") + folded_text.str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ").str.strip_chars()


@dataclass(frozen=True, slots=True)
class FoldedQuery:
    """A typed text folded: as a whole, its parts between blanks, and its words without punctuation."""

    text: str
    parts: tuple[str, ...]
    words: tuple[str, ...]


def folded_query(typed: str) -> FoldedQuery:
    """Fold what was typed in the same way as the texts that are searched."""
    text, words = pl.select(folded(pl.lit(typed)).alias("text"), word_starts(folded(pl.lit(typed))).alias("words")).row(
        0
    )
    return FoldedQuery(text, tuple(text.split()), tuple(words.split()))
