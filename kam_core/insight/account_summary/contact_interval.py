"""Interval in which an account is to be contacted, by its tier (domain: care cadence)."""

from __future__ import annotations

CONTACT_DAYS = {"S": 14, "A": 30, "B": 60, "C": 90}
WITHOUT_CARE = ("prospect", "ended")
"""Stages in which nobody is owed a contact."""


def contact_interval(tier: str | None, stage: str) -> int | None:
    """Days between two contacts; None for prospects, ended accounts and accounts without a tier."""
    return None if tier is None or stage in WITHOUT_CARE else CONTACT_DAYS[tier]
