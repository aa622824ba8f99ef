"""Find screens, accounts and owners for a typed text, the best match first."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.insight.search.folding import FoldedQuery, folded, folded_query, word_starts
from kam_core.insight.search.hits import Hit, HitKind, MatchRank
from kam_core.insight.search.search_index import SearchIndex

MOST_SCREENS, MOST_OWNERS = 3, 3
"""Places for screens and owners among the hits; the accounts take all others."""
_KINDS = list(HitKind)


def find(index: SearchIndex, typed: str, most: int, screens: Sequence[tuple[str, str]] = ()) -> tuple[Hit, ...]:
    """At most `most` hits: exact id, exact name, name starts with, a word starts with, contains.

    Every word typed must occur in the name, id, group or owner of an account. Inside a rank screens come first, then
    accounts and owners, each with the larger revenue first. screens: title in the reader's language and address.
    """
    query = folded_query(typed)
    if not query.parts:
        return ()
    found_screens = _screen_hits(screens, query)[:MOST_SCREENS]
    owners = _owner_hits(index.owners, query, MOST_OWNERS)
    accounts = _account_hits(index.accounts, query, most)
    # One account stays even in a short list: it may be the best hit of all.
    accounts = accounts[: max(1, most - len(found_screens) - len(owners))]
    hits = [*found_screens, *accounts, *owners]
    return tuple(sorted(hits, key=lambda hit: (hit.rank, _KINDS.index(hit.kind)))[:most])


def _account_hits(accounts: pl.DataFrame, query: FoldedQuery, most: int) -> list[Hit]:
    found = _ranked(accounts, "text", query, most, exact_id=pl.col("folded_id") == query.text)
    return [
        Hit(HitKind.ACCOUNT, row["account_id"], row["name"], MatchRank(row["rank"]), row["group"], row["owner"])
        for row in found.iter_rows(named=True)
    ]


def _owner_hits(owners: pl.DataFrame, query: FoldedQuery, most: int) -> list[Hit]:
    found = _ranked(owners, "folded_name", query, most)
    return [
        Hit(HitKind.OWNER, owner, owner, MatchRank(rank)) for owner, rank in found.select("owner", "rank").iter_rows()
    ]


def _screen_hits(screens: Sequence[tuple[str, str]], query: FoldedQuery) -> list[Hit]:
    titles = pl.DataFrame(screens, schema={"title": pl.String, "address": pl.String}, orient="row")
    texts = titles.with_columns(folded(pl.col("title")).alias("folded_name"))
    texts = texts.with_columns(word_starts(pl.col("folded_name")).alias("words"))
    found = _ranked(texts, "folded_name", query, len(screens))
    return [
        Hit(HitKind.SCREEN, address, title, MatchRank(rank))
        for title, address, rank in found.select("title", "address", "rank").iter_rows()
    ]


def _ranked(
    rows: pl.DataFrame,
    text: str,
    query: FoldedQuery,
    most: int,
    exact_id: pl.Expr | None = None,
) -> pl.DataFrame:
    """The rows with all parts in `text`, the best `rank` first, inside a rank in their order."""
    matches = rows.filter([pl.col(text).str.contains(part, literal=True) for part in query.parts])
    name = pl.col("folded_name")
    # Punctuation alone starts no word.
    starts = [pl.col("words").str.contains(f" {word}", literal=True) for word in query.words] or [pl.lit(False)]
    rank = (
        pl.when(pl.lit(False) if exact_id is None else exact_id)
        .then(int(MatchRank.EXACT_ID))
        .when(name == query.text)
        .then(int(MatchRank.EXACT_NAME))
        .when(name.str.starts_with(query.text))
        .then(int(MatchRank.NAME_START))
        .when(pl.all_horizontal(starts))
        .then(int(MatchRank.WORD_START))
        .otherwise(int(MatchRank.CONTAINS))
    )
    return matches.with_columns(rank.alias("rank")).sort("rank", maintain_order=True).head(most)
