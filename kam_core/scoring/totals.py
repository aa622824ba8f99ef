"""How many accounts each tier has, and how much money: exact sums of integers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.standing import NONE, Codes, Field
from kam_core.vocabulary.ranks import TIERS

_STATES = 5
"""None, S, A, B, C."""


@dataclass(frozen=True)
class TierTotals:
    """Accounts and revenue (ten-thousandths) of S, A, B and C."""

    accounts: list[int]
    revenue: list[int]

    def plus(self, other: TierTotals) -> TierTotals:
        """Tier by tier."""
        return TierTotals(
            [one + more for one, more in zip(self.accounts, other.accounts, strict=True)],
            [one + more for one, more in zip(self.revenue, other.revenue, strict=True)],
        )

    def minus(self, other: TierTotals) -> TierTotals:
        """Tier by tier."""
        return self.plus(TierTotals([-one for one in other.accounts], [-one for one in other.revenue]))


def tier_totals(codes: Codes, field: Field, rows: npt.NDArray[np.intp] | None = None) -> TierTotals:
    """The totals of some accounts, one code each; of all where no rows are given. Accounts without a tier count not."""
    place = (codes - NONE).astype(np.intp)
    accounts = np.bincount(place, minlength=_STATES)[1:].tolist()
    doubles = field.revenue_in_doubles
    if doubles is None:
        revenue = field.revenue if rows is None else field.revenue[rows]
        return TierTotals(accounts, [int(revenue[codes == code].sum()) for code in range(len(TIERS))])
    sums = np.bincount(place, weights=doubles if rows is None else doubles[rows], minlength=_STATES)[1:]
    return TierTotals(accounts, [int(one) for one in sums.tolist()])
