"""Utility functions: raw value of a criterion → 0–100 points (domain: score).

Each is a frozen, strict value with one method `points(values)`: float64 in, float64 out, same length, NaN
where the value is missing. Bounds are in the measure's own unit (money in currency units). Ranges are stored
numbers, so adding an account never moves the others; only `percentile` looks at the whole population.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, model_validator

from kam_core.measures.percentile_histogram import EXACT_RANKS, fine_histogram
from kam_core.scoring.model.validation_messages import ModelRuleError
from kam_core.vocabulary.message import Message

Values = npt.NDArray[np.float64]

FULL = 100.0
HALF = 50.0


class Utility(BaseModel):
    """Base of all utilities: strict, no unknown keys, no NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    @property
    def unbounded(self) -> bool:
        """Whether the bounds have still to be proposed from the data."""
        return False

    @property
    def flat(self) -> bool:
        """Whether the bounds coincide, so that every account gets 50 points."""
        return False


class Bounded(Utility):
    """A utility between two bounds. `lo` is worth 0 and `hi` 100; lo above hi means that less is better."""

    lo: float | None = None
    hi: float | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.lo is None) != (self.hi is None):
            raise ModelRuleError(Message("enter both lo and hi, or leave both blank to use proposals from the data"))
        return self

    @property
    def unbounded(self) -> bool:
        return self.lo is None

    @property
    def flat(self) -> bool:
        return self.lo is not None and self.lo == self.hi

    def bounds(self) -> tuple[float, float]:
        """The bounds; ValueError while they are still to be proposed."""
        if self.lo is None or self.hi is None:
            raise ValueError("the bounds have not been proposed yet")
        return self.lo, self.hi


class Linear(Bounded):
    """`linear(lo, hi)`: straight line from 0 to 100 points, cut off at both ends."""

    kind: Literal["linear"] = "linear"

    def points(self, values: Values) -> Values:
        """Points of each value; NaN stays NaN."""
        lo, hi = self.bounds()
        if lo == hi:
            return np.where(np.isnan(values), np.nan, HALF)
        return np.clip((values - lo) / (hi - lo), 0.0, 1.0) * FULL


class Log(Bounded):
    """`log(lo, hi)`: straight line in the logarithm; a value ≤ 0 is 0 points."""

    kind: Literal["log"] = "log"

    @model_validator(mode="after")
    def _positive(self) -> Self:
        if (self.lo is not None and self.lo <= 0) or (self.hi is not None and self.hi <= 0):
            raise ModelRuleError(Message("a logarithmic scale needs a range above 0"))
        return self

    def points(self, values: Values) -> Values:
        """Points of each value; NaN stays NaN."""
        lo, hi = self.bounds()
        if lo == hi:
            return np.where(np.isnan(values), np.nan, HALF)
        positive = np.log(np.where(values > 0, values, 1.0))
        share = np.clip((positive - np.log(lo)) / (np.log(hi) - np.log(lo)), 0.0, 1.0)
        return np.where(np.isnan(values), np.nan, np.where(values > 0, share, 0.0) * FULL)


class Percentile(Utility):
    """`percentile`: mean rank among the accounts that have the value, ties shared: 0 lowest, 100 top."""

    kind: Literal["percentile"] = "percentile"
    more_is_better: bool = True

    def points(self, values: Values) -> Values:
        """Points of each value; a single value gets 50, NaN stays NaN."""
        return self.ranked(values)[0]

    def ranked(self, values: Values, exact_up_to: int = EXACT_RANKS) -> tuple[Values, float]:
        """The points and the maximal error of a rank (0–1): 0 up to `exact_up_to` values, which are sorted."""
        known = ~np.isnan(values)
        if np.count_nonzero(known) <= exact_up_to:
            return self._exact_points(values, known), 0.0
        histogram = fine_histogram(values)
        ranks = histogram.mean_ranks(values)
        return (ranks if self.more_is_better else FULL - ranks), histogram.error_bound

    def _exact_points(self, values: Values, known: npt.NDArray[np.bool_]) -> Values:
        points = np.full(values.shape, np.nan)
        n = int(known.sum())
        if n == 0:
            return points
        if n == 1:
            points[known] = HALF
            return points
        _, place, count = np.unique(values[known], return_inverse=True, return_counts=True)
        ends = np.cumsum(count)
        mean_rank = (ends - count + ends - 1) / 2
        share = mean_rank[place] / (n - 1)
        points[known] = (share if self.more_is_better else 1.0 - share) * FULL
        return points


class Steps(Utility):
    """`steps`: the points of the highest threshold that the value reaches; `below` under the first."""

    kind: Literal["steps"] = "steps"
    thresholds: tuple[float, ...] = ()
    points_from: tuple[float, ...] = ()
    below: float = 0.0

    @model_validator(mode="after")
    def _ladder(self) -> Self:
        if len(self.thresholds) != len(self.points_from):
            raise ModelRuleError(Message("steps need as many points_from as thresholds"))
        if any(a > b for a, b in zip(self.thresholds, self.thresholds[1:], strict=False)):
            raise ModelRuleError(Message("the thresholds of steps must increase"))
        if not all(0 <= p <= FULL for p in (*self.points_from, self.below)):
            raise ModelRuleError(Message("points lie between 0 and 100"))
        return self

    @property
    def unbounded(self) -> bool:
        return not self.thresholds

    def points(self, values: Values) -> Values:
        """Points of each value; NaN stays NaN."""
        ladder = np.array([self.below, *self.points_from])
        reached = np.searchsorted(np.array(self.thresholds), values, side="right")
        return np.where(np.isnan(values), np.nan, ladder[reached])


class Levels(Utility):
    """`levels`: an ordinal from `first` upwards → points, by default the five levels of a judgement 1–5."""

    kind: Literal["levels"] = "levels"
    first: int = 1
    points_at: tuple[float, ...] = (0.0, 25.0, 50.0, 75.0, 100.0)

    @model_validator(mode="after")
    def _range(self) -> Self:
        if len(self.points_at) < 2 or not all(0 <= p <= FULL for p in self.points_at):
            raise ModelRuleError(Message("levels need at least two points_at between 0 and 100"))
        return self

    def points(self, values: Values) -> Values:
        """Points of each value, straight between two levels (a mean of judgements); NaN stays NaN."""
        at = np.arange(self.first, self.first + len(self.points_at), dtype=np.float64)
        return np.where(np.isnan(values), np.nan, np.interp(values, at, np.array(self.points_at)))


class Target(Utility):
    """`target(at, tolerance)`: 100 points at the target, falling straight to 0 one tolerance away."""

    kind: Literal["target"] = "target"
    at: float
    tolerance: float = Field(gt=0)

    def points(self, values: Values) -> Values:
        """Points of each value; NaN stays NaN."""
        return np.clip(1.0 - np.abs(values - self.at) / self.tolerance, 0.0, 1.0) * FULL


AnyUtility = Annotated[Linear | Log | Percentile | Steps | Levels | Target, Field(discriminator="kind")]
