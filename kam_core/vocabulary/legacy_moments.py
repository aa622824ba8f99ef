"""Moment columns stored by older versions as days: clear values without a time."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.field import Kind, Table

FIRST_MINUTE = 365 * 24 * 60
"""Minutes since 1970 in real data lie above this number, day numbers below it."""


def clear_day_only_moments(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Clear values of moment columns that hold a day only: their time is not known."""
    moments = [field.name for field in table.fields if field.kind is Kind.MOMENT and field.name in frame.columns]
    return frame.with_columns(
        pl.when(pl.col(name).cast(pl.Int64) >= FIRST_MINUTE).then(pl.col(name).cast(pl.Int64)).alias(name)
        for name in moments
    )
