"""Score = Σ w·u / Σ w with contributions and coverage (domain: score)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.board import Board, Weighed
from kam_core.scoring.model import Criterion, Model
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.money import MONEY_SCALE

Matrix = npt.NDArray[np.float64]
MISSING_POINTS = {"neutral": 50.0, "worst": 0.0}


@dataclass(frozen=True)
class Utilities:
    """The points of every account on every criterion, before any weight: what a weight change leaves alone.

    points: accounts × criteria, float64, NaN where the account lacks the value.
    active: one flag per criterion; false where nobody has data, or where its `unless` criterion has.
    """

    criteria: tuple[Criterion, ...]
    points: Matrix
    active: npt.NDArray[np.bool_]

    @cached_property
    def board(self) -> Board:
        """The points laid out for many weight changes; made once."""
        return Board.of(self.points)


@dataclass(frozen=True)
class Scores:
    """Scores and what they are made of, in the order of the accounts.

    score: 0–100, NaN where no weight rests on any value; board: the points; weights, what became of them by pattern of
    gaps, and the policy for gaps are what the rest is made of when it is looked at.
    """

    score: Matrix
    board: Board
    weights: Matrix
    weighed: Weighed
    missing: str

    @cached_property
    def coverage(self) -> Matrix:
        """The share of the active weight that rests on data."""
        share = self.weighed.present / self.weighed.weight if self.weighed.weight > 0 else 0 * self.weighed.present
        return np.broadcast_to(self.board.spread(share), self.score.shape)

    @cached_property
    def base(self) -> Matrix:
        """The weight that each account's points are divided by."""
        return np.broadcast_to(self.board.spread(_bases(self.weighed, self.missing)), self.score.shape)

    @cached_property
    def contributions(self) -> Matrix:
        """Accounts × criteria; a row adds up to the score within 1e-9 (0 for criteria that dropped out)."""
        return self.contributions_of(np.arange(len(self.score)))

    def contributions_of(self, rows: npt.NDArray[np.intp]) -> Matrix:
        """The contributions of some accounts; a slider's move asks for those that it shows."""
        known = self.board.masks[self.board.pattern[rows]]
        filled = np.where(known, self.board.columns[:, rows].T, MISSING_POINTS.get(self.missing, 0.0))
        base = self.base[rows][:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(base > 0, filled * self.weights / base, 0.0)


def _bases(weighed: Weighed, missing: str) -> Matrix:
    return weighed.present if missing == "share_out" else np.full(len(weighed.present), weighed.weight)


def raw_values(frame: pl.DataFrame, measure: str) -> Matrix:
    """A measure as float64 in its own unit (money in currency units); NaN where missing or not finite."""
    values = frame[measure].cast(pl.Float64).to_numpy().astype(np.float64, copy=True)
    if MEASURES[measure].kind is Kind.MONEY:
        values /= MONEY_SCALE
    values[~np.isfinite(values)] = np.nan
    return values


def utilities(frame: pl.DataFrame, model: Model) -> Utilities:
    """Points of every account on every criterion. ValueError while bounds are still to be proposed."""
    columns = [criterion.utility.points(raw_values(frame, criterion.measure)) for criterion in model.criteria]
    points = np.column_stack(columns) if columns else np.empty((frame.height, 0))
    known = ~np.isnan(points)
    has_data = {c.name: bool(known[:, k].any()) for k, c in enumerate(model.criteria)}
    active = np.array(
        [has_data[c.name] and not (c.unless is not None and has_data[c.unless]) for c in model.criteria], dtype=bool
    )
    return Utilities(model.criteria, points, active)


def weighted_sum(points: Matrix, weights: Matrix, missing: str = "share_out", board: Board | None = None) -> Scores:
    """Scores of a matrix of points (NaN = missing) under non-negative weights.

    points: n × k; weights: k, any positive sum. `missing` is the policy for gaps: `share_out` renormalises the
    account's own weights, `neutral` fills 50, `worst` fills 0. `board`: the same points as laid out before.
    """
    board = board or Board.of(points)
    weighed = board.weigh(weights)
    found = weighed.total
    if fill := MISSING_POINTS.get(missing, 0.0):
        found = found + board.spread(fill * (weighed.weight - weighed.present))
    with np.errstate(divide="ignore", invalid="ignore"):
        # 0 / 0 is NaN: nobody knows the score of an account without any value.
        found = np.divide(found, board.spread(_bases(weighed, missing)), out=found)
    return Scores(np.minimum(found, 100.0, out=found), board, weights, weighed, missing)


def score(matrix: Utilities, model: Model) -> Scores:
    """Scores under the model's weights; criteria without data drop out and their weight is shared out."""
    weights = np.array([criterion.weight for criterion in model.criteria]) * matrix.active
    return weighted_sum(matrix.points, weights, model.missing, matrix.board)


def group_points(matrix: Utilities, model: Model, groups: tuple[str, ...]) -> Matrix:
    """Points 0–100 of one part of the model: the weighted sum over the criteria of these groups, gaps shared out."""
    weights = np.array([c.weight if c.group in groups else 0.0 for c in model.criteria]) * matrix.active
    return weighted_sum(matrix.points, weights, board=matrix.board).score
