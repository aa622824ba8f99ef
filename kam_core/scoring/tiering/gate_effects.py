"""Count the accounts that qualify for S and A by score and those that gates hold back (domain: tier, step 3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import Tiers
from kam_core.scoring.tiering.tier_inputs import NONE, A, S, TierInputs
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import N_, Message, Term

SHORT_REASONS = {
    "mutual_dependence": N_("mutual dependence too low"),
    "recurring": N_("no recurring purchases"),
    "margin": N_("no margin"),
    "margin_rate": N_("low margin rate"),
    "revenue": N_("low revenue"),
}
"""Short reasons, for sentences with counts."""


@dataclass(frozen=True)
class GateEffect:
    """Effect of the gates on the accounts that score (and published tier) put into S, or into S or A.

    by_score: their number, without overridden ones; held_back: those that a gate holds back; gates: accounts by the
    first gate that each fails, the most first; filled: others that took a freed place.
    """

    by_score: int
    held_back: int
    gates: tuple[tuple[str, int], ...]
    filled: int


def gate_effect(tiers: Tiers, inputs: TierInputs, lowest: int) -> GateEffect:
    """The effect on the tiers down to `lowest`: S alone, or S and A."""
    free = inputs.overridden == NONE
    before, after = (free & (codes >= S) & (codes <= lowest) for codes in (tiers.after_hysteresis, tiers.gated))
    fell = before & ~after
    rest, counts = fell.copy(), Counter[str]()
    for name, failed in (inputs.gates.s if lowest == S else inputs.gates.key).items():
        counts[name] = int(np.count_nonzero(rest & failed))
        rest &= ~failed
    gates = tuple((name, count) for name, count in counts.most_common() if count)
    return GateEffect(
        int(np.count_nonzero(before)), int(np.count_nonzero(fell)), gates, int(np.count_nonzero(after & ~before))
    )


def failed_gates(tiers: Tiers, inputs: TierInputs) -> pl.Series:
    """`held_back_by` per account: the names of the gates that lowered its tier, null where none did."""
    rows = np.flatnonzero(
        (inputs.overridden == NONE) & (tiers.gated > tiers.after_hysteresis) & (tiers.after_hysteresis >= S)
    )
    names = [_failed_names(inputs.gates, int(row), int(tiers.after_hysteresis[row])) for row in rows]
    failed = pl.DataFrame(
        {"row": rows, "held_back_by": names}, schema={"row": pl.Int64, "held_back_by": pl.List(pl.String)}
    )
    every = pl.int_range(len(tiers.after_hysteresis), eager=True).alias("row").to_frame()
    return every.join(failed, on="row", how="left", maintain_order="left")["held_back_by"]


def _failed_names(gates: GateFlags, row: int, tier: int) -> list[str]:
    return list(gates.failed(row, TIERS[tier]))


def gate_effect_sentence(tiers: Tiers, inputs: TierInputs) -> Message:
    """The effect of the gates on S and on S and A together, in one or two sentences."""
    key, s = gate_effect(tiers, inputs, A), gate_effect(tiers, inputs, S)
    first = _sentence(Message("S and A"), key)
    # Accounts held back from S that stay A are in the second sentence only.
    return Message("{first} {then}", first=first, then=_sentence(Message("S"), s)) if s.held_back else first


def _sentence(tiers: Message, one: GateEffect) -> Message:
    if not one.held_back:
        return Message("{tiers}: {count} by score, none held back by gates.", tiers=tiers, count=one.by_score)
    reasons: Message | None = None
    for name, count in one.gates:
        reason = Message("{why} ({count})", why=Term(SHORT_REASONS[name]), count=count)
        reasons = reason if reasons is None else Message("{first}, {then}", first=reasons, then=reason)
    assert reasons is not None
    values: dict[str, object] = {"tiers": tiers, "count": one.by_score, "held": one.held_back, "reasons": reasons}
    if one.filled:
        return Message(
            "{tiers}: {count} by score, of which {held} held back by gates: {reasons}; {filled} of these places "
            "went to the next accounts by score.",
            filled=one.filled, **values,
        )  # fmt: skip
    return Message("{tiers}: {count} by score, of which {held} held back by gates: {reasons}.", **values)
