"""Check whether the numbers of a row are sums of the rows above it."""

from __future__ import annotations

import bisect

import polars as pl

from kam_core.intake.shaping.header import DATA_CELL
from kam_core.intake.values.numbers import parse_numbers

PENNIES = 2
"""Decimals to which sums are compared, as reports round."""


class RunningSums:
    """Sums over the rows of a body that are no candidates for a total.

    A subtotal sums the rows since some earlier candidate, the last total all rows above it.
    """

    def __init__(self, body: pl.DataFrame, width: int, candidates: pl.Series) -> None:
        self._body, self._width = body, width
        self._candidates = candidates.arg_true().to_list()
        self._running: dict[str, tuple[pl.Series, list[float | None], set[float]]] = {}

    def matches(self, at: int, least: int = 1) -> bool:
        """Whether every number of a row is the sum of at least `least` rows above it, in its column."""
        before = bisect.bisect_left(self._candidates, at)
        if at - before < least:
            return False
        matching = 0
        for i in range(self._width):
            cell = self._body[str(i)][at]
            if cell is None or not DATA_CELL.match(cell):
                continue
            running, values, starts = self._column(str(i))
            value = values[at]
            if value is None:
                # A day is no number: months' ends stand in rows of totals.
                continue
            if value == 0 or round(running[at] - value, PENNIES) + 0.0 not in starts:
                return False
            matching += 1
        return matching > 0

    def _column(self, name: str) -> tuple[pl.Series, list[float | None], set[float]]:
        if name not in self._running:
            read = parse_numbers(self._body[name]).values
            parts = read.fill_null(0.0)
            parts = parts.scatter(self._candidates, 0.0) if self._candidates else parts
            running = parts.cum_sum()
            starts = {0.0, *(round(running[at], PENNIES) + 0.0 for at in self._candidates)}
            self._running[name] = running, read.to_list(), starts
        return self._running[name]
