"""Search index: the texts of all accounts and owners, folded once for each data set."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.search.folding import folded, word_starts

_TEXTS = ("name", "account_id", "group", "owner")


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Accounts and owners, those with the larger revenue first.

    accounts: `account_id`, `name`, `group` and `owner` as they are written; `folded_id`, `folded_name`, `words` (of
    name and id) and `text` (name, id, group and owner in lines) folded. owners: `owner`, `folded_name`, `words`.
    """

    accounts: pl.DataFrame
    owners: pl.DataFrame


def search_index(accounts: pl.DataFrame, revenue: pl.DataFrame | None = None) -> SearchIndex:
    """Build the index from the accounts of a data set.

    revenue: `account_id` and `revenue`, in any unit; without it hits of equal rank are ordered by id alone.
    """
    groups = accounts.select(pl.col("account").alias("parent"), _shown_name().alias("group"))
    known = accounts.select("account_id", pl.lit(0).alias("revenue")) if revenue is None else revenue
    rows = (
        accounts.select("account_id", _shown_name().alias("name"), "parent", "owner")
        .join(groups, on="parent", how="left")
        .join(known.select("account_id", "revenue"), on="account_id", how="left")
        .sort("revenue", "account_id", descending=[True, False], nulls_last=True)
    )
    return SearchIndex(_folded_accounts(rows), _folded_owners(rows))


def _shown_name() -> pl.Expr:
    return pl.coalesce("name", "account_id")


def _folded_accounts(rows: pl.DataFrame) -> pl.DataFrame:
    texts = rows.select(*_TEXTS, *(folded(pl.col(text)).fill_null("").alias(f"folded_{text}") for text in _TEXTS))
    name, account_id = pl.col("folded_name"), pl.col("folded_account_id")
    return texts.select(
        *_TEXTS,
        name,
        account_id.alias("folded_id"),
        word_starts(pl.concat_str(name, account_id, separator=" ")).alias("words"),
        pl.concat_str((f"folded_{text}" for text in _TEXTS), separator="\n").alias("text"),
    )


def _folded_owners(rows: pl.DataFrame) -> pl.DataFrame:
    named = rows.drop_nulls("owner").with_columns(folded(pl.col("owner")).alias("folded_name"))
    # Spellings of one name are one owner, written as the smallest of them.
    owners = named.group_by("folded_name").agg(pl.col("owner").min(), pl.col("revenue").sum())
    return owners.sort("revenue", "owner", descending=[True, False]).select(
        "owner", "folded_name", word_starts(pl.col("folded_name")).alias("words")
    )
