"""Distinct purchase histories with the number of accounts that share each, on which the models are fitted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.insight.retention.maximum_likelihood import Floats

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class GroupedHistories:
    """Distinct (frequency, recency, age) and how many accounts have each; times in weeks.

    distinct: the different frequencies, rising; place: the position of each row's frequency among them.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    count: Floats
    distinct: Floats
    place: Integers

    @classmethod
    def of(cls, histories: pl.DataFrame) -> GroupedHistories:
        """Group equal rows of `frequency`, `recency`, `age`."""
        rows = (
            histories.group_by("frequency", "recency", "age").agg(pl.len().alias("count"))
            .sort("frequency", "recency", "age")
        )  # fmt: skip
        frequency = rows["frequency"].cast(pl.Float64).to_numpy()
        distinct, place = np.unique(frequency, return_inverse=True)
        return cls(
            frequency,
            rows["recency"].cast(pl.Float64).to_numpy(),
            rows["age"].cast(pl.Float64).to_numpy(),
            rows["count"].cast(pl.Float64).to_numpy(),
            distinct,
            place.astype(np.int64),
        )

    @property
    def accounts(self) -> int:
        """The number of accounts."""
        return int(self.count.sum())
