"""Interval in which an account is to be contacted, by its tier (domain: care cadence)."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.contact_days import CONTACT_DAYS

WITHOUT_CARE = ("prospect", "ended")
"""Stages in which nobody is owed a contact."""


def contact_interval(tier: str | None, stage: str) -> int | None:
    """Days between two contacts; None for prospects, ended accounts and accounts without a tier."""
    return None if tier is None or stage in WITHOUT_CARE else CONTACT_DAYS[tier]


def promised_tier(account_id: str, tier: str | None, published: pl.DataFrame | None) -> str | None:
    """The tier by which an account is to be contacted: as last published, else as it is now.

    published: `account_id` and `tier` as last published; None where nothing was.
    """
    if published is None:
        return tier
    last = published.filter(pl.col("account_id") == account_id)["tier"].drop_nulls()
    return tier if last.is_empty() else str(last[0])
