"""How much of the target of a window was reached."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class TargetReached:
    """target and revenue of the complete months that have a target (ten-thousandths); months: their number; of_months:
    the months of the window.
    """

    target: int
    revenue: int
    months: int
    of_months: int

    @property
    def share(self) -> float | None:
        """Revenue / target, above 1 where more was sold; None without a positive target."""
        return self.revenue / self.target if self.target > 0 else None

    @property
    def difference(self) -> int:
        """Revenue − target."""
        return self.revenue - self.target

    @property
    def is_partial(self) -> bool:
        """Whether months of the window are left out: without a target, or unfinished."""
        return self.months < self.of_months


def target_reached(months: pl.DataFrame) -> TargetReached | None:
    """From `result_months` of a window; None where no complete month has a target."""
    counted = months.filter(pl.col("target").is_not_null() & ~pl.col("unfinished"))
    if counted.is_empty():
        return None
    return TargetReached(int(counted["target"].sum()), int(counted["revenue"].sum()), counted.height, months.height)
