"""Manual stages: what a person knows better than the rules, with a reason and until a date."""

from __future__ import annotations

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_end, month_number
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.enums import STAGE
from kam_core.vocabulary.optional_columns import with_optional

TABLE = "stage_overrides"
COLUMNS: dict[str, pl.DataType] = {
    "account": pl.Int64(),
    "stage": pl.String(),
    "reason": pl.String(),
    "until": pl.Int64(),
}


def manual_stages(dataset: Dataset, view: View) -> pl.DataFrame:
    """`account`, `manual_stage`, `reason`, `until` (day number, null: without an end): the last row of each account.

    They say where an account stands at present: in views as of the last complete month of the data and later, up to
    their date. At earlier dates the rules alone decide, because nobody said so then.
    """
    table = dataset.tables.get(TABLE)
    if table is None or not _is_present(dataset, view):
        table = pl.DataFrame(schema=COLUMNS)
    rows = with_optional(table, COLUMNS)
    in_force = pl.col("until").is_null() | (pl.col("until") >= view.as_of_day)
    return (
        rows.filter(in_force & pl.col("account").is_not_null() & pl.col("stage").is_not_null())
        .group_by("account", maintain_order=True)
        .agg(pl.col("stage").last().cast(pl.String).cast(STAGE).alias("manual_stage"), pl.col("reason", "until").last())
        .sort("account")
    )


def _is_present(dataset: Dataset, view: View) -> bool:
    last = dataset.last_day
    if last is None:
        return True
    month = month_number(last)
    return view.last_month >= (month if last == month_end(month) else month - 1)
