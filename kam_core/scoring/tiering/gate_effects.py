"""How many accounts the score puts into S and A, and how many the gates hold back (domain: tier, step 3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import Tiers
from kam_core.scoring.tiering.tier_inputs import NONE, A, Field, S
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import N_, Message, Term

SHORT_REASONS = {
    "mutual_dependence": N_("mutual dependence too low"),
    "recurring": N_("purchases do not recur"),
    "margin": N_("no margin"),
    "margin_rate": N_("thin margin"),
    "revenue": N_("little revenue"),
}
"""Why accounts are held back, where they are counted."""


@dataclass(frozen=True)
class HeldBack:
    """Accounts that score (and published tier) put into S, or into S or A, and what the gates make of them.

    by_score: all of them, without those whose tier a manager set; held: those that a gate holds back; gates: how many
    the first gate that each fails holds back, the most first; filled: others that took a freed place.
    """

    by_score: int
    held: int
    gates: tuple[tuple[str, int], ...]
    filled: int


def held_back(tiers: Tiers, field: Field, lowest: int) -> HeldBack:
    """Of the tiers down to `lowest`: S alone, or S and A."""
    free = field.overridden == NONE
    before, after = (free & (codes >= S) & (codes <= lowest) for codes in (tiers.kept, tiers.gated))
    fell = before & ~after
    rest, counts = fell.copy(), Counter[str]()
    for name, failed in (field.gates.s if lowest == S else field.gates.key).items():
        counts[name] = int(np.count_nonzero(rest & failed))
        rest &= ~failed
    gates = tuple((name, count) for name, count in counts.most_common() if count)
    return HeldBack(
        int(np.count_nonzero(before)), int(np.count_nonzero(fell)), gates, int(np.count_nonzero(after & ~before))
    )


def gates_holding(tiers: Tiers, field: Field) -> pl.Series:
    """`held_back_by` per account: the names of the gates that lowered it, null where none did."""
    rows = np.flatnonzero((field.overridden == NONE) & (tiers.gated > tiers.kept) & (tiers.kept >= S))
    names = [_failed(field.gates, int(row), int(tiers.kept[row])) for row in rows]
    held = pl.DataFrame(
        {"row": rows, "held_back_by": names}, schema={"row": pl.Int64, "held_back_by": pl.List(pl.String)}
    )
    every = pl.int_range(len(tiers.kept), eager=True).alias("row").to_frame()
    return every.join(held, on="row", how="left", maintain_order="left")["held_back_by"]


def _failed(gates: GateFlags, row: int, tier: int) -> list[str]:
    return list(gates.failed(row, TIERS[tier]))


def held_back_sentence(tiers: Tiers, field: Field) -> Message:
    """What the gates make of S and of S and A together, in one or two sentences."""
    key, s = held_back(tiers, field, A), held_back(tiers, field, S)
    first = _sentence(Message("S and A"), key)
    # Who is held back from S but stays A is in the second sentence alone.
    return Message("{first} {then}", first=first, then=_sentence(Message("S"), s)) if s.held else first


def _sentence(tiers: Message, one: HeldBack) -> Message:
    if not one.held:
        return Message("{tiers}: {count} by score, none held back by a gate.", tiers=tiers, count=one.by_score)
    reasons: Message | None = None
    for name, count in one.gates:
        reason = Message("{why} {count}", why=Term(SHORT_REASONS[name]), count=count)
        reasons = reason if reasons is None else Message("{first}, {then}", first=reasons, then=reason)
    assert reasons is not None
    told = {"tiers": tiers, "count": one.by_score, "held": one.held, "reasons": reasons}
    if one.filled:
        return Message(
            "{tiers}: {count} by score, {held} held back: {reasons}; {filled} of the places filled by the next.",
            filled=one.filled, **told,
        )  # fmt: skip
    return Message("{tiers}: {count} by score, {held} held back: {reasons}.", **told)
