"""Write synthetic order lines as integers (codes, days, money) to one Parquet file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

COLUMNS = ("account", "order", "day", "month", "amount", "margin", "list_amount")


def by_contract(files: Sequence[Path]) -> pl.LazyFrame:
    """What a warehouse handed over, with days and months as numbers."""
    date = pl.col("date")
    return pl.scan_parquet(files, glob=False).select(
        "account",
        pl.col("order_id").alias("order"),
        date.cast(pl.Int32).cast(pl.Int64).alias("day"),
        (date.dt.year().cast(pl.Int64) * 12 + date.dt.month().cast(pl.Int64) - 1).alias("month"),
        "amount",
        "margin",
        "list_amount",
    )


def write_contract(files: Sequence[Path], path: Path) -> Path:
    """The lines in one file."""
    by_contract(files).sink_parquet(path)
    return path
