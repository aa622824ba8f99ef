"""Tiers over many draws of weights: float32 scores, float64 near a cut."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kam_core.scoring.tiering.tier import NONE, C, Codes
from kam_core.whatif.robustness.one_weight import Numbers, Rows
from kam_core.whatif.robustness.tie_counts import Counts, Ties

ONE_THREAD = 250_000
"""Multiplications of one matrix product below which BLAS starts no second thread."""
NEAR = 1e-3
"""Points within which float32 may confuse two accounts: these are compared in float64."""
DIGITS = 10
Single = npt.NDArray[np.float32]


class DrawnScores:
    """Points of the competing accounts, in float32 for speed and in float64 near cuts."""

    def __init__(self, points: Numbers, known: npt.NDArray[np.bool_] | None) -> None:
        self.points = points
        self.known = None if known is None else known.astype(np.float64)
        self._points = np.ascontiguousarray(points.T, np.float32)
        self._known = None if known is None else np.ascontiguousarray(known.T, np.float32)

    def scores(self, drawn: Numbers) -> Single:
        """draws × accounts; −1 for accounts without any value."""
        weights = drawn.astype(np.float32)
        scores = _product(weights, self._points)
        if self._known is not None:
            below = _product(weights, self._known)
            with np.errstate(divide="ignore", invalid="ignore"):
                scores /= below
            np.copyto(scores, -1.0, where=below <= 0)
        return scores

    def excess(self, rows: Rows, weights: Numbers, limit: float) -> Numbers:
        """Excess of some accounts over a limit in float64, times the sum of their weights."""
        above = self.points[rows] - limit
        if self.known is not None:
            above *= self.known[rows]
        excess: Numbers = (above * weights).sum(axis=-1)
        return excess

    def exact(self, rows: Rows, weights: Numbers) -> Numbers:
        """Scores of some accounts under one draw (weights that add up to 1), in double; −1 without any value."""
        above: Numbers = (self.points[rows] * weights).sum(axis=1)
        if self.known is None:
            return above
        below = (self.known[rows] * weights).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(below > 0, above / below, -1.0)


def _product(weights: Single, points: Single) -> Single:
    """A matrix product in pieces so small that BLAS uses one thread: on busy cores two are far slower."""
    found = np.empty((len(weights), points.shape[1]), np.float32)
    width = max(1, ONE_THREAD // max(1, weights.size))
    for start in range(0, points.shape[1], width):
        part = slice(start, start + width)
        np.matmul(weights, points[:, part], out=found[:, part])
    return found


def at_least(scores: Single, table: DrawnScores, drawn: Numbers, limit: float) -> Counts:
    reached = scores >= np.float32(limit)
    draw, row = np.nonzero(np.abs(scores - np.float32(limit)) <= NEAR)
    # Tolerance for rounding: an account with the cut's points on every criterion reaches it under any weights.
    reached[draw, row] = table.excess(row, drawn[draw], limit) >= -1e-12
    count: Counts = reached.sum(axis=0, dtype=np.int64)
    return count


def best(
    scores: Single, table: DrawnScores, drawn: Numbers, places: tuple[int, int, int], rows: Rows, ties: Ties
) -> Counts:
    """Number of draws in which each account had one of the best ranks: accounts × 3. rows: their rows among all."""
    n = scores.shape[1]
    found = np.zeros((n, len(places)), np.int64)
    inner = [place for place in set(places) if 0 < place < n]
    edges = sorted({n - place for place in inner} | {n - place - 1 for place in inner})
    ordered = np.partition(scores, edges, axis=1) if edges else scores
    insides: list[npt.NDArray[np.bool_]] = []
    tied: dict[int, dict[int, Rows]] = {}
    for column, place in enumerate(places):
        if place >= n or place == 0:
            # An account without a score takes no seat, even an empty one.
            inside = (scores >= 0) & (place > 0)
        else:
            last_in, first_out = ordered[:, n - place], ordered[:, n - place - 1]
            inside = scores >= last_in[:, None]
            for draw in np.flatnonzero(last_in - first_out <= NEAR).tolist():
                inside[draw], equals = _seated(scores[draw], table, drawn[draw], place, float(last_in[draw]))
                if len(equals):
                    tied.setdefault(draw, {})[column] = equals
        found[:, column] = inside.sum(axis=0)
        insides.append(inside)
    for draw, edge in tied.items():
        codes = np.full(n, C, np.int8)
        for inside in insides:
            codes -= inside[draw].view(np.int8)
        ties.count_ties({column: rows[equals] for column, equals in edge.items()}, _to_all_rows(codes, rows, ties.size))
    return found


def _to_all_rows(codes: Codes, rows: Rows, n: int) -> Codes:
    everyone = np.full(n, NONE, np.int8)
    everyone[rows] = codes
    return everyone


def _seated(
    scores: Single, table: DrawnScores, weights: Numbers, place: int, edge: float
) -> tuple[npt.NDArray[np.bool_], Rows]:
    """Flags of seats where the scores at the edge are too close for float32: ties go to the earlier account.

    And the tied rows there: those with the score of both the last inside and the first outside.
    """
    inside: npt.NDArray[np.bool_] = scores > edge + NEAR
    close = np.flatnonzero((np.abs(scores - edge) <= NEAR) & (scores >= 0))
    left = place - int(inside.sum())
    # Rounded, so that equal scores from different sums stay in the order of the accounts.
    exact = np.round(table.exact(close, weights), DIGITS)
    ranked = np.argsort(-exact, kind="stable")
    inside[close[ranked[:left]]] = True
    if left >= len(close) or exact[ranked[left - 1]] != exact[ranked[left]]:
        return inside, close[:0]
    return inside, close[exact == exact[ranked[left]]]
