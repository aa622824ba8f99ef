"""Points matrix (accounts × criteria) in the layout of the slider loop: weighted sums for many weight changes.

Sums run criterion by criterion in the order of the model, product first and then sum, in float64. A browser that does
the same gets the same bits, and accounts with the same points get the same score whatever their row, which a library's
matrix product does not guarantee. For very many accounts there are float32 sums with a known error bound, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kam_core.scoring.kernel.missing_patterns import PatternLookup
from kam_core.vocabulary.cached_property import cached_property

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
BLOCK = 16_384
"""Accounts per step: their sums fit into the processor's cache."""
MAX_COPIED_ACCOUNTS = 2_000_000
"""Accounts up to which the points are copied by criterion in float64; beyond, block by block on demand, as memory costs
more than the fifth of a second that it takes."""
WIDE_BLOCK = 65_536
"""Accounts per step in float32."""
SINGLE, ROUNDINGS = 2.0**-24, 9
"""The rounding error of a float32, and the number of roundings of a score besides one per criterion."""
MAX_CHANGED_WEIGHTS, MAX_ERROR_GROWTH = 3, 8.0
"""Changed weights up to which float32 sums start from earlier ones, and the factor by which their error may grow."""


@dataclass(frozen=True)
class PointsMatrix:
    """Points, accounts × criteria with NaN where missing; the missing values of an account are one of few patterns.

    pattern: index of each account's pattern; masks: patterns × k, true where known.
    """

    points: Floats
    pattern: npt.NDArray[np.unsignedinteger]
    masks: npt.NDArray[np.bool_]

    @staticmethod
    def of(points: Floats) -> PointsMatrix:
        """Find the missing patterns of points, accounts × criteria; the points are not copied."""
        n, k = points.shape
        if not np.isnan(points.sum()):
            return PointsMatrix(points, np.zeros(n, np.uint8), np.ones((1, k), bool))
        blocks = range(0, n, BLOCK)
        packed = np.concatenate([np.packbits(~np.isnan(points[start : start + BLOCK]), axis=1) for start in blocks])
        # Up to eight bytes of flags are one integer, and integers are sorted much faster than rows.
        padded = np.zeros((n, -(-packed.shape[1] // 8) * 8), np.uint8)
        padded[:, : packed.shape[1]] = packed
        keys = padded.view(">u8")
        if keys.shape[1] == 1:
            distinct, pattern = np.unique(keys.reshape(-1), return_inverse=True)
            masks = distinct.reshape(-1, 1).view(np.uint8)
        else:
            masks, pattern = np.unique(packed, axis=0, return_inverse=True)
        kind = np.min_scalar_type(len(masks) - 1)  # One byte if possible: it is read at every weight change.
        return PointsMatrix(
            points, pattern.reshape(-1).astype(kind), np.unpackbits(masks, axis=1, count=k).astype(bool)
        )

    def __len__(self) -> int:
        """Number of accounts."""
        return len(self.points)

    @cached_property
    def columns(self) -> Floats:
        """Criteria × accounts in float64, contiguous by criterion, 0 where missing."""
        return _filled(self.points)

    @cached_property
    def float32_columns(self) -> Singles:
        """The same in float32, of the criteria in use; built once."""
        return self._float32_columns(self.used_criteria)

    @cached_property
    def used_criteria(self) -> Rows:
        """The criteria with at least one value."""
        return np.flatnonzero(self.masks.any(axis=0))

    def totals(self, weights: Floats) -> Floats:
        """Σ w·u of every account over its known values; weights: k, not negative."""
        weighted = np.flatnonzero(weights)
        total = np.zeros(len(self))
        product = np.empty(min(BLOCK, len(total)))
        for start in range(0, len(total), BLOCK):
            part = total[start : start + BLOCK]
            columns = self._block(start)
            for k in weighted:
                np.add(part, np.multiply(columns[k], weights[k], out=product[: len(part)]), out=part)
        return total

    def totals_at(self, rows: Rows, weights: Floats) -> Floats:
        """The totals of some accounts, bit-equal."""
        total = np.zeros(len(rows))
        # A row is contiguous; each is read from memory once.
        parts = self.points.take(rows, axis=0)
        np.copyto(parts, 0.0, where=np.isnan(parts))
        parts *= weights
        for k in np.flatnonzero(weights):
            total += parts[:, k]
        return total

    def approximate_totals(self, weights: Floats, scale: Floats, shift: Floats) -> tuple[Singles, float]:
        """Totals × scale + shift in float32, scale and shift by pattern, and their error bound.

        NaN becomes −inf. The first sums are cached: where few weights changed since, only their difference is added.
        """
        change, start, growth = weights, None, 1.0
        if self._cached_sums:
            first_weights, sums = self._cached_sums[0]
            if np.count_nonzero(weights - first_weights) <= MAX_CHANGED_WEIGHTS:
                grown = self._error_growth(first_weights, weights - first_weights, scale)
                if grown <= MAX_ERROR_GROWTH:
                    change, start, growth = weights - first_weights, sums, grown
        to_cache = None if self._cached_sums else np.empty(len(self), np.float32)
        totals = self._approximate_sums(change, start, scale, shift, to_cache)
        if to_cache is not None:
            self._cached_sums.append((weights, to_cache))
        return totals, (len(self.used_criteria) + ROUNDINGS) * SINGLE * 100.0 * growth

    @cached_property
    def _cached_sums(self) -> list[tuple[Floats, Singles]]:
        """Weights and float32 sums of the first call; one entry after it."""
        return []

    def _error_growth(self, first_weights: Floats, change: Floats, scale: Floats) -> float:
        """The largest ratio of the terms of a sum and its change to the sum."""
        terms = np.array([first_weights[mask].sum() + np.abs(change[mask]).sum() for mask in self.masks])
        return float(np.nanmax(terms * scale))

    def _approximate_sums(
        self, change: Floats, start: Singles | None, scale: Floats, shift: Floats, to_cache: Singles | None
    ) -> Singles:
        """The start sums plus the changed weights' part, × scale + shift; the sums are written to `to_cache`."""
        changed = np.flatnonzero(change[self.used_criteria])
        weights = change[self.used_criteria][changed].astype(np.float32)
        factors, summands = scale.astype(np.float32), shift.astype(np.float32)
        one_pattern, shifted, has_nan = len(factors) == 1, bool(summands.any()), bool(np.isnan(factors).any())
        result = np.empty(len(self), np.float32)
        scales, shifts = (PatternLookup(one, self.pattern, WIDE_BLOCK) for one in (factors, summands))
        product = np.empty(WIDE_BLOCK, np.float32)
        for first in range(0, len(result), WIDE_BLOCK):
            block = slice(first, first + WIDE_BLOCK)
            part = result[block]
            if len(changed) > MAX_CHANGED_WEIGHTS:
                columns = (
                    self.float32_columns[:, block]
                    if len(changed) == len(self.used_criteria)
                    else self.float32_columns[changed, block]
                )
                # Not a matrix product: BLAS takes several threads, and waits for them on a busy machine.
                np.einsum("k,kn->n", weights, columns, out=part)
            else:
                part.fill(0.0)
                for k, weight in zip(changed, weights, strict=True):
                    part += np.multiply(self.float32_columns[k, block], weight, out=product[: len(part)])
            if start is not None:
                part += start[block]
            if to_cache is not None:
                to_cache[block] = part
            part *= factors[0] if one_pattern else scales.values_of(block, len(part))
            if shifted:
                part += summands[0] if one_pattern else shifts.values_of(block, len(part))
            if has_nan:
                np.fmax(part, np.float32(-np.inf), out=part)
        return result

    def known_weight(self, weights: Floats) -> Floats:
        """Σ w of the known values, by pattern."""
        return np.array([total_weight(weights[mask]) for mask in self.masks])

    def by_account(self, by_pattern: Floats) -> Floats:
        """One number per pattern expanded to one per account; a single pattern stays one number."""
        return by_pattern if len(by_pattern) == 1 else by_pattern.take(self.pattern, mode="clip")

    def _block(self, start: int) -> Floats:
        if len(self) <= MAX_COPIED_ACCOUNTS:
            return self.columns[:, start : start + BLOCK]
        return _filled(self.points[start : start + BLOCK])

    def _float32_columns(self, criteria: Rows) -> Singles:
        columns = np.empty((len(criteria), len(self)), np.float32)
        for start in range(0, len(self), BLOCK):
            columns[:, start : start + BLOCK] = _filled(self.points[start : start + BLOCK, criteria])
        return columns


def _filled(points: Floats) -> Floats:
    """Copy as criteria × accounts, 0 where missing."""
    return np.nan_to_num(np.array(points.T, order="C"), copy=False)


def total_weight(weights: Floats) -> float:
    """Σ w in order, as the browser adds them up."""
    total = 0.0
    for weight in weights.tolist():
        total += weight
    return total
