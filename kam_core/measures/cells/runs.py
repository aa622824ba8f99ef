"""Runs of neighbouring rows of one account, aggregated by the declaration of a quantity, in numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.cells.quantities import ONE, ONE_A_DAY, Quantity

Integers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
MAX_DAYS = 64
"""Days of a month are counted as bits of one word."""


def starts_of(values: Integers) -> Integers:
    """Indices at which a value differs from the one before."""
    if not len(values):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A quantity, one value per run; `empty` where no row of the run counts and the value is null."""

    values: Integers
    empty: Bools | None = None

    def expand(self, places: Integers, count: int) -> Aggregate:
        """The aggregate with the runs at these of `count` places; 0 or empty in the others."""
        values = np.zeros(count, np.int64)
        values[places] = self.values
        if self.empty is None:
            return Aggregate(values)
        empty = np.ones(count, np.bool_)
        empty[places] = self.empty
        return Aggregate(values, empty)

    def series(self) -> Integers | pl.Series:
        """A column with nulls where it is empty."""
        return self.values if self.empty is None else pl.Series(self.values).set(pl.Series(self.empty), None)


@dataclass(frozen=True, slots=True)
class Runs:
    """Columns of so many rows, in runs that begin at `starts`."""

    columns: Mapping[str, Integers]
    """Whole numbers; 0 where unknown."""
    starts: Integers
    rows: int
    known: Mapping[str, Bools | bool]
    """Rows in which a column is known; False: none. A column that is not in the mapping is known in all rows."""

    def aggregate(self, quantity: Quantity) -> Aggregate:
        """The quantity, one value a run."""
        if quantity.value == ONE_A_DAY:
            return Aggregate(self._distinct_days())
        counted = self._counted(quantity)
        if quantity.aggregation.nullable:
            return self._extreme(quantity, counted)
        if counted is False or not len(self.starts):
            return Aggregate(np.zeros(len(self.starts), np.int64))
        if quantity.value == ONE:
            if counted is True:
                return Aggregate(np.diff(self.starts, append=self.rows))
            return Aggregate(np.add.reduceat(counted, self.starts, dtype=np.int64))
        values = self._values(quantity)
        # The column itself is 0 where it is unknown.
        if counted is not True and (quantity.where is not None or quantity.needs != (quantity.value,)):
            values = values * counted
        return Aggregate(quantity.aggregation.ufunc.reduceat(values, self.starts))

    def _extreme(self, quantity: Quantity, counted: Bools | bool) -> Aggregate:
        """The least or the largest value of each run."""
        if counted is False or not len(self.starts):
            return Aggregate(np.zeros(len(self.starts), np.int64), np.ones(len(self.starts), np.bool_))
        values = self._values(quantity)
        empty = np.zeros(len(self.starts), np.bool_)
        if counted is not True:
            values = np.where(counted, values, quantity.aggregation.identity)
            empty = ~np.logical_or.reduceat(counted, self.starts)
        return Aggregate(quantity.aggregation.ufunc.reduceat(values, self.starts), empty)

    def _counted(self, quantity: Quantity) -> Bools | bool:
        """Which rows count; True: all, False: none."""
        counted: Bools | bool = True
        for name in quantity.needs:
            known = self.known.get(name, True)
            if known is not True:
                counted = known if counted is True else counted & known
        if quantity.where is None or counted is False:
            return counted
        met: Bools = quantity.where(self.columns.__getitem__)
        return met if counted is True else counted & met

    def _values(self, quantity: Quantity) -> Integers:
        if callable(quantity.value):
            values: Integers = quantity.value(self.columns.__getitem__)
            return values
        return np.ones(self.rows, np.int64) if quantity.value == ONE else self.columns[quantity.value]

    def _distinct_days(self) -> Integers:
        """Number of distinct days of each run, counted as bits."""
        if not len(self.starts):
            return np.zeros(0, np.int64)
        day = self.columns["day"]
        first = int(day.min())
        if int(day.max()) - first >= MAX_DAYS:
            raise ValueError("the lines are of more than one month")
        bits = np.bitwise_or.reduceat(np.uint64(1) << (day - first).astype(np.uint64), self.starts)
        return np.bitwise_count(bits).astype(np.int64)
