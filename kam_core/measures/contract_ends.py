"""End of each account's contract that ends last, as far as somebody has to see to it."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.optional_columns import with_optional

RENEWED = ("in progress", "signed")
"""States of a renewal with which the end of a contract needs nobody."""
COLUMNS: dict[str, pl.DataType] = {"end": pl.Int64(), "renews": pl.Boolean(), "renewal": pl.String()}


def contract_ends(contracts: pl.DataFrame | None) -> pl.DataFrame:
    """`contract_until`: the end of the contract that ends last, null where it renews or is being renewed; and
    `has_contracts`; one row per account with a contract that ends."""
    if contracts is None:
        contracts = pl.DataFrame(schema={"account": pl.Int64(), **COLUMNS})
    rows = with_optional(contracts, COLUMNS).filter(pl.col("end").is_not_null())
    needs_nobody = pl.col("renews").fill_null(False) | pl.col("renewal").is_in(list(RENEWED)).fill_null(False)
    return (
        rows.with_columns(needs_nobody.alias("quiet"))
        .sort("account", "end", "quiet")
        .group_by("account", maintain_order=True)
        .agg(pl.col("end").last(), pl.col("quiet").last())
        .select(
            "account",
            pl.when(~pl.col("quiet")).then("end").alias("contract_until"),
            pl.lit(True).alias("has_contracts"),
        )
    )
