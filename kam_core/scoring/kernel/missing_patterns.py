"""One number per pattern of gaps laid out account by account, in single precision and block by block."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Singles = npt.NDArray[np.float32]
IN_PAIRS = 16
"""Patterns up to which the table of all pairs of them lies in the processor's nearest cache."""


class ByPattern:
    """The number of each account's pattern.

    Looking up is what takes time, so where patterns are few two accounts are looked up at once: two patterns of a byte
    are one number of two, and its entry holds two numbers of four bytes.
    """

    def __init__(self, numbers: Singles, pattern: npt.NDArray[np.unsignedinteger], block: int) -> None:
        """numbers: one per pattern; pattern: of each account; block: accounts at a time, even."""
        self._numbers, self._pattern = numbers, pattern
        self._places, self._found = np.empty(block, np.intp), np.empty(block, np.float32)
        self._pairs: npt.NDArray[np.uint64] | None = None
        if pattern.dtype == np.uint8 and len(numbers) <= IN_PAIRS:
            last = len(numbers) - 1
            pair = np.arange(last * 256 + last + 1)
            # The account that stands first is the lower byte, and the first number of its entry.
            two = np.stack([numbers[np.minimum(pair & 255, last)], numbers[pair >> 8]], axis=1)
            self._pairs = two.reshape(-1).view(np.uint64)

    def of(self, block: slice, size: int) -> Singles:
        """Of the accounts of a block, `size` of them; the next block writes over it."""
        pattern, found = self._pattern[block], self._found[:size]
        if self._pairs is None or size % 2:
            places = self._places[:size]
            np.copyto(places, pattern)
            return self._numbers.take(places, mode="clip", out=found)
        places = self._places[: size // 2]
        np.copyto(places, pattern.view("<u2"))
        self._pairs.take(places, mode="clip", out=found.view(np.uint64))
        return found
