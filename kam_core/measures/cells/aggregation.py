"""Aggregations that add up over parts: sum, minimum, maximum, and any."""

from __future__ import annotations

import enum

import narwhals.stable.v2 as nw
import numpy as np

_INT64 = np.iinfo(np.int64)


class Aggregation(enum.Enum):
    """How values are aggregated; the aggregate of aggregates of parts is that of the whole."""

    SUM = "sum"
    MIN = "min"
    MAX = "max"
    ANY = "any"
    """Of zeros and ones; 0 without a value."""

    def expression(self, column: str) -> nw.Expr:
        """The aggregate of a column, on any engine."""
        values = nw.col(column)
        if self is Aggregation.SUM:
            return values.sum()
        return values.min() if self is Aggregation.MIN else values.max()

    @property
    def ufunc(self) -> np.ufunc:
        """The aggregate of two arrays."""
        if self is Aggregation.SUM:
            return np.add
        return np.minimum if self is Aggregation.MIN else np.maximum

    @property
    def nullable(self) -> bool:
        """Whether the aggregate of no values is null; else it is 0."""
        return self in (Aggregation.MIN, Aggregation.MAX)

    @property
    def identity(self) -> int:
        """The value that changes no aggregate; it stands for null in arrays, as no day and no money is that large."""
        if not self.nullable:
            return 0
        return _INT64.max if self is Aggregation.MIN else _INT64.min
