"""Rows of a sheet of marks: those of some accounts and criteria in the columns of the table of assessments."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import polars as pl

from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.tables.judgement import ASSESSMENTS


def sheet_rows(
    dataset: Dataset, accounts: Sequence[str], criteria: Sequence[str]
) -> list[dict[str, str | float | datetime.date | None]]:
    """Every mark of these accounts (ids) on these criteria, one row each, of all assessors and days."""
    table = dataset.tables.get(ASSESSMENTS.name)
    if table is None:
        return []
    ids = dataset.accounts.select("account", "account_id")
    rows = (
        table.with_columns(pl.col("criterion").cast(pl.String))
        .join(ids, on="account", how="left", maintain_order="left")
        .filter(pl.col("account_id").is_in(list(accounts)), pl.col("criterion").is_in(list(criteria)))
    )
    return [
        {
            "account": row["account_id"],
            "criterion": row["criterion"],
            "score": row["score"],
            "assessed_on": None if row["assessed_on"] is None else date_of(row["assessed_on"]),
            "assessor": row.get("assessor"),
            "evidence": row.get("evidence"),
        }
        for row in rows.iter_rows(named=True)
    ]
