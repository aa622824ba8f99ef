"""Sheet of marks: the template of assessments with the marks of some accounts and criteria, which the import reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from kam_core.reports.templates import template_workbook
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.tables.judgement import ASSESSMENTS


def mark_sheet(dataset: Dataset, accounts: Sequence[str], criteria: Sequence[str], say: Callable[[str], str]) -> bytes:
    """A workbook (xlsx) in the reader's language with every mark of these accounts (ids) on these criteria, one row
    each: the latest of every assessor and those before. Without any mark it is the empty template."""
    table = dataset.tables.get(ASSESSMENTS.name)
    if table is None:
        return template_workbook(ASSESSMENTS, say)
    ids = dataset.accounts.select("account", "account_id")
    rows = (
        table.with_columns(pl.col("criterion").cast(pl.String))
        .join(ids, on="account", how="left", maintain_order="left")
        .filter(pl.col("account_id").is_in(list(accounts)), pl.col("criterion").is_in(list(criteria)))
    )
    return template_workbook(
        ASSESSMENTS,
        say,
        [
            {
                "account": row["account_id"],
                "criterion": row["criterion"],
                "score": row["score"],
                "assessed_on": None if row["assessed_on"] is None else date_of(row["assessed_on"]),
                "assessor": row.get("assessor"),
                "evidence": row.get("evidence"),
            }
            for row in rows.iter_rows(named=True)
        ],
    )
