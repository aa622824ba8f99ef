"""Seeded random numbers, the same on every machine."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar
from zlib import crc32

import numpy as np

SEED = 20260930

T = TypeVar("T")


class Draw:
    """A named stream of chance.

    Every table has its own name, so a change to one leaves the others as they were. Only uniform
    numbers and plain arithmetic are used: exp, log and powers may differ in the last bit between CPUs.
    """

    def __init__(self, name: str) -> None:
        self._rng = np.random.default_rng([SEED, crc32(name.encode())])

    def share(self) -> float:
        """A number in [0, 1)."""
        return float(self._rng.random())

    def between(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return int(self._rng.integers(low, high + 1))

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.share() < probability

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, all alike."""
        return items[self.whole(0, len(items) - 1)]

    def weighted(self, items: Sequence[tuple[T, int]]) -> T:
        """One of the items, as often as its weight says."""
        ball = self.whole(1, sum(weight for _, weight in items))
        for item, weight in items:
            ball -= weight
            if ball <= 0:
                return item
        raise AssertionError("the weights were counted wrongly")

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """`count` different items, in the order drawn; all of them if there are fewer."""
        left = list(items)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both included."""
        return first + timedelta(days=self.whole(0, (last - first).days))

    def workday(self, first: date, last: date) -> date:
        """A day from first to last that is not a Saturday or Sunday, where there is one."""
        day = self.day(first, last)
        while day.weekday() >= 5 and day > first:
            day -= timedelta(days=1)
        return day
