"""Arrays that tiering needs besides the score; they do not depend on the weights."""

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
EXACT_IN_FLOAT64 = 2.0**53
LARGEST_COUNT = 16_384
"""The largest accounts by revenue, examined first: the largest changed accounts are among them, unless few change."""
LONG_AGO = 12_000
"""Months in a tier where the publication date is unknown: longer than any stay that a model may ask for."""


@dataclass(frozen=True)
class TierInputs:
    """One entry per account in each array.

    bought: has ever purchased (others are prospects); revenue: of the window, ten-thousandths; gates: which
    account fails which gate; overridden: tier code that a manager set, −1 where none is in force; published: tier last
    published, −1 where none; published_months: months since; owner: one number per owner from 0, −1 without one. The
    last three may be left out: no published tiers, no owners.
    """

    bought: Flags
    revenue: npt.NDArray[np.int64]
    gates: GateFlags
    overridden: Codes
    published: Codes = dataclasses.field(default_factory=lambda: np.empty(0, np.int8))
    published_months: npt.NDArray[np.int32] = dataclasses.field(default_factory=lambda: np.empty(0, np.int32))
    owner: npt.NDArray[np.int32] = dataclasses.field(default_factory=lambda: np.empty(0, np.int32))

    def __post_init__(self) -> None:
        n = len(self.bought)
        for name, nothing, kind in (
            ("published", NONE, np.int8),
            ("published_months", LONG_AGO, np.int32),
            ("owner", -1, np.int32),
        ):
            if len(getattr(self, name)) != n:
                object.__setattr__(self, name, np.full(n, nothing, kind))

    # The following are computed once, not at every slider move.

    @cached_property
    def buys(self) -> Flags:
        """Revenue above 0 in the window."""
        return np.asarray(self.bought & (self.revenue > 0))

    @cached_property
    def buyer_revenue(self) -> npt.NDArray[np.float64]:
        """Revenue of buyers, 0 for the others, in float64: exact up to 9·10¹⁵ ten-thousandths in all."""
        return np.where(self.buys, self.revenue, 0).astype(np.float64)

    @cached_property
    def revenue_float64(self) -> npt.NDArray[np.float64] | None:
        """Revenue for sums by bincount; None where its sums would not be exact in float64."""
        exact = float(np.abs(self.revenue, dtype=np.float64).sum()) < EXACT_IN_FLOAT64
        return self.revenue.astype(np.float64) if exact else None

    @cached_property
    def largest_by_revenue(self) -> npt.NDArray[np.intp]:
        """The rows with the largest revenue, the largest first, ties in their order; at most LARGEST_COUNT."""
        rows = np.arange(len(self.revenue))
        if len(rows) > LARGEST_COUNT:
            last = len(rows) - LARGEST_COUNT
            rows = np.flatnonzero(self.revenue >= np.partition(self.revenue, last)[last])
        return rows[np.argsort(-self.revenue[rows], kind="stable")[:LARGEST_COUNT]]

    @cached_property
    def buyers(self) -> int:
        """Number of buyers."""
        return int(np.count_nonzero(self.buys))

    @cached_property
    def competes(self) -> Flags:
        """Buyers without an override."""
        return np.asarray(self.buys & (self.overridden == NONE))

    @cached_property
    def default_codes(self) -> Codes:
        """C for every account that may have a tier, −1 for prospects."""
        return np.where(self.bought, C, NONE).astype(np.int8)

    @cached_property
    def overridden_rows(self) -> npt.NDArray[np.intp]:
        """Rows whose tier a manager has set."""
        return np.flatnonzero(self.overridden != NONE)

    @cached_property
    def has_published_tiers(self) -> bool:
        """Whether any account has a published tier."""
        return bool((self.published != NONE).any())

    @cached_property
    def may_keep_published(self) -> Flags:
        """Accounts with a published tier and without an override."""
        return np.asarray((self.published != NONE) & (self.overridden == NONE))

    @cached_property
    def fails_s_gate(self) -> Flags:
        """Accounts that fail a gate of S."""
        return self.gates.any_s(len(self.bought))

    @cached_property
    def fails_key_gate(self) -> Flags:
        """Accounts that fail a gate of S and A."""
        return self.gates.any_key(len(self.bought))

    @cached_property
    def revenue_before(self) -> npt.NDArray[np.float64]:
        """Cumulative share of buyers' revenue before the account, the largest first; NaN for non-buyers."""
        start = np.full(len(self.revenue), np.nan)
        rows = np.flatnonzero(self.buys)
        ranked = rows[np.argsort(-self.revenue[rows], kind="stable")]
        revenue = self.revenue[ranked]
        start[ranked] = (np.cumsum(revenue) - revenue) / max(1, int(revenue.sum()))
        return start
