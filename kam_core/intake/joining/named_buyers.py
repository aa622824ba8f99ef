"""Fill in blank account ids by the name of the account."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.joining.name_folding import fold_names
from kam_core.vocabulary.plurals import Plural

BY_NAME = Plural(
    "{place}: {count} line gives an account name but no id. It was assigned to the account with that name.",
    "{place}: {count} lines give an account name but no id. They were assigned to the account with that name.",
    "count",
)


def fill_accounts_by_name(lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]) -> pl.DataFrame:
    """Fill in the account id that other lines give the same name, else the name itself."""
    blank = pl.col("account").is_null() & pl.col("account_name").is_not_null()
    nameless = lines.filter(blank)
    if nameless.is_empty():
        return lines
    named = lines.with_columns(fold_names(lines["account_name"]).alias("flat"))
    known = (
        named.filter(pl.col("account").is_not_null() & pl.col("account_name").is_not_null())
        .group_by("flat")
        .agg(pl.col("account").first().alias("named"), pl.col("account").n_unique().alias("ids"))
        # A name that two accounts share says of neither that it bought.
        .filter(pl.col("ids") == 1)
        .select("flat", "named")
    )
    for group in nameless.partition_by("source", maintain_order=True):
        findings.append(finding("note", "by_name", places[group["source"][0]], BY_NAME, count=group.height))
    return (
        named.join(known, on="flat", how="left", maintain_order="left")
        .with_columns(pl.when(blank).then(pl.coalesce("named", "account_name")).otherwise("account").alias("account"))
        .drop("flat", "named")
    )
