"""Mergeable histogram for percentile ranks: the same result on one machine or many, with a known error.

A value falls into a bin by its own bits – sign, exponent and the first binary digits – and never by the others, so bins
of parts of the accounts merge into the bins of all, in any order, bit-equal. The rank of a bin with one value is
exact; in the others it is off by at most half of the bin, and the largest of these errors is the error bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Values = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

SHIFT = 38
"""Binary digits dropped from a double: 16,384 bins are left between a number and its double."""
EXACT_RANKS = 5_000_000
"""Values up to which percentiles are exact ranks; beyond, ranks of a histogram with a known error."""
MAX_ERROR = 1e-4
"""Maximal error of a rank (0–1)."""
EXACT_IN_FLOAT64 = 2**53
COLUMNS = {"measure": pl.String, "shift": pl.Int64, "key": pl.Int64, "count": pl.Int64, "low": pl.Float64,
           "high": pl.Float64}  # fmt: skip
"""A histogram as a table, one row per non-empty bin."""


@dataclass(frozen=True)
class PercentileHistogram:
    """Non-empty bins in rising order.

    shift: binary digits dropped; keys: the bits that are left of the values, in the order of the values; counts: values
    in each bin; low, high: the least and the greatest of them.
    """

    shift: int
    keys: Integers
    counts: Integers
    low: Values
    high: Values

    @property
    def size(self) -> int:
        """Number of values."""
        return int(self.counts.sum())

    @property
    def error_bound(self) -> float:
        """Maximal error of a rank, as a share of all ranks (0–1); 0 where every rank is exact."""
        mixed = self.counts[self.low < self.high]
        return 0.0 if len(mixed) == 0 else float(mixed.max() - 1) / 2 / (self.size - 1)

    def coarser(self, shift: int) -> PercentileHistogram:
        """The same values in wider bins. ValueError for narrower ones."""
        if shift < self.shift:
            raise ValueError("what was counted in wide bins cannot be told apart any more")
        return _merged_bins(shift, self.keys >> (shift - self.shift), self.counts, self.low, self.high)

    def mean_ranks(self, values: Values) -> Values:
        """Mean rank of each value as a share of all ranks, 0 (least) to 100, ties sharing theirs.

        NaN stays NaN, a single counted value gets 50. A value outside of the histogram gets the rank between its
        neighbours.
        """
        ranks = np.full(values.shape, np.nan)
        known = ~np.isnan(values)
        n = self.size
        if n <= 1:
            ranks[known] = 50.0
            return ranks
        keys = _order(values[known]) >> self.shift
        place = np.searchsorted(self.keys, keys)
        nearest = np.minimum(place, len(self.keys) - 1)
        count = np.where(self.keys[nearest] == keys, self.counts[nearest], 0)
        before = np.concatenate([[0], np.cumsum(self.counts)])[place]
        ranks[known] = np.clip(before + (count - 1) / 2, 0, n - 1) / (n - 1) * 100.0
        return ranks

    def frame(self, measure: str) -> pl.DataFrame:
        """The bins as a table with `COLUMNS`, for Parquet."""
        return pl.DataFrame(
            {
                "measure": pl.repeat(measure, len(self.keys), eager=True),
                "shift": pl.repeat(self.shift, len(self.keys), dtype=pl.Int64, eager=True),
                "key": self.keys, "count": self.counts, "low": self.low, "high": self.high,
            },
            schema=COLUMNS,
        )  # fmt: skip

    @staticmethod
    def from_frame(frame: pl.DataFrame, measure: str) -> PercentileHistogram:
        """One measure's bins from a table with `COLUMNS`, rows in any order, merged or not.

        ValueError where the table is damaged.
        """
        rows = frame.filter(pl.col("measure") == measure)
        if rows.is_empty():
            return histogram(np.empty(0))
        invalid = rows.filter(
            (pl.col("count") <= 0) | (pl.col("low") > pl.col("high")) | pl.any_horizontal(pl.all().is_null())
        )
        if len(invalid) or not rows["shift"].is_between(0, 63).all():
            raise ValueError(f"the bins of {measure} are damaged")
        parts = []
        for (shift,), part in rows.group_by("shift"):
            key, count, low, high = (part[name].to_numpy() for name in ("key", "count", "low", "high"))
            if (_order(low) >> int(shift) != key).any() or (_order(high) >> int(shift) != key).any():
                raise ValueError(f"the bins of {measure} are damaged")
            parts.append(_merged_bins(int(shift), key, count, low, high))
        return merge_histograms(*parts)


def histogram(values: npt.NDArray[np.float64] | npt.NDArray[np.int64], shift: int = SHIFT) -> PercentileHistogram:
    """Count values; NaN is left out. ValueError for integers that float64 cannot represent (beyond 2⁵³)."""
    if np.issubdtype(values.dtype, np.integer):
        if len(values) and max(int(values.max()), -int(values.min())) > EXACT_IN_FLOAT64:
            raise ValueError("integers beyond 2^53 are not exact in doubles")
        values = values.astype(np.float64)
    known = np.sort(values[~np.isnan(values)] + 0.0)
    return _merged_bins(shift, _order(known) >> shift, np.ones(len(known), np.int64), known, known)


def merge_histograms(*parts: PercentileHistogram) -> PercentileHistogram:
    """The histogram of all values of the parts; in the widest of their bins where these differ."""
    shift = max((part.shift for part in parts), default=SHIFT)
    same = [part.coarser(shift) for part in parts]
    if not same:
        return histogram(np.empty(0))
    keys, counts, low, high = (
        np.concatenate([getattr(part, name) for part in same]) for name in ("keys", "counts", "low", "high")
    )
    return _merged_bins(shift, keys, counts, low, high)


def fine_histogram(values: Values) -> PercentileHistogram:
    """A histogram with an error of at most `MAX_ERROR`, in bins as wide as possible."""
    shift = SHIFT
    result = histogram(values, shift)
    while result.error_bound > MAX_ERROR and shift > 0:
        # Values close together, such as margins around one number, differ only in later digits.
        shift = max(0, shift - 4)
        result = histogram(values, shift)
    return result


def _merged_bins(shift: int, keys: Integers, counts: Integers, low: Values, high: Values) -> PercentileHistogram:
    """One bin per key."""
    if len(keys) == 0:
        return PercentileHistogram(shift, keys, counts, low, high)
    if (keys[1:] < keys[:-1]).any():
        order = np.argsort(keys, kind="stable")
        keys, counts, low, high = keys[order], counts[order], low[order], high[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return PercentileHistogram(
        shift,
        keys[starts],
        np.add.reduceat(counts, starts),
        np.minimum.reduceat(low, starts),
        np.maximum.reduceat(high, starts),
    )


def _order(values: Values) -> Integers:
    """Integers in the order of the values: the bits of a double, inverted below zero."""
    # −0.0 becomes 0.0.
    bits = (values + 0.0).view(np.int64)
    return bits ^ ((bits >> 63) & np.int64(np.iinfo(np.int64).max))
