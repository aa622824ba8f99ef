"""Step 4 of a tier: seats. Whom nobody has the time to serve as an S account is served as A, and so on down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.tiering_limits import Capacity
from kam_core.scoring.tiering.tier_inputs import NONE, Codes, Field

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Overflow:
    """Those who went one tier down from `tier` (a code) over one limit: `places` of each owner, or in all.

    rows: in the order of their scores, the best first.
    """

    tier: int
    over: Literal["owner", "all"]
    places: int
    rows: Rows


@dataclass(frozen=True)
class Seating:
    """The tiers after the seats were given, and who overflowed on the way."""

    codes: Codes
    overflows: tuple[Overflow, ...]


def seat(codes: Codes, score: npt.NDArray[np.float64], field: Field, capacity: Capacity) -> Seating:
    """Give the seats of S, then of A, then of B: first each owner's, then those in all.

    The lowest scores overflow (ties: the later account) and compete for the seats of the next tier. Accounts whose tier
    a manager set take a seat of that tier, their owner's too, and never overflow: where they alone are more than the
    seats, everybody else goes. Accounts without an owner are limited in all only. A score of −inf stands last.
    """
    if capacity.unlimited:
        return Seating(codes, ())
    found, overflows = codes.copy(), []
    free = field.overridden == NONE
    for tier, places in enumerate(capacity.falling):
        if (most := places.most_per_owner) is not None:
            taken = field.owner[(field.overridden == tier) & (field.owner >= 0)]
            rows = _over_each(np.flatnonzero(free & (found == tier) & (field.owner >= 0)), score, field, taken, most)
            found[rows] += 1
            overflows.append(Overflow(tier, "owner", most, rows))
        if (most := places.most_in_all) is not None:
            members = _ordered(np.flatnonzero(free & (found == tier)), score)
            rows = members[max(0, most - int((field.overridden == tier).sum())) :]
            found[rows] += 1
            overflows.append(Overflow(tier, "all", most, rows))
    return Seating(found, tuple(one for one in overflows if len(one.rows)))


def _ordered(rows: Rows, score: npt.NDArray[np.float64]) -> Rows:
    return rows[np.argsort(-score[rows], kind="stable")]


def _over_each(
    rows: Rows, score: npt.NDArray[np.float64], field: Field, taken: npt.NDArray[np.int32], most: int
) -> Rows:
    """The rows beyond each owner's seats, of which `taken` (one entry per account set by hand) are gone already."""
    if not len(rows):
        return rows
    ranked = _ordered(rows, score)
    ranked = ranked[np.argsort(field.owner[ranked], kind="stable")]
    owner = field.owner[ranked]
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    place = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.r_[starts, len(ranked)]))
    used = np.bincount(taken, minlength=int(owner[-1]) + 1)[owner]
    return _ordered(np.sort(ranked[place >= most - used]), score)
