"""Promised days between two contacts with an account, by tier (domain: care cadence)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CONTACT_DAYS: Mapping[str, int] = MappingProxyType({"S": 14, "A": 30, "B": 60, "C": 90})
