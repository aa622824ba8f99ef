"""What tiers need to know of the accounts beside the score; it does not change with the weights."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.tiering.gates import GateFlags
from kam_core.vocabulary.cached_property import cached_property

Codes = npt.NDArray[np.int8]
"""Tiers as small integers: 0 = S … 3 = C, −1 = none."""
Flags = npt.NDArray[np.bool_]
NONE, S, A, B, C = -1, 0, 1, 2, 3
EXACT_IN_DOUBLES = 2.0**53
RICHEST = 16_384
"""So many are looked through before all: whoever is asked for the largest of those who change finds them here, unless
hardly anybody changes."""
LONG_AGO = 12_000
"""Months in a tier where nobody knows since when: longer than any stay that a model may ask for."""


@dataclass(frozen=True)
class Field:
    """One entry per account in each array.

    bought: has ever purchased (others are prospects); revenue: of the window, ten-thousandths; gates: who fails which
    gate; overridden: tier code a manager set, −1 where none is in force; held: tier last published, −1 where none;
    held_months: how long it has held; owner: one number per owner from 0, −1 without one. The last three may be left
    out: nobody held a tier, and nobody has an owner.
    """

    bought: Flags
    revenue: npt.NDArray[np.int64]
    gates: GateFlags
    overridden: Codes
    held: Codes = dataclasses.field(default_factory=lambda: np.empty(0, np.int8))
    held_months: npt.NDArray[np.int32] = dataclasses.field(default_factory=lambda: np.empty(0, np.int32))
    owner: npt.NDArray[np.int32] = dataclasses.field(default_factory=lambda: np.empty(0, np.int32))

    def __post_init__(self) -> None:
        n = len(self.bought)
        for name, nothing, kind in (
            ("held", NONE, np.int8),
            ("held_months", LONG_AGO, np.int32),
            ("owner", -1, np.int32),
        ):
            if len(getattr(self, name)) != n:
                object.__setattr__(self, name, np.full(n, nothing, kind))

    # What follows is looked at once per field, not at every move of a slider.

    @cached_property
    def buys(self) -> Flags:
        """Revenue above 0 in the window."""
        return np.asarray(self.bought & (self.revenue > 0))

    @cached_property
    def income(self) -> npt.NDArray[np.float64]:
        """Revenue of those who buy, 0 for the others, in doubles: exact up to 9·10¹⁵ ten-thousandths in all."""
        return np.where(self.buys, self.revenue, 0).astype(np.float64)

    @cached_property
    def revenue_in_doubles(self) -> npt.NDArray[np.float64] | None:
        """Revenue for sums by bincount; None where sums of it would not be exact in doubles."""
        exact = float(np.abs(self.revenue, dtype=np.float64).sum()) < EXACT_IN_DOUBLES
        return self.revenue.astype(np.float64) if exact else None

    @cached_property
    def richest(self) -> npt.NDArray[np.intp]:
        """The rows with the largest revenue, the largest first and equals in their order; not more than RICHEST."""
        rows = np.arange(len(self.revenue))
        if len(rows) > RICHEST:
            last = len(rows) - RICHEST
            rows = np.flatnonzero(self.revenue >= np.partition(self.revenue, last)[last])
        return rows[np.argsort(-self.revenue[rows], kind="stable")[:RICHEST]]

    @cached_property
    def buyers(self) -> int:
        """How many buy."""
        return int(np.count_nonzero(self.buys))

    @cached_property
    def competes(self) -> Flags:
        """Buys, and no manager has set the tier."""
        return np.asarray(self.buys & (self.overridden == NONE))

    @cached_property
    def lowest(self) -> Codes:
        """C for everybody who may have a tier, −1 for the others."""
        return np.where(self.bought, C, NONE).astype(np.int8)

    @cached_property
    def by_hand(self) -> npt.NDArray[np.intp]:
        """Rows whose tier a manager has set."""
        return np.flatnonzero(self.overridden != NONE)

    @cached_property
    def anybody_held(self) -> bool:
        """Whether anybody has a published tier."""
        return bool((self.held != NONE).any())

    @cached_property
    def could_keep(self) -> Flags:
        """Has a published tier, and no manager has set another."""
        return np.asarray((self.held != NONE) & (self.overridden == NONE))

    @cached_property
    def stops_s(self) -> Flags:
        """Fails a gate of S."""
        return self.gates.any_s(len(self.bought))

    @cached_property
    def stops_key(self) -> Flags:
        """Fails a gate of S and A."""
        return self.gates.any_key(len(self.bought))

    @cached_property
    def revenue_before(self) -> npt.NDArray[np.float64]:
        """Share of all buyers' revenue that stands before the account, the largest first; NaN for who does not buy."""
        start = np.full(len(self.revenue), np.nan)
        rows = np.flatnonzero(self.buys)
        ranked = rows[np.argsort(-self.revenue[rows], kind="stable")]
        revenue = self.revenue[ranked]
        start[ranked] = (np.cumsum(revenue) - revenue) / max(1, int(revenue.sum()))
        return start
