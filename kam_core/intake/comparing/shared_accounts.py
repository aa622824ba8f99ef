"""Accounts that new files share with a data set: few of them mean that the files belong to another business."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from kam_core.intake.comparing.record_merge import StoredRecords
from kam_core.intake.joining.name_folding import fold_names

ACCOUNT_TABLES = {"accounts": "name", "transactions": "account_name", "opportunities": None}
"""The tables whose accounts are counted, each with its column of names."""


def shared_accounts(new: Iterable[tuple[str, pl.DataFrame]], stored: StoredRecords) -> tuple[int, int]:
    """Number of accounts in the new rows, and of those that the stored rows know: the same id, and no other name.

    new: table and rows. Numbers as ids are easily the same in two businesses; their names are not.
    """
    here = _accounts(new)
    there = _accounts((name, frame) for name in ACCOUNT_TABLES if (frame := stored.of(name)) is not None)
    both = here.join(there, on="account", how="inner", suffix="_there")
    other_name = (pl.col("name") != pl.col("name_there")).fill_null(False)
    return here.height, both.filter(~other_name).height


def _accounts(tables: Iterable[tuple[str, pl.DataFrame]]) -> pl.DataFrame:
    """`account` and its folded `name` (null where none is given), one row per account."""
    frames = [pl.DataFrame(schema={"account": pl.String, "name": pl.String})]
    for table, frame in tables:
        column = ACCOUNT_TABLES[table]
        name = pl.col(column) if column in frame.columns else pl.lit(None)
        frames.append(frame.select(pl.col("account").cast(pl.String), name.cast(pl.String).alias("name")))
    rows = pl.concat(frames).filter(pl.col("account").is_not_null())
    return (
        rows.with_columns(fold_names(rows["name"]).alias("name"))
        .group_by("account")
        .agg(pl.col("name").drop_nulls().first())
    )
