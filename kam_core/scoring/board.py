"""The points of all accounts laid out for many weight changes: this is the slider's inner loop.

Sums run criterion by criterion in the order of the model, product first and then sum, in double precision. A browser
that does the same gets the same bits, and accounts with the same points get the same score wherever they stand, which
a library's matrix product does not promise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
BLOCK = 16_384
"""Accounts at a time: their sums stay in the processor's cache while the criteria pass by."""


@dataclass(frozen=True)
class Weighed:
    """What weights make of a board, accounts in their order.

    total: Σ w·u over the values that are there; present: Σ w over the same, by pattern; weight: Σ w of all.
    """

    total: Floats
    present: Floats
    weight: float


@dataclass(frozen=True)
class Board:
    """Criteria × accounts, contiguous by criterion, gaps as 0; which values an account lacks is one of few patterns.

    columns: float64, k × n; pattern: number of each account's pattern; masks: patterns × k, true where known.
    """

    columns: Floats
    pattern: npt.NDArray[np.int32]
    masks: npt.NDArray[np.bool_]

    @staticmethod
    def of(points: Floats) -> Board:
        """Lay out points, accounts × criteria with NaN for gaps."""
        known = ~np.isnan(points)
        columns = np.ascontiguousarray(np.where(known, points, 0.0).T)
        if known.all():
            return Board(columns, np.zeros(len(points), np.int32), np.ones((1, points.shape[1]), bool))
        masks, pattern = np.unique(np.packbits(known, axis=1), axis=0, return_inverse=True)
        bits = np.unpackbits(masks, axis=1, count=points.shape[1]).astype(bool)
        return Board(columns, pattern.astype(np.int32).reshape(-1), bits)

    def weigh(self, weights: Floats) -> Weighed:
        """Sums under weights (k, not negative)."""
        live = np.flatnonzero(weights)
        total = np.zeros(self.columns.shape[1])
        product = np.empty(min(BLOCK, len(total)))
        for start in range(0, len(total), BLOCK):
            part = total[start : start + BLOCK]
            for k in live:
                column = self.columns[k, start : start + BLOCK]
                np.add(part, np.multiply(column, weights[k], out=product[: len(part)]), out=part)
        return Weighed(total, np.array([_sum(weights[mask]) for mask in self.masks]), _sum(weights))

    def spread(self, by_pattern: Floats) -> Floats:
        """One number per pattern as one per account; a single one stands for all."""
        return by_pattern if len(by_pattern) == 1 else by_pattern[self.pattern]


def _sum(weights: Floats) -> float:
    """One after the other, as the browser adds them up."""
    total = 0.0
    for weight in weights.tolist():
        total += weight
    return total
