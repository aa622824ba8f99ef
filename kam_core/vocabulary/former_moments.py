"""Columns of moments that were stored when only their day was read."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.field import Kind, Table

FIRST_MINUTE = 365 * 24 * 60
"""Below it no number of minutes since 1970 is a moment of anybody's data, and every number of days lies below it."""


def without_days(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with nothing where a column of moments holds a day: its time is not known."""
    moments = [one.name for one in table.fields if one.kind is Kind.MOMENT and one.name in frame.columns]
    return frame.with_columns(
        pl.when(pl.col(name).cast(pl.Int64) >= FIRST_MINUTE).then(pl.col(name).cast(pl.Int64)).alias(name)
        for name in moments
    )
