"""Score accounts: weighted mean of the points per criterion, with contributions and coverage (domain: score)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.kernel.approximate_scores import ApproximateScores
from kam_core.scoring.kernel.points_matrix import PointsMatrix, Rows, total_weight
from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.model.model import Model
from kam_core.scoring.utility import Percentile
from kam_core.vocabulary.cached_property import cached_property
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.money import MONEY_SCALE

Matrix = npt.NDArray[np.float64]
MISSING_POINTS = {"neutral": 50.0, "worst": 0.0}
MIN_APPROXIMATE_ACCOUNTS = 50_000
"""Accounts from which scores in single precision first are faster."""
MAX_SCALE = 1e6
"""Beyond this factor an account has so little known weight that single precision has no digits left."""


@dataclass(frozen=True)
class Utilities:
    """Points of every account on every criterion, before weighting; a weight change does not affect them.

    points: accounts × criteria, float64, NaN where the account lacks the value.
    active: one flag per criterion; false where no account has data, or where its `unless` criterion has.
    rank_error: maximal error of percentile ranks (0–1); 0 where all ranks are exact.
    """

    criteria: tuple[Criterion, ...]
    points: Matrix
    active: npt.NDArray[np.bool_]
    rank_error: float = 0.0

    @cached_property
    def points_matrix(self) -> PointsMatrix:
        """The points in the layout of the slider loop; built once."""
        return PointsMatrix.of(self.points)


@dataclass(frozen=True)
class Scores:
    """Scores, coverage and contributions in the order of the accounts; each is computed on first use.

    points_matrix: the points; weights: k, 0 for inactive criteria; missing: the policy for missing values.
    """

    points_matrix: PointsMatrix
    weights: Matrix
    missing: str

    @cached_property
    def score(self) -> Matrix:
        """0–100, NaN where no criterion with a weight has a value."""
        return _all_scores(self.points_matrix, self.weights, self.missing)

    @cached_property
    def approximate(self) -> ApproximateScores:
        """The scores for tiering: exact ones, or approximate ones for very many accounts."""
        if "score" in self.__dict__ or len(self.points_matrix) < MIN_APPROXIMATE_ACCOUNTS:
            return exact_scores(self.score)
        scale, shift = self._scale_and_shift
        base = scale[scale > 0]
        if not len(base) or float(base.max()) * total_weight(self.weights) > MAX_SCALE:
            return exact_scores(self.score)
        given = self.points_matrix, self.weights, self.missing
        return ApproximateScores(
            *self.points_matrix.approximate_totals(self.weights, scale, shift),
            partial(_exact_at, *given),
            partial(_exact_all, *given),
        )

    def at(self, rows: Rows) -> Matrix:
        """The scores of some accounts, bit-equal to those in `score`."""
        return (
            self.score[rows]
            if "score" in self.__dict__
            else _scores_at(self.points_matrix, self.weights, self.missing, rows)
        )

    @cached_property
    def coverage(self) -> Matrix:
        """Share of the active weight on criteria with a value."""
        total, known = total_weight(self.weights), self.points_matrix.known_weight(self.weights)
        share = known / total if total > 0 else 0 * known
        return np.broadcast_to(self.points_matrix.by_account(share), (len(self.points_matrix),))

    @cached_property
    def contributions(self) -> Matrix:
        """Accounts × criteria; a row adds up to the score within 1e-9 (0 for inactive criteria)."""
        return self.contributions_of(np.arange(len(self.points_matrix)))

    def contributions_of(self, rows: Rows) -> Matrix:
        """The contributions of some accounts, such as those on the screen."""
        points = self.points_matrix.points[rows]
        filled = np.where(np.isnan(points), MISSING_POINTS.get(self.missing, 0.0), points)
        base = _bases(self.points_matrix, self.weights, self.missing)[self.points_matrix.pattern[rows]][:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(base > 0, filled * self.weights / base, 0.0)

    @property
    def _scale_and_shift(self) -> tuple[Matrix, Matrix]:
        """Scale and shift of the weighted sum by missing pattern; NaN where there is no score."""
        bases = _bases(self.points_matrix, self.weights, self.missing)
        scale = np.divide(1.0, bases, out=np.full(len(bases), np.nan), where=bases > 0)
        fill = MISSING_POINTS.get(self.missing, 0.0)
        rest = (
            total_weight(self.weights) - self.points_matrix.known_weight(self.weights) if fill else np.zeros(len(bases))
        )
        return scale, np.nan_to_num(fill * rest * scale)


def exact_scores(score: Matrix) -> ApproximateScores:
    """Exact scores in the form of approximate ones, −inf for NaN."""
    has_nan = len(score) > 0 and np.isnan(score.min())
    return ApproximateScores(np.where(np.isnan(score), -np.inf, score) if has_nan else score)


def _bases(points: PointsMatrix, weights: Matrix, missing: str) -> Matrix:
    """The divisor of the weighted sum, by missing pattern."""
    return points.known_weight(weights) if missing == "share_out" else np.full(len(points.masks), total_weight(weights))


def _all_scores(points: PointsMatrix, weights: Matrix, missing: str) -> Matrix:
    return _divided(points.totals(weights), points.by_account, points, weights, missing)


def _scores_at(points: PointsMatrix, weights: Matrix, missing: str, rows: Rows) -> Matrix:
    pattern = points.pattern[rows]
    return _divided(points.totals_at(rows, weights), lambda values: values[pattern], points, weights, missing)


def _divided(
    sums: Matrix, by_account: Callable[[Matrix], Matrix], points: PointsMatrix, weights: Matrix, missing: str
) -> Matrix:
    if fill := MISSING_POINTS.get(missing, 0.0):
        sums = sums + by_account(fill * (total_weight(weights) - points.known_weight(weights)))
    with np.errstate(divide="ignore", invalid="ignore"):
        # 0 / 0 is NaN: an account without any value has no score.
        sums = np.divide(sums, by_account(_bases(points, weights, missing)), out=sums)
    return np.minimum(sums, 100.0, out=sums)


def _exact_all(points: PointsMatrix, weights: Matrix, missing: str) -> Matrix:
    return exact_scores(_all_scores(points, weights, missing)).exact_all()


def _exact_at(points: PointsMatrix, weights: Matrix, missing: str, rows: Rows) -> Matrix:
    return exact_scores(_scores_at(points, weights, missing, rows)).exact_all()


def raw_values(frame: pl.DataFrame, measure: str) -> Matrix:
    """A measure as float64 in its own unit (money in currency units); NaN where missing or not finite."""
    values = frame[measure].cast(pl.Float64).to_numpy().astype(np.float64, copy=True)
    if MEASURES[measure].kind is Kind.MONEY:
        values /= MONEY_SCALE
    values[~np.isfinite(values)] = np.nan
    return values


def utilities(frame: pl.DataFrame, model: Model) -> Utilities:
    """Compute the points of every account on every criterion. ValueError while bounds are open."""
    points, rank_error = np.empty((frame.height, len(model.criteria))), 0.0
    for k, criterion in enumerate(model.criteria):
        values = raw_values(frame, criterion.measure)
        if isinstance(criterion.utility, Percentile):
            points[:, k], error = criterion.utility.ranked(values)
            rank_error = max(rank_error, error)
        else:
            points[:, k] = criterion.utility.points(values)
    has_data = {c.name: not bool(np.isnan(points[:, k]).all()) for k, c in enumerate(model.criteria)}
    active = np.array(
        [has_data[c.name] and not (c.unless is not None and has_data[c.unless]) for c in model.criteria], dtype=bool
    )
    return Utilities(model.criteria, points, active, rank_error)


def weighted_sum(
    points: Matrix, weights: Matrix, missing: str = "share_out", points_matrix: PointsMatrix | None = None
) -> Scores:
    """Scores of a matrix of points (NaN = missing) under non-negative weights.

    points: n × k; weights: k, any positive sum. `missing` is the policy for gaps: `share_out` renormalises the
    account's own weights, `neutral` fills 50, `worst` fills 0. `points_matrix`: the same points as laid out before.
    """
    scores = Scores(points_matrix or PointsMatrix.of(points), weights, missing)
    _ = scores.score  # Now, since the caller may change the weights afterwards.
    return scores


def score(matrix: Utilities, model: Model) -> Scores:
    """Scores under the model's weights; criteria without data drop out and their weight is shared out."""
    weights = np.array([criterion.weight for criterion in model.criteria]) * matrix.active
    return Scores(matrix.points_matrix, weights, model.missing)


def group_points(matrix: Utilities, model: Model, groups: tuple[str, ...]) -> Matrix:
    """Points 0–100 of one part of the model: the weighted sum over the criteria of these groups, gaps shared out."""
    weights = np.array([c.weight if c.group in groups else 0.0 for c in model.criteria]) * matrix.active
    return weighted_sum(matrix.points, weights, points_matrix=matrix.points_matrix).score
