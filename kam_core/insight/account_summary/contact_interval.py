"""Interval in which an account is to be contacted, by its tier (domain: care cadence)."""

from __future__ import annotations

import polars as pl

from kam_core.measures.judgement.value_type import contact_factor
from kam_core.vocabulary.contact_days import ContactCadence

WITHOUT_CARE = ("prospect", "ended")
"""Stages in which nobody is owed a contact."""


def contact_interval(
    tier: str | None, stage: str, cadence: ContactCadence | None = None, factor: int = 1
) -> int | None:
    """Days between two contacts by the cadence, or the usual one, times a factor (2 for an intrinsic buyer); None for
    prospects, ended accounts and accounts without a tier."""
    if tier is None or stage in WITHOUT_CARE:
        return None
    days = (cadence or ContactCadence()).contact.get(tier)
    return None if days is None else days * factor


def promised_tier(account_id: str, tier: str | None, published: pl.DataFrame | None) -> str | None:
    """The tier by which an account is to be contacted: as last published, else as it is now.

    published: `account_id` and `tier` as last published; None where nothing was.
    """
    if published is None:
        return tier
    last = published.filter(pl.col("account_id") == account_id)["tier"].drop_nulls()
    return tier if last.is_empty() else str(last[0])


def interval_factor(accounts: pl.DataFrame, row: int) -> int:
    """By what the interval of one row of an account frame is multiplied: 2 for an intrinsic buyer, else 1."""
    one = accounts.slice(row, 1)
    return int(one.select(contact_factor(one.columns)).item())
