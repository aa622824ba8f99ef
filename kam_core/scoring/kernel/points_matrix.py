"""The points of all accounts laid out for many weight changes: this is the slider's inner loop.

Sums run criterion by criterion in the order of the model, product first and then sum, in double precision. A browser
that does the same gets the same bits, and accounts with the same points get the same score wherever they stand, which
a library's matrix product does not promise. For very many accounts there is a first look besides, in single precision
and within a known distance of these sums.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.kernel.missing_patterns import ByPattern
from kam_core.vocabulary.cached_property import cached_property

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
BLOCK = 16_384
"""Accounts at a time: their sums stay in the processor's cache while the criteria pass by."""
LAID_OUT = 2_000_000
"""Accounts up to which the points are laid out a second time in doubles; beyond, block by block when they are asked
for, because memory is dearer than the fifth of a second that it takes."""
WIDE_BLOCK = 65_536
"""Accounts at a time in single precision."""
SINGLE, ROUNDINGS = 2.0**-24, 9
"""The rounding of a single number, and how often a score is rounded besides once per criterion."""
FEW_CHANGES, MOST_GROWTH = 3, 8.0
"""Weights changed up to which a look is begun with the last one, and how much less exact it may become by that."""


@dataclass(frozen=True)
class Board:
    """Points as given, accounts × criteria with NaN for gaps; which values an account lacks is one of few patterns.

    pattern: number of each account's pattern; masks: patterns × k, true where known.
    """

    points: Floats
    pattern: npt.NDArray[np.unsignedinteger]
    masks: npt.NDArray[np.bool_]

    @staticmethod
    def of(points: Floats) -> Board:
        """Find the patterns of points, accounts × criteria with NaN for gaps; the points are kept, not copied."""
        n, k = points.shape
        if not np.isnan(points.sum()):
            return Board(points, np.zeros(n, np.uint8), np.ones((1, k), bool))
        blocks = range(0, n, BLOCK)
        packed = np.concatenate([np.packbits(~np.isnan(points[start : start + BLOCK]), axis=1) for start in blocks])
        # Up to eight bytes of flags are one number, and numbers are sorted out far sooner than rows.
        eight = np.zeros((n, -(-packed.shape[1] // 8) * 8), np.uint8)
        eight[:, : packed.shape[1]] = packed
        keys = eight.view(">u8")
        if keys.shape[1] == 1:
            found, pattern = np.unique(keys.reshape(-1), return_inverse=True)
            masks = found.reshape(-1, 1).view(np.uint8)
        else:
            masks, pattern = np.unique(packed, axis=0, return_inverse=True)
        kind = np.min_scalar_type(len(masks) - 1)  # A byte where it will do: it is read at every look.
        return Board(points, pattern.reshape(-1).astype(kind), np.unpackbits(masks, axis=1, count=k).astype(bool))

    def __len__(self) -> int:
        """How many accounts there are."""
        return len(self.points)

    @cached_property
    def columns(self) -> Floats:
        """Criteria × accounts, contiguous by criterion, gaps as 0."""
        return _filled(self.points)

    @cached_property
    def singles(self) -> Singles:
        """The same of the criteria that anybody has, in single precision; made once, for the first look."""
        return self._singles(self.used)

    @cached_property
    def used(self) -> Rows:
        """The criteria that anybody has a value of."""
        return np.flatnonzero(self.masks.any(axis=0))

    def totals(self, weights: Floats) -> Floats:
        """Σ w·u of every account over the values that are there; weights: k, not negative."""
        live = np.flatnonzero(weights)
        total = np.zeros(len(self))
        product = np.empty(min(BLOCK, len(total)))
        for start in range(0, len(total), BLOCK):
            part = total[start : start + BLOCK]
            columns = self._block(start)
            for k in live:
                np.add(part, np.multiply(columns[k], weights[k], out=product[: len(part)]), out=part)
        return total

    def totals_at(self, rows: Rows, weights: Floats) -> Floats:
        """The totals of some accounts, to the same bits."""
        total = np.zeros(len(rows))
        # A row lies in one place; each is fetched once, whatever else the loop does with it.
        parts = self.points.take(rows, axis=0)
        np.copyto(parts, 0.0, where=np.isnan(parts))
        parts *= weights
        for k in np.flatnonzero(weights):
            total += parts[:, k]
        return total

    def look(self, weights: Floats, scale: Floats, shift: Floats) -> tuple[Singles, float]:
        """Totals × scale + shift in single precision, the last two by pattern, and how far off they can be.

        NaN becomes −inf. The sums of the first look are kept: where few weights have changed since, only these are
        added to them.
        """
        change, start, growth = weights, None, 1.0
        if self._first:
            anchor, sums = self._first[0]
            if np.count_nonzero(weights - anchor) <= FEW_CHANGES:
                grown = self._growth(anchor, weights - anchor, scale)
                if grown <= MOST_GROWTH:
                    change, start, growth = weights - anchor, sums, grown
        keep = None if self._first else np.empty(len(self), np.float32)
        found = self._looked(change, start, scale, shift, keep)
        if keep is not None:
            self._first.append((weights, keep))
        return found, (len(self.used) + ROUNDINGS) * SINGLE * 100.0 * growth

    @cached_property
    def _first(self) -> list[tuple[Floats, Singles]]:
        """Weights and sums of the first look; one entry once there was one."""
        return []

    def _growth(self, anchor: Floats, change: Floats, scale: Floats) -> float:
        """By how much the terms of a sum and its change outgrow the sum, at worst."""
        terms = np.array([anchor[mask].sum() + np.abs(change[mask]).sum() for mask in self.masks])
        return float(np.nanmax(terms * scale))

    def _looked(
        self, change: Floats, start: Singles | None, scale: Floats, shift: Floats, keep: Singles | None
    ) -> Singles:
        """The sums to start with and what the changed weights add, × scale + shift; the sums go into `keep`."""
        live = np.flatnonzero(change[self.used])
        light = change[self.used][live].astype(np.float32)
        by, plus = scale.astype(np.float32), shift.astype(np.float32)
        alike, shifted, unknown = len(by) == 1, bool(plus.any()), bool(np.isnan(by).any())
        found = np.empty(len(self), np.float32)
        scales, shifts = (ByPattern(one, self.pattern, WIDE_BLOCK) for one in (by, plus))
        product = np.empty(WIDE_BLOCK, np.float32)
        for first in range(0, len(found), WIDE_BLOCK):
            block = slice(first, first + WIDE_BLOCK)
            part = found[block]
            if len(live) > FEW_CHANGES:
                columns = self.singles[:, block] if len(live) == len(self.used) else self.singles[live, block]
                # Not a product of matrices: that one takes several threads, and waits for them on a busy machine.
                np.einsum("k,kn->n", light, columns, out=part)
            else:
                part.fill(0.0)
                for k, weight in zip(live, light, strict=True):
                    part += np.multiply(self.singles[k, block], weight, out=product[: len(part)])
            if start is not None:
                part += start[block]
            if keep is not None:
                keep[block] = part
            part *= by[0] if alike else scales.of(block, len(part))
            if shifted:
                part += plus[0] if alike else shifts.of(block, len(part))
            if unknown:
                np.fmax(part, np.float32(-np.inf), out=part)
        return found

    def present(self, weights: Floats) -> Floats:
        """Σ w over the values that are there, by pattern."""
        return np.array([whole(weights[mask]) for mask in self.masks])

    def spread(self, by_pattern: Floats) -> Floats:
        """One number per pattern as one per account; a single one stands for all."""
        return by_pattern if len(by_pattern) == 1 else by_pattern.take(self.pattern, mode="clip")

    def _block(self, start: int) -> Floats:
        if len(self) <= LAID_OUT:
            return self.columns[:, start : start + BLOCK]
        return _filled(self.points[start : start + BLOCK])

    def _singles(self, criteria: Rows) -> Singles:
        made = np.empty((len(criteria), len(self)), np.float32)
        for start in range(0, len(self), BLOCK):
            made[:, start : start + BLOCK] = _filled(self.points[start : start + BLOCK, criteria])
        return made


def _filled(points: Floats) -> Floats:
    """Criteria × accounts with gaps as 0, in memory of its own."""
    return np.nan_to_num(np.array(points.T, order="C"), copy=False)


def whole(weights: Floats) -> float:
    """Σ w, one after the other, as the browser adds them up."""
    total = 0.0
    for weight in weights.tolist():
        total += weight
    return total
