"""Gap to the revenue target by owner: of the complete months of a window that have a target."""

from __future__ import annotations

import polars as pl

from kam_core.measures.monthly_targets import monthly_targets
from kam_core.vocabulary.actor import folded_name

SCHEMA = {"owner": pl.String, "target": pl.Int64, "target_revenue": pl.Int64, "gap": pl.Int64}


def target_gaps(
    targets: pl.DataFrame | None, accounts: pl.DataFrame, history: pl.DataFrame, first: int, last: int
) -> pl.DataFrame:
    """`owner`, `target`, `target_revenue`, `gap` = target_revenue − target (ten-thousandths), one row per owner with a
    target in the months from `first` to `last`; a null owner stands for accounts without one.

    accounts: `account` and its `owner` in one spelling. history: `account`, `month`, `revenue`; target_revenue is that
    of the same months as the target.
    """
    if targets is None or targets.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    by_owner = accounts.select("account", "owner").partition_by("owner", as_dict=True)
    parts = [
        monthly_targets(targets, own, frozenset(() if owner is None else {folded_name(str(owner))}))
        .filter(pl.col("month").is_between(first, last))
        .select(pl.lit(owner, pl.String).alias("owner"), "month", "target")
        for (owner,), own in by_owner.items()
    ]
    sold = (
        history.join(accounts.select("account", "owner"), on="account", how="inner")
        .group_by("owner", "month")
        .agg(pl.col("revenue").sum())
    )
    return (
        pl.concat([pl.DataFrame(schema={"owner": pl.String, "month": pl.Int64, "target": pl.Int64}), *parts])
        .join(sold, on=["owner", "month"], how="left", nulls_equal=True)
        .group_by("owner")
        .agg(
            pl.col("target").sum().cast(pl.Int64),
            pl.col("revenue").fill_null(0).sum().cast(pl.Int64).alias("target_revenue"),
        )
        .with_columns((pl.col("target_revenue") - pl.col("target")).alias("gap"))
    )


def targets_without_accounts(
    targets: pl.DataFrame | None, accounts: pl.DataFrame, first: int, last: int
) -> tuple[tuple[str, int], ...]:
    """The names with a revenue target in the months from `first` to `last` that look after no account, each with that
    target (ten-thousandths), the largest first."""
    if targets is None or targets.is_empty():
        return ()
    known = {folded_name(name) for name in accounts["owner"].drop_nulls().unique()}
    own = targets.filter(pl.col("account").is_null() & pl.col("owner").is_not_null())
    found = []
    for folded, names in _spellings(own).items():
        if folded in known:
            continue
        months = monthly_targets(own, accounts.head(0), {folded}).filter(pl.col("month").is_between(first, last))
        if months.height:
            found.append((names[0], int(months["target"].sum())))
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def _spellings(targets: pl.DataFrame) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in targets["owner"].cast(pl.String).unique().sort():
        found.setdefault(folded_name(name), []).append(name)
    return found
