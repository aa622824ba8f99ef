"""Scores in two precisions: float32 for all accounts, float64 for those near a cut.

Among ten million accounts a handful is so close to a cut that float32 cannot tell the side. For these the sums are
computed in float64, and every tier is the one that float64 scores of all accounts would give.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kam_core.scoring.kernel.class_histogram import ClassHistogram
from kam_core.scoring.tiering.tier_inputs import Flags
from kam_core.vocabulary.cached_property import cached_property

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
CLASSES = 4096
FIRST, LAST = 1, CLASSES - 1
"""Class 0 is for accounts that are not counted."""
LOWEST, PER_POINT = FIRST + 0.37, (LAST - FIRST - 1) / 100.0
"""The position of 0 points on the scale of classes, and the step per point. Round scores, which are frequent, are well
within their class."""
ROUNDED = 0.001
"""Error of float32 on the scale of classes, as a part of a class."""
BLOCK = 65_536
"""Accounts in one step: their intermediate arrays fit into the processor's cache."""


class ApproximateScores:
    """Scores 0–100, −inf where there is none.

    values: float64 or float32, each within `tolerance` points of the score; with a tolerance of 0 it is the score.
    """

    def __init__(
        self,
        values: npt.NDArray[np.floating],
        tolerance: float = 0.0,
        refine: Callable[[Rows], Floats] | None = None,
        refine_all: Callable[[], Floats] | None = None,
    ) -> None:
        """`refine` and `refine_all` compute scores in float64; both are given where there is a tolerance."""
        self.values, self.tolerance = values, tolerance
        self._refine, self._refine_all = refine, refine_all
        self._classes: list[ScoreClasses] = []

    def __len__(self) -> int:
        """Number of accounts."""
        return len(self.values)

    def exact(self, rows: Rows) -> Floats:
        """The exact scores of some accounts, −inf where there is none."""
        return self.values[rows].astype(np.float64) if self._refine is None else self._refine(rows)

    def exact_all(self) -> Floats:
        """The exact scores of all accounts."""
        return np.asarray(self.values, np.float64) if self._refine_all is None else self._refine_all()

    def at_least(self, limit: float, rows: Rows | None = None) -> Flags:
        """Flags of scores not below a limit, of some rows or of all."""
        values = self.values if rows is None else self.values[rows]
        flags = np.asarray(values >= limit)
        if self.tolerance:
            close = np.abs(values - limit) <= 2 * self.tolerance if rows is not None else None
            doubt = self.candidates(limit, limit) if close is None else np.flatnonzero(close)
            flags[doubt] = self.exact(doubt if rows is None else rows[doubt]) >= limit
        return flags

    def candidates(self, low: float, high: float) -> Rows:
        """Rows whose score may be from `low` to `high`; a few may be just outside."""
        parts = []
        for start in range(0, len(self), BLOCK):
            part = self.values[start : start + BLOCK]
            inside = part >= low - self.tolerance
            inside &= part <= high + self.tolerance
            parts.append(np.flatnonzero(inside) + start)
        return np.concatenate(parts) if parts else np.empty(0, np.intp)

    def classes(self, among: Flags) -> ScoreClasses:
        """Classes of the approximate scores of flagged accounts; cached, as both cut and Pareto curve use them."""
        for classes in self._classes:
            if classes.among is among:
                return classes
        self._classes.append(ScoreClasses(self, among))
        return self._classes[-1]


class ScoreClasses:
    """Class of each approximate score, rising with it, and the accounts per class; class 0 for those not flagged.

    close: rows so close to the edge of a class that the score may be on its other side; none without a tolerance.
    edge: for each of these the class whose lower end it is.
    """

    def __init__(self, approximate: ApproximateScores, among: Flags) -> None:
        self.among = among
        self.of = np.empty(len(approximate), np.uint16)
        doubt = approximate.tolerance * PER_POINT + ROUNDED
        histogram = ClassHistogram(CLASSES, np.int32, len(approximate))
        buffers = _BlockBuffers.of(min(BLOCK, len(approximate)), np.result_type(approximate.values.dtype, np.float32))
        close, edges = [], []
        # In blocks: the intermediate arrays fit into the processor's cache, which halves the time at a million.
        for start in range(0, len(approximate), BLOCK):
            block = slice(start, start + BLOCK)
            values = approximate.values[block]
            place, edge, whole, flags, ones = buffers.first(len(values))
            _positions(values, place)
            np.copyto(whole, place, casting="unsafe")
            np.multiply(whole, among[block], out=whole)
            np.copyto(self.of[block], whole, casting="unsafe")
            histogram.add(whole, ones)
            if approximate.tolerance:
                np.rint(place, out=edge)
                np.subtract(place, edge, out=edge)
                np.less(np.abs(edge, out=edge), doubt, out=flags)
                found = np.flatnonzero(flags)
                edges.append(np.rint(place[found]).astype(np.intp))
                close.append(found + start)
        self.counts = histogram.sums
        self.counts[0] = 0
        self.close = np.concatenate(close) if close else np.empty(0, np.intp)
        self.edge = np.concatenate(edges) if edges else np.empty(0, np.intp)

    @cached_property
    def from_top(self) -> npt.NDArray[np.int64]:
        """Accounts in the best class, in the best two, … in all."""
        return np.cumsum(self.counts[::-1], dtype=np.int64)


class _BlockBuffers(NamedTuple):
    """Intermediate arrays of one block, reused for the next."""

    place: npt.NDArray[np.floating]
    edge: npt.NDArray[np.floating]
    whole: npt.NDArray[np.int32]
    flags: Flags
    ones: npt.NDArray[np.int32]

    @classmethod
    def of(cls, size: int, kind: np.dtype[np.floating]) -> _BlockBuffers:
        whole, ones = np.empty(size, np.int32), np.ones(size, np.int32)
        return cls(np.empty(size, kind), np.empty(size, kind), whole, np.empty(size, np.bool_), ones)

    def first(self, size: int) -> _BlockBuffers:
        """The part that a block of this size needs."""
        return _BlockBuffers(*(part[:size] for part in self))  # type: ignore[arg-type]


def class_of(values: npt.NDArray[np.floating]) -> Rows:
    """The class of each score; a higher class means a higher score."""
    return _positions(values).astype(np.intp)


def _positions(
    values: npt.NDArray[np.floating], out: npt.NDArray[np.floating] | None = None
) -> npt.NDArray[np.floating]:
    """Position of each score on the scale of classes; accounts without a score are lowest."""
    place: npt.NDArray[np.floating] = np.multiply(values, PER_POINT, out=out)
    place += LOWEST
    return np.clip(place, FIRST, LAST, out=place)
