"""Hits of a search: a screen, an account or an owner, and how well it matches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class HitKind(StrEnum):
    """What was found; of equally good matches the first kind comes first."""

    SCREEN = "screen"
    ACCOUNT = "account"
    OWNER = "owner"


class MatchRank(IntEnum):
    """How well something matches, the best first."""

    EXACT_ID = 0
    EXACT_NAME = 1
    NAME_START = 2
    WORD_START = 3
    CONTAINS = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `id` is the address of a screen, the id of an account or the name of an owner."""

    kind: HitKind
    id: str
    name: str
    rank: MatchRank
    group: str | None = None
    owner: str | None = None
