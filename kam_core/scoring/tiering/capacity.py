"""Step 4 of tiering: capacity. Accounts beyond the seats of a tier overflow one tier down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.tiering_limits import Capacity
from kam_core.scoring.tiering.tier_inputs import NONE, Codes, TierInputs

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Overflow:
    """Accounts that went one tier down from `tier` (a code) because of one limit: `places` per owner, or in all.

    rows: in the order of their scores, the best first.
    """

    tier: int
    over: Literal["owner", "all"]
    places: int
    rows: Rows


@dataclass(frozen=True)
class CapacityResult:
    """The tiers within capacity, and the overflows."""

    codes: Codes
    overflows: tuple[Overflow, ...]


def apply_capacity(
    codes: Codes, score: npt.NDArray[np.float64], inputs: TierInputs, capacity: Capacity
) -> CapacityResult:
    """Fill the seats of S, then of A, then of B: first per owner, then in all.

    The lowest scores overflow (ties: the later account) and compete for the seats of the next tier. Accounts whose tier
    a manager set take a seat of that tier, their owner's too, and never overflow: where they exceed the seats,
    all others overflow. Accounts without an owner are limited in all only. A score of −inf is last.
    """
    if capacity.unlimited:
        return CapacityResult(codes, ())
    result, overflows = codes.copy(), []
    free = inputs.overridden == NONE
    for tier, places in enumerate(capacity.by_tier):
        if (most := places.most_per_owner) is not None:
            taken = inputs.owner[(inputs.overridden == tier) & (inputs.owner >= 0)]
            rows = _over_owner_limit(
                np.flatnonzero(free & (result == tier) & (inputs.owner >= 0)), score, inputs, taken, most
            )
            result[rows] += 1
            overflows.append(Overflow(tier, "owner", most, rows))
        if (most := places.most_in_all) is not None:
            members = _by_score(np.flatnonzero(free & (result == tier)), score)
            rows = members[max(0, most - int((inputs.overridden == tier).sum())) :]
            result[rows] += 1
            overflows.append(Overflow(tier, "all", most, rows))
    return CapacityResult(result, tuple(one for one in overflows if len(one.rows)))


def _by_score(rows: Rows, score: npt.NDArray[np.float64]) -> Rows:
    return rows[np.argsort(-score[rows], kind="stable")]


def _over_owner_limit(
    rows: Rows, score: npt.NDArray[np.float64], inputs: TierInputs, taken: npt.NDArray[np.int32], most: int
) -> Rows:
    """The rows beyond each owner's seats; `taken` has one entry (the owner) per seat of an overridden account."""
    if not len(rows):
        return rows
    ranked = _by_score(rows, score)
    ranked = ranked[np.argsort(inputs.owner[ranked], kind="stable")]
    owner = inputs.owner[ranked]
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    place = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.r_[starts, len(ranked)]))
    used = np.bincount(taken, minlength=int(owner[-1]) + 1)[owner]
    return _by_score(np.sort(ranked[place >= most - used]), score)
