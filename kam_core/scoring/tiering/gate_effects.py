"""Count the accounts that qualify for S and A by score and those that gates hold back (domain: tier, step 3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.tiering.tier import Tiers
from kam_core.scoring.tiering.tier_inputs import NONE, A, Codes, Flags, S, TierInputs
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
    """How many accounts are S and A, how many would be by score (and published tier), and what makes the difference.

    s, a: their number; s_by_score, a_by_score: before gates. held_back: accounts that a gate lowers; gates: accounts
    by each gate that they fail, the most first; several: those that fail more than one. filled: accounts that took a
    freed place; waiting: those that went down because all seats are taken; by_hand: tiers set by hand that changed it.
    """

    s: int
    a: int
    s_by_score: int
    a_by_score: int
    held_back: int
    gates: tuple[tuple[str, int], ...]
    several: int
    filled: int
    waiting: int
    by_hand: int


def gate_effect(tiers: Tiers, inputs: TierInputs) -> GateEffect:
    """The effect of the gates on S and A."""
    before = before_gates(tiers, inputs)
    free = inputs.overridden == NONE
    lowered = free & _is_key(before) & (tiers.gated > before)
    at_s = lowered & (before == S)
    fails = {name: lowered & failed & (at_s | (name in inputs.gates.key)) for name, failed in inputs.gates.s.items()}
    failed_by_row = np.sum(list(fails.values()), axis=0, dtype=np.int64) if fails else np.zeros(len(before), np.int64)
    counts = Counter({name: int(np.count_nonzero(rows)) for name, rows in fails.items()})
    return GateEffect(
        s=int(np.count_nonzero(tiers.tier == S)),
        a=int(np.count_nonzero(tiers.tier == A)),
        s_by_score=int(np.count_nonzero(before == S)),
        a_by_score=int(np.count_nonzero(before == A)),
        held_back=int(np.count_nonzero(lowered)),
        gates=tuple((name, count) for name, count in counts.most_common() if count),
        several=int(np.count_nonzero(failed_by_row > 1)),
        filled=int(np.count_nonzero(free & _is_key(tiers.gated) & (tiers.gated < before))),
        waiting=int(np.count_nonzero(free & _is_key(tiers.gated) & (tiers.after_capacity > tiers.gated))),
        by_hand=int(np.count_nonzero(~free & (tiers.tier != before) & (_is_key(tiers.tier) | _is_key(before)))),
    )


def before_gates(tiers: Tiers, inputs: TierInputs) -> Codes:
    """The tier that each account would have without gates.

    An account near the cut that a gate lowered stays in its published tier by hysteresis as long as its score reaches
    the higher one: it is still the gate that holds it back, before a publication as after it.
    """
    fails = ((tiers.cut == S) & inputs.fails_s_gate) | ((tiers.cut == A) & inputs.fails_key_gate)
    stays_lower = (tiers.cut >= S) & (tiers.after_hysteresis > tiers.cut)
    return np.where(stays_lower & fails, tiers.cut, tiers.after_hysteresis)


def _is_key(codes: Codes) -> Flags:
    """Whether a tier is S or A."""
    return np.asarray((codes >= S) & (codes <= A))


def held_back(tiers: Tiers, inputs: TierInputs) -> tuple[npt.NDArray[np.intp], pl.Series]:
    """The rows of the accounts that gates lowered, and the names of the gates that each of them fails."""
    before = before_gates(tiers, inputs)
    rows = np.flatnonzero((inputs.overridden == NONE) & (tiers.gated > before) & (before >= S))
    # There are few combinations of gates, and perhaps many accounts: the names are made once for each combination.
    names, is_s = list(inputs.gates.s), before[rows] == S
    combination = np.zeros(len(rows), np.int64)
    for place, (name, failed) in enumerate(inputs.gates.s.items()):
        applies = is_s if name in inputs.gates.s_only else np.ones(len(rows), np.bool_)
        combination |= (failed[rows] & applies).astype(np.int64) << place
    combinations, which = np.unique(combination, return_inverse=True)
    lists = [[name for place, name in enumerate(names) if one >> place & 1] for one in combinations.tolist()]
    return rows, pl.Series(lists, dtype=pl.List(pl.String)).gather(which)


def failed_gates(tiers: Tiers, inputs: TierInputs) -> pl.Series:
    """`held_back_by` per account: the names of the gates that lowered its tier, null where none did."""
    rows, names = held_back(tiers, inputs)
    failed = pl.DataFrame({"row": pl.Series(rows, dtype=pl.Int64), "held_back_by": names})
    every = pl.int_range(len(tiers.after_hysteresis), eager=True).alias("row").to_frame()
    return every.join(failed, on="row", how="left", maintain_order="left")["held_back_by"]


def gate_effect_sentence(tiers: Tiers, inputs: TierInputs) -> Message:
    """The number of S and A accounts, what it would be by score, and what makes the difference."""
    effect = gate_effect(tiers, inputs)
    counts = Message("{s} S and {a} A.", s=effect.s, a=effect.a)
    changes = [*_held_back(effect), *_other_changes(effect)]
    if not changes:
        return Message("{first} {then}", first=counts, then=Message("No gate holds an account back."))
    by_score = Message("By score it would be {s} and {a}.", s=effect.s_by_score, a=effect.a_by_score)
    return reduce(lambda first, then: Message("{first} {then}", first=first, then=then), [counts, by_score, *changes])


def _held_back(effect: GateEffect) -> list[Message]:
    """How many accounts the gates hold back, and why."""
    if not effect.held_back:
        return []
    reasons = reduce(
        lambda first, then: Message("{first}, {then}", first=first, then=then),
        [Message("{why} ({count})", why=Term(SHORT_REASONS[name]), count=count) for name, count in effect.gates],
    )
    if effect.several:
        reasons = Message("{reasons}; {count} for more than one reason", reasons=reasons, count=effect.several)
    held_back = Message(
        "{count} account is held back: {reasons}.", "{count} accounts are held back: {reasons}.", "count",
        count=effect.held_back, reasons=reasons,
    )  # fmt: skip
    return [held_back]


def _other_changes(effect: GateEffect) -> list[Message]:
    """What else makes the tiers differ from those by score."""
    changes = []
    if effect.filled:
        changes.append(
            Message("{count} account moved up into a freed place.", "{count} accounts moved up into freed places.",
                    "count", count=effect.filled)
        )  # fmt: skip
    if effect.waiting:
        changes.append(
            Message("{count} account waits for a seat.", "{count} accounts wait for a seat.", "count",
                    count=effect.waiting)
        )  # fmt: skip
    if effect.by_hand:
        changes.append(
            Message("{count} account has a manual tier.", "{count} accounts have a manual tier.", "count",
                    count=effect.by_hand)
        )  # fmt: skip
    return changes
