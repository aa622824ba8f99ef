"""Optional columns of a table: absent ones are added as unknown, so that rows have them all."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl


def with_optional(table: pl.DataFrame, columns: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """The table with a null column for each of these that it lacks."""
    return table.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in columns.items() if name not in table.columns
    )
