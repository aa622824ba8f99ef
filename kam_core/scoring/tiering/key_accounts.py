"""Key accounts: which accounts are key now, and which were.

*Is key*: tier S or A, and none of the answered checks about the account failed. *Was key*: the same at the earlier
date of the comparison under today's model, or by a tier that was published in the 12 months before the as-of date.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import polars as pl

from kam_core.vocabulary.enums import KEY_TIERS, TIER
from kam_core.vocabulary.message import Message

PUBLISHED_MONTHS = 12
"""Months for which a published tier counts as *was key*."""
FORMER_KEY_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "account_id": pl.String,
    "was_tier": TIER,
    "was_on": pl.Date,
    "was_published": pl.Boolean,
}
"""Columns of former key accounts: the tier then, the day, and whether a publication or today's model says so."""


def is_key_tier(tier: str = "tier") -> pl.Expr:
    """Whether the tier in this column is S or A; false without a tier."""
    return pl.col(tier).cast(pl.String).is_in(list(KEY_TIERS)).fill_null(False)


def is_key(tier: str = "tier", disqualified: str = "disqualified") -> pl.Expr:
    """Whether an account is key: its tier is S or A, and no check about it failed; false without a tier."""
    return is_key_tier(tier) & ~pl.col(disqualified)


def key_dropouts(accounts: pl.DataFrame) -> pl.DataFrame:
    """The accounts in S or A that a failed check keeps from being key."""
    return accounts.filter(is_key_tier() & pl.col("disqualified"))


def key_accounts_at(accounts: pl.DataFrame, on: datetime.date) -> pl.DataFrame:
    """`FORMER_KEY_COLUMNS` from a portfolio frame (`account_id`, `tier`) of the earlier date."""
    return _former_key(accounts.filter(is_key()).with_columns(pl.lit(on).alias("as_of")), published=False)


def published_key_accounts(tiers: pl.DataFrame) -> pl.DataFrame:
    """`FORMER_KEY_COLUMNS` from published tiers (`account_id`, `tier`, `as_of`, one row per account and
    publication); the latest publication in S or A of each account."""
    latest = (
        tiers.filter(is_key_tier()).sort("account_id", "as_of").unique("account_id", keep="last", maintain_order=True)
    )
    return _former_key(latest, published=True)


def merge_former_key(*frames: pl.DataFrame) -> pl.DataFrame:
    """`FORMER_KEY_COLUMNS` of several sources, one row per account; the first frame wins."""
    return pl.concat([pl.DataFrame(schema=FORMER_KEY_COLUMNS), *frames]).unique(
        "account_id", keep="first", maintain_order=True
    )


def with_key(accounts: pl.DataFrame, before: pl.DataFrame | None) -> pl.DataFrame:
    """The portfolio frame plus `is_key`, `was_key` and, where it was, `was_tier`, `was_on`, `was_published`.

    before: `FORMER_KEY_COLUMNS`; without it nothing is known of earlier tiers.
    """
    known = pl.DataFrame(schema=FORMER_KEY_COLUMNS) if before is None else before
    # The frame is wide: joined as a whole, all of its columns would be copied.
    former = accounts.select("account_id").join(known, on="account_id", how="left", maintain_order="left")
    return accounts.with_columns(former.drop("account_id").get_columns()).with_columns(
        is_key().alias("is_key"), pl.col("was_tier").is_not_null().alias("was_key")
    )


def ensure_key_columns(accounts: pl.DataFrame) -> pl.DataFrame:
    """The frame itself where it has the columns of `with_key`; else with no earlier tiers known."""
    return accounts if "is_key" in accounts.columns else with_key(accounts, None)


def is_or_was_key() -> pl.Expr:
    """Whether an account of a frame `with_key` is or was key."""
    return pl.col("is_key") | pl.col("was_key")


def was_key_text(tier: str, on: datetime.date, published: bool) -> Message:
    """Text on the tier that an account had while it was key, and on the day."""
    if published:
        return Message("published as {tier} on {day}", tier=tier, day=on)
    return Message("was {tier} on {day}", tier=tier, day=on)


def was_key_of(row: Mapping[str, Any]) -> Message | None:
    """Text for a row of a frame `with_key`; None where the account is still key or never was."""
    if row.get("is_key") or row["was_tier"] is None:
        return None
    return was_key_text(row["was_tier"], row["was_on"], row["was_published"])


def _former_key(key: pl.DataFrame, published: bool) -> pl.DataFrame:
    return key.select(
        pl.col("account_id").cast(pl.String),
        pl.col("tier").cast(pl.String).cast(TIER).alias("was_tier"),
        pl.col("as_of").cast(pl.Date).alias("was_on"),
        pl.lit(published).alias("was_published"),
    )
