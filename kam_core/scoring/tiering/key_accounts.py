"""Which accounts are key accounts, and which were: decided here for every list, sentence and export.

*Is key*: tier S or A. *Was key*: the same at the earlier date of the comparison under today's model, or by a tier that
was published in the 12 months before the as-of date.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import polars as pl

from kam_core.vocabulary.enums import KEY_TIERS, TIER
from kam_core.vocabulary.message import Message

PUBLISHED_MONTHS = 12
"""How long a published tier counts for *was key*."""
BEFORE: dict[str, pl.DataType | type[pl.DataType]] = {
    "account_id": pl.String,
    "was_tier": TIER,
    "was_on": pl.Date,
    "was_published": pl.Boolean,
}
"""Accounts that were key: their tier then, the day, and whether a publication says so instead of today's model."""


def is_key(tier: str = "tier") -> pl.Expr:
    """Whether an account is key by the tier in this column; false without a tier."""
    return pl.col(tier).cast(pl.String).is_in(list(KEY_TIERS)).fill_null(False)


def key_then(accounts: pl.DataFrame, on: datetime.date) -> pl.DataFrame:
    """`BEFORE` from a portfolio frame (`account_id`, `tier`) of the earlier date."""
    return _before(accounts.filter(is_key()).with_columns(pl.lit(on).alias("as_of")), published=False)


def key_published(tiers: pl.DataFrame) -> pl.DataFrame:
    """`BEFORE` from published tiers (`account_id`, `tier`, `as_of`, one row per account and publication); the latest
    publication in S or A of each account."""
    latest = tiers.filter(is_key()).sort("account_id", "as_of").unique("account_id", keep="last", maintain_order=True)
    return _before(latest, published=True)


def key_before(*found: pl.DataFrame) -> pl.DataFrame:
    """`BEFORE` of several sources, one row per account; the first that knows it."""
    return pl.concat([pl.DataFrame(schema=BEFORE), *found]).unique("account_id", keep="first", maintain_order=True)


def with_key(accounts: pl.DataFrame, before: pl.DataFrame | None) -> pl.DataFrame:
    """The portfolio frame plus `is_key`, `was_key` and, where it was, `was_tier`, `was_on`, `was_published`.

    before: `BEFORE`; without it nothing is known of earlier tiers.
    """
    known = pl.DataFrame(schema=BEFORE) if before is None else before
    return accounts.join(known, on="account_id", how="left", maintain_order="left").with_columns(
        is_key().alias("is_key"), pl.col("was_tier").is_not_null().alias("was_key")
    )


def keyed(accounts: pl.DataFrame) -> pl.DataFrame:
    """The frame as it is where it was made `with_key`; else with nothing known of earlier tiers."""
    return accounts if "is_key" in accounts.columns else with_key(accounts, None)


def is_or_was_key() -> pl.Expr:
    """Whether an account of a frame `with_key` is or was key."""
    return pl.col("is_key") | pl.col("was_key")


def was_key_words(tier: str, on: datetime.date, published: bool) -> Message:
    """The tier that an account had while it was key, and the day from which that is known."""
    if published:
        return Message("was {tier} as published, as of {day}", tier=tier, day=on)
    return Message("was {tier} on {day}", tier=tier, day=on)


def was_key_of(row: Mapping[str, Any]) -> Message | None:
    """The same of a row of a frame `with_key`; None where the account is still key or never was."""
    if row.get("is_key") or row["was_tier"] is None:
        return None
    return was_key_words(row["was_tier"], row["was_on"], row["was_published"])


def _before(key: pl.DataFrame, published: bool) -> pl.DataFrame:
    return key.select(
        pl.col("account_id").cast(pl.String),
        pl.col("tier").cast(pl.String).cast(TIER).alias("was_tier"),
        pl.col("as_of").cast(pl.Date).alias("was_on"),
        pl.lit(published).alias("was_published"),
    )
