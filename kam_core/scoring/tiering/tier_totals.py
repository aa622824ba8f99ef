"""Accounts and revenue of each tier, as exact sums of integers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.tiering.tier_inputs import NONE, Codes, TierInputs
from kam_core.vocabulary.enums import TIERS

_STATES = 5
"""None, S, A, B, C."""


@dataclass(frozen=True)
class TierTotals:
    """Accounts, net revenue and positive revenue (ten-thousandths) of S, A, B and C; shares are of the positive."""

    accounts: list[int]
    revenue: list[int]
    positive: list[int]

    def plus(self, other: TierTotals) -> TierTotals:
        """Combine tier by tier."""
        return TierTotals(
            _added(self.accounts, other.accounts),
            _added(self.revenue, other.revenue),
            _added(self.positive, other.positive),
        )

    def minus(self, other: TierTotals) -> TierTotals:
        """Combine tier by tier."""
        negated = ([-one for one in column] for column in (other.accounts, other.revenue, other.positive))
        return self.plus(TierTotals(*negated))

    def share_of(self, tiers: int) -> float:
        """Share of the first so many tiers in the positive revenue of all (0–1); 0 where there is none."""
        return share_of_first(self.positive, tiers)


def share_of_first(positive: Sequence[int], tiers: int) -> float:
    """Share of the first so many tiers in the positive revenue of all (0–1); 0 where there is none."""
    total = sum(positive)
    return sum(positive[:tiers]) / total if total > 0 else 0.0


def _added(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [first + second for first, second in zip(one, other, strict=True)]


def tier_totals(codes: Codes, inputs: TierInputs, rows: npt.NDArray[np.intp] | None = None) -> TierTotals:
    """The totals of some accounts, one code each; of all without `rows`. Accounts without a tier are left out."""
    place = (codes - NONE).astype(np.intp)
    accounts = np.bincount(place, minlength=_STATES)[1:].tolist()
    float64_revenue = inputs.revenue_float64
    if float64_revenue is None:
        revenue = inputs.revenue if rows is None else inputs.revenue[rows]
        by_tier = [revenue[codes == code] for code in range(len(TIERS))]
        return TierTotals(accounts, [int(one.sum()) for one in by_tier], [int(one[one > 0].sum()) for one in by_tier])
    net, positive = (_sums(place, column, rows) for column in (float64_revenue, inputs.buyer_revenue))
    return TierTotals(accounts, net, positive)


def _sums(place: npt.NDArray[np.intp], money: npt.NDArray[np.float64], rows: npt.NDArray[np.intp] | None) -> list[int]:
    sums = np.bincount(place, weights=money if rows is None else money[rows], minlength=_STATES)[1:]
    return [int(one) for one in sums.tolist()]
