"""One spelling of each owner: names that differ in capitals or blanks are the same person."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.actor import folded_name


def with_one_spelling(accounts: pl.DataFrame) -> pl.DataFrame:
    """The accounts with one spelling of each `owner`, the first by the alphabet; null stays null."""
    spelling: dict[str, str] = {}
    names = accounts["owner"].drop_nulls().unique().sort().to_list()
    for name in names:
        spelling.setdefault(folded_name(name), name)
    return accounts.with_columns(
        pl.col("owner").cast(pl.String).replace({name: spelling[folded_name(name)] for name in names})
    )


def several_spellings(accounts: pl.DataFrame) -> tuple[tuple[str, ...], ...]:
    """The owners whose name is written in several ways, each with its spellings, by the alphabet."""
    found: dict[str, list[str]] = {}
    for name in accounts["owner"].drop_nulls().unique().sort():
        found.setdefault(folded_name(name), []).append(name)
    return tuple(tuple(names) for names in found.values() if len(names) > 1)
