"""Score = Σ w·u / Σ w with contributions and coverage (domain: score)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.kernel.approximate_scores import Sight
from kam_core.scoring.kernel.points_matrix import Board, Rows, whole
from kam_core.scoring.model.model import Criterion, Model
from kam_core.scoring.utility import Percentile
from kam_core.vocabulary.cached_property import cached_property
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.money import MONEY_SCALE

Matrix = npt.NDArray[np.float64]
MISSING_POINTS = {"neutral": 50.0, "worst": 0.0}
MANY = 50_000
"""Accounts from which a first look in single precision pays."""
STEEPEST = 1e6
"""An account may know so little of the weight that single precision has no digits left for it: no first look then."""


@dataclass(frozen=True)
class Utilities:
    """The points of every account on every criterion, before any weight: what a weight change leaves alone.

    points: accounts × criteria, float64, NaN where the account lacks the value.
    active: one flag per criterion; false where nobody has data, or where its `unless` criterion has.
    rank_error: by how much of all ranks (0–1) percentile points can be off; 0 where all ranks are exact.
    """

    criteria: tuple[Criterion, ...]
    points: Matrix
    active: npt.NDArray[np.bool_]
    rank_error: float = 0.0

    @cached_property
    def board(self) -> Board:
        """The points laid out for many weight changes; made once."""
        return Board.of(self.points)


@dataclass(frozen=True)
class Scores:
    """Scores and what they are made of, in the order of the accounts; each part is made when it is looked at.

    board: the points; weights: k, of what counts; missing: the policy for gaps.
    """

    board: Board
    weights: Matrix
    missing: str

    @cached_property
    def score(self) -> Matrix:
        """0–100, NaN where no weight rests on any value."""
        return _everybody(self.board, self.weights, self.missing)

    @cached_property
    def sight(self) -> Sight:
        """What tiers are decided by: the scores, or for very many accounts a first look at them."""
        if "score" in self.__dict__ or len(self.board) < MANY:
            return seen(self.score)
        scale, shift = self._lines
        base = scale[scale > 0]
        if not len(base) or float(base.max()) * whole(self.weights) > STEEPEST:
            return seen(self.score)
        given = self.board, self.weights, self.missing
        return Sight(
            *self.board.look(self.weights, scale, shift), partial(_ranked_at, *given), partial(_ranked, *given)
        )

    def at(self, rows: Rows) -> Matrix:
        """The scores of some accounts, to the same bits as in `score`."""
        return self.score[rows] if "score" in self.__dict__ else _some(self.board, self.weights, self.missing, rows)

    @cached_property
    def coverage(self) -> Matrix:
        """The share of the active weight that rests on data."""
        total, present = whole(self.weights), self.board.present(self.weights)
        share = present / total if total > 0 else 0 * present
        return np.broadcast_to(self.board.spread(share), (len(self.board),))

    @cached_property
    def contributions(self) -> Matrix:
        """Accounts × criteria; a row adds up to the score within 1e-9 (0 for criteria that dropped out)."""
        return self.contributions_of(np.arange(len(self.board)))

    def contributions_of(self, rows: Rows) -> Matrix:
        """The contributions of some accounts; a slider's move asks for those that it shows."""
        points = self.board.points[rows]
        filled = np.where(np.isnan(points), MISSING_POINTS.get(self.missing, 0.0), points)
        base = _bases(self.board, self.weights, self.missing)[self.board.pattern[rows]][:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(base > 0, filled * self.weights / base, 0.0)

    @property
    def _lines(self) -> tuple[Matrix, Matrix]:
        """By pattern: what the sum is multiplied by, and what comes on top; NaN where there is no score."""
        bases = _bases(self.board, self.weights, self.missing)
        scale = np.divide(1.0, bases, out=np.full(len(bases), np.nan), where=bases > 0)
        fill = MISSING_POINTS.get(self.missing, 0.0)
        rest = whole(self.weights) - self.board.present(self.weights) if fill else np.zeros(len(bases))
        return scale, np.nan_to_num(fill * rest * scale)


def seen(score: Matrix) -> Sight:
    """Scores as they are, −inf for those that are NaN."""
    return Sight(score if len(score) == 0 or not np.isnan(score.min()) else np.where(np.isnan(score), -np.inf, score))


def _bases(board: Board, weights: Matrix, missing: str) -> Matrix:
    """The weight that points are divided by, by pattern."""
    return board.present(weights) if missing == "share_out" else np.full(len(board.masks), whole(weights))


def _everybody(board: Board, weights: Matrix, missing: str) -> Matrix:
    return _divided(board.totals(weights), board.spread, board, weights, missing)


def _some(board: Board, weights: Matrix, missing: str, rows: Rows) -> Matrix:
    pattern = board.pattern[rows]
    return _divided(board.totals_at(rows, weights), lambda by: by[pattern], board, weights, missing)


def _divided(found: Matrix, spread: Callable[[Matrix], Matrix], board: Board, weights: Matrix, missing: str) -> Matrix:
    if fill := MISSING_POINTS.get(missing, 0.0):
        found = found + spread(fill * (whole(weights) - board.present(weights)))
    with np.errstate(divide="ignore", invalid="ignore"):
        # 0 / 0 is NaN: nobody knows the score of an account without any value.
        found = np.divide(found, spread(_bases(board, weights, missing)), out=found)
    return np.minimum(found, 100.0, out=found)


def _ranked(board: Board, weights: Matrix, missing: str) -> Matrix:
    return seen(_everybody(board, weights, missing)).everybody()


def _ranked_at(board: Board, weights: Matrix, missing: str, rows: Rows) -> Matrix:
    return seen(_some(board, weights, missing, rows)).everybody()


def raw_values(frame: pl.DataFrame, measure: str) -> Matrix:
    """A measure as float64 in its own unit (money in currency units); NaN where missing or not finite."""
    values = frame[measure].cast(pl.Float64).to_numpy().astype(np.float64, copy=True)
    if MEASURES[measure].kind is Kind.MONEY:
        values /= MONEY_SCALE
    values[~np.isfinite(values)] = np.nan
    return values


def utilities(frame: pl.DataFrame, model: Model) -> Utilities:
    """Points of every account on every criterion. ValueError while bounds are still to be proposed."""
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


def weighted_sum(points: Matrix, weights: Matrix, missing: str = "share_out", board: Board | None = None) -> Scores:
    """Scores of a matrix of points (NaN = missing) under non-negative weights.

    points: n × k; weights: k, any positive sum. `missing` is the policy for gaps: `share_out` renormalises the
    account's own weights, `neutral` fills 50, `worst` fills 0. `board`: the same points as laid out before.
    """
    found = Scores(board or Board.of(points), weights, missing)
    _ = found.score  # Now, since nobody promises to leave the weights as they are.
    return found


def score(matrix: Utilities, model: Model) -> Scores:
    """Scores under the model's weights; criteria without data drop out and their weight is shared out."""
    weights = np.array([criterion.weight for criterion in model.criteria]) * matrix.active
    return Scores(matrix.board, weights, model.missing)


def group_points(matrix: Utilities, model: Model, groups: tuple[str, ...]) -> Matrix:
    """Points 0–100 of one part of the model: the weighted sum over the criteria of these groups, gaps shared out."""
    weights = np.array([c.weight if c.group in groups else 0.0 for c in model.criteria]) * matrix.active
    return weighted_sum(matrix.points, weights, board=matrix.board).score
