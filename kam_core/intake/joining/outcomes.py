"""Derive won, lost or open from the stage of a deal."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.field import Table
from kam_core.vocabulary.lexicon.spellings import parse_choice
from kam_core.vocabulary.tables.pipeline import OPPORTUNITIES

DECIDED = ("won", "lost")


def with_outcomes(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Set the status of deals whose stage means won or lost; open ones are left to a person."""
    if table is not OPPORTUNITIES or not {"stage", "status"} <= set(rows.columns):
        return rows
    words = {stage: parse_choice(stage, OPPORTUNITIES.field("status")) for stage in rows["stage"].drop_nulls().unique()}
    decided = {stage: word for stage, word in words.items() if word in DECIDED}
    outcome = pl.col("stage").replace_strict(decided, default=None, return_dtype=pl.String())
    return rows.with_columns(pl.coalesce("status", outcome).alias("status"))
