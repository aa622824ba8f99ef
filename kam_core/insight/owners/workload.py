"""Workload by owner: touches and their minutes in a window."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.optional_columns import with_optional

COLUMNS: dict[str, pl.DataType] = {"date": pl.Int64(), "owner": pl.String(), "minutes": pl.Int64()}
EMPTY = pl.DataFrame(schema={"owner": pl.String, "touches": pl.Int64, "minutes": pl.Int64, "unmeasured": pl.Int64})


def workload(touches: pl.DataFrame | None, accounts: pl.DataFrame, first_day: int, last_day: int) -> pl.DataFrame:
    """`owner`, `touches`, `minutes` (null where no touch has any), `unmeasured` (touches without minutes), of the
    touches from the first to the last day.

    accounts: `account` and its `owner` in one spelling. A touch counts for who made it, in any spelling of an owner;
    without a name for the owner of the account. Touches of people who own no account are left out.
    """
    if touches is None or touches.is_empty():
        return EMPTY
    spelling = {folded_name(name): name for name in accounts["owner"].drop_nulls().unique()}
    rows = with_optional(touches, COLUMNS).filter(pl.col("date").is_between(first_day, last_day))
    made_by = {name: spelling.get(folded_name(name)) for name in rows["owner"].drop_nulls().unique()}
    named = pl.col("owner").cast(pl.String)
    return (
        rows.select("account", pl.col("minutes").cast(pl.Int64), named.is_null().alias("unnamed"),
                    named.replace_strict(made_by, default=None, return_dtype=pl.String).alias("made_by"))
        .join(accounts.select("account", "owner"), on="account", how="left")
        .with_columns(pl.when("unnamed").then("owner").otherwise("made_by").alias("owner"))
        .filter(pl.col("owner").is_not_null())
        .group_by("owner")
        .agg(
            pl.len().cast(pl.Int64).alias("touches"),
            pl.when(pl.col("minutes").count() > 0).then(pl.col("minutes").sum()).alias("minutes"),
            pl.col("minutes").is_null().sum().cast(pl.Int64).alias("unmeasured"),
        )
        .sort("owner")
    )  # fmt: skip
