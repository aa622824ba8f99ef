"""Promised days between two contacts with an account, by tier (domain: care cadence)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from kam_core.vocabulary.enums import KEY_TIERS
from kam_core.vocabulary.message import UserError

CONTACT_DAYS: Mapping[str, int] = MappingProxyType({"S": 14, "A": 30, "B": 60, "C": 90})
EXECUTIVE_DAYS: Mapping[str, int] = MappingProxyType({"S": 90, "A": 180})
LONGEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class ContactCadence:
    """The promised days by tier: `contact` between two contacts of any kind, `executive` between two of our
    executives; a tier that is absent has no promise."""

    contact: Mapping[str, int] = field(default_factory=lambda: CONTACT_DAYS)
    executive: Mapping[str, int] = field(default_factory=lambda: EXECUTIVE_DAYS)

    def __post_init__(self) -> None:
        for tier, days in (*self.contact.items(), *self.executive.items()):
            if tier not in CONTACT_DAYS:
                raise UserError("{tier} is no tier. Use S, A, B or C.", tier=tier)
            if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= LONGEST_DAYS:
                raise UserError(
                    "{days} days between contacts are not possible. Give a whole number from 1 to {most}.",
                    days=days,
                    most=LONGEST_DAYS,
                )

    @property
    def of_key_tiers(self) -> Mapping[str, int]:
        """The promised days between contacts of S and A alone."""
        return {tier: self.contact[tier] for tier in KEY_TIERS if tier in self.contact}


def read_cadence(plain: Mapping[str, Any]) -> ContactCadence:
    """The cadence from plain JSON. Raises UserError for what it does not know."""
    if set(plain) != {"contact", "executive"} or not all(isinstance(part, Mapping) for part in plain.values()):
        raise UserError("The contact cadence cannot be read. Save it again.")
    return ContactCadence(MappingProxyType(dict(plain["contact"])), MappingProxyType(dict(plain["executive"])))


def plain_cadence(cadence: ContactCadence) -> dict[str, dict[str, int]]:
    """The cadence as plain JSON."""
    return {"contact": dict(cadence.contact), "executive": dict(cadence.executive)}
