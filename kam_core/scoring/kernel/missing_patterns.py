"""Map each account's pattern of missing values to one number, such as its sum of weights."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Singles = npt.NDArray[np.float32]
MAX_PAIRED_PATTERNS = 16
"""Patterns up to which the table of all pairs fits into the processor's first cache."""


class PatternLookup:
    """Looks up the number of each account's pattern.

    Where patterns are few, two accounts are looked up at once, which halves the time: two patterns of one byte are one
    index of two bytes, and its entry is two numbers of four bytes.
    """

    def __init__(self, numbers: Singles, pattern: npt.NDArray[np.unsignedinteger], block: int) -> None:
        """numbers: one per pattern; pattern: of each account; block: accounts per step, even."""
        self._numbers, self._pattern = numbers, pattern
        self._indices, self._output = np.empty(block, np.intp), np.empty(block, np.float32)
        self._pairs: npt.NDArray[np.uint64] | None = None
        if pattern.dtype == np.uint8 and len(numbers) <= MAX_PAIRED_PATTERNS:
            last = len(numbers) - 1
            pair = np.arange(last * 256 + last + 1)
            # The first account is the lower byte, and the first number of the entry.
            two = np.stack([numbers[np.minimum(pair & 255, last)], numbers[pair >> 8]], axis=1)
            self._pairs = two.reshape(-1).view(np.uint64)

    def values_of(self, block: slice, size: int) -> Singles:
        """Numbers of the `size` accounts of a block; the next call overwrites them."""
        pattern, output = self._pattern[block], self._output[:size]
        if self._pairs is None or size % 2:
            indices = self._indices[:size]
            np.copyto(indices, pattern)
            return self._numbers.take(indices, mode="clip", out=output)
        indices = self._indices[: size // 2]
        np.copyto(indices, pattern.view("<u2"))
        self._pairs.take(indices, mode="clip", out=output.view(np.uint64))
        return output
