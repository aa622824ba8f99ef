"""Groups of the attention list by due day, and what the list says in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kam_core.insight.attention.account_attention import Attention, AttentionList
from kam_core.insight.attention.policy import AttentionPolicy

OVERDUE, SOON, LATER, UNDATED = "overdue", "soon", "later", "undated"
GROUPS = (OVERDUE, SOON, LATER, UNDATED)
"""In the order of the list."""


@dataclass(frozen=True)
class AttentionGroup:
    """The accounts of the list whose due days are alike, the most money at stake first."""

    name: str
    entries: tuple[Attention, ...]

    @property
    def stake(self) -> int:
        """The money at stake with them, in ten-thousandths."""
        return total_stake(self.entries)


def total_stake(entries: Sequence[Attention]) -> int:
    """The money at stake with these accounts, in ten-thousandths."""
    return sum(one.stake for one in entries)


def group_of(entry: Attention, policy: AttentionPolicy | None = None) -> str:
    """The group of an account: overdue, due soon, due later, or without a day."""
    rule = policy or AttentionPolicy()
    if entry.days_left is None:
        return UNDATED
    if entry.days_left < 0:
        return OVERDUE
    return SOON if entry.days_left <= rule.soon_days else LATER


def grouped(entries: Sequence[Attention], policy: AttentionPolicy | None = None) -> tuple[AttentionGroup, ...]:
    """The groups that have accounts, in their order."""
    groups = ((name, tuple(_members(entries, name, policy))) for name in GROUPS)
    return tuple(AttentionGroup(name, members) for name, members in groups if members)


def ordered(found: AttentionList, policy: AttentionPolicy | None = None) -> tuple[Attention, ...]:
    """The accounts of the list as the screen shows them: by group, then by money."""
    return tuple(one for group in grouped(found.entries, policy) for one in group.entries)


def first_rows(entries: Sequence[Attention], most: int, policy: AttentionPolicy | None = None) -> tuple[Attention, ...]:
    """The first rows to show: one of each group at least, the others from the first group on; in the list's order."""
    by_group = [_members(entries, name, policy) for name in GROUPS]
    spare = max(0, most - sum(1 for members in by_group if members))
    shown: list[Attention] = []
    for members in by_group:
        extra = min(spare, max(0, len(members) - 1))
        spare -= extra
        shown += members[: extra + 1]
    return tuple(shown)


def _members(entries: Sequence[Attention], name: str, policy: AttentionPolicy | None) -> list[Attention]:
    members = [one for one in entries if group_of(one, policy) == name]
    return sorted(members, key=lambda one: (-one.stake, one.account))
