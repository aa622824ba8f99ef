"""What is seen of the scores: all of them at a first look, and to the last bit wherever something is decided.

Among ten million accounts a handful lies so near to a cut that single precision cannot tell the side. For these the
sums are made in doubles, and every tier is the one that doubles for everybody would have given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kam_core.scoring.kernel.class_histogram import Tally
from kam_core.scoring.tiering.tier_inputs import Flags
from kam_core.vocabulary.cached_property import cached_property

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
CLASSES = 4096
FIRST, LAST = 1, CLASSES - 1
"""Class 0 is for those who are not among those that are counted."""
LEAST, PER_POINT = FIRST + 0.37, (LAST - FIRST - 1) / 100.0
"""The place of 0 points among the classes, and of each point more. Round numbers, of which there may be many, lie well
within their class."""
ROUNDED = 0.001
"""By how much of a class single precision can miss the place of a score within the classes."""
BLOCK = 65_536
"""Accounts at a time: what is made of them stays in the processor's cache."""


class Sight:
    """Scores 0–100, −inf where there is none.

    near: float64 or float32, each within `slack` points of the score; with a slack of 0 it is the score.
    """

    def __init__(
        self,
        near: npt.NDArray[np.floating],
        slack: float = 0.0,
        settle: Callable[[Rows], Floats] | None = None,
        settle_all: Callable[[], Floats] | None = None,
    ) -> None:
        """`settle` and `settle_all` give scores in doubles; both where there is a slack."""
        self.near, self.slack = near, slack
        self._settle, self._settle_all = settle, settle_all
        self._classes: list[ScoreClasses] = []

    def __len__(self) -> int:
        """How many accounts there are."""
        return len(self.near)

    def exact(self, rows: Rows) -> Floats:
        """The scores of some accounts to the last bit, −inf where there is none."""
        return self.near[rows].astype(np.float64) if self._settle is None else self._settle(rows)

    def everybody(self) -> Floats:
        """All scores to the last bit."""
        return np.asarray(self.near, np.float64) if self._settle_all is None else self._settle_all()

    def at_least(self, limit: float, rows: Rows | None = None) -> Flags:
        """Whose score is not below a limit, of some rows or of all."""
        near = self.near if rows is None else self.near[rows]
        flags = np.asarray(near >= limit)
        if self.slack:
            doubt = (
                self.within(limit, limit) if rows is None else np.flatnonzero(np.abs(near - limit) <= 2 * self.slack)
            )
            flags[doubt] = self.exact(doubt if rows is None else rows[doubt]) >= limit
        return flags

    def within(self, low: float, high: float) -> Rows:
        """Everybody whose score can lie from `low` to `high`, and perhaps some who are just outside."""
        found = []
        for start in range(0, len(self), BLOCK):
            part = self.near[start : start + BLOCK]
            inside = part >= low - self.slack
            inside &= part <= high + self.slack
            found.append(np.flatnonzero(inside) + start)
        return np.concatenate(found) if found else np.empty(0, np.intp)

    def classes(self, among: Flags) -> ScoreClasses:
        """Those who are among these in classes of near scores; kept, because cut and curve both ask for them."""
        for made in self._classes:
            if made.among is among:
                return made
        self._classes.append(ScoreClasses(self, among))
        return self._classes[-1]


class ScoreClasses:
    """The class of each near score, rising with it, and how many are in each; 0 for those not among these.

    close: rows so near to the edge of a class that the score may lie on its other side; none without a slack.
    edge: for each of these the class at whose lower end they are, or nearly.
    """

    def __init__(self, sight: Sight, among: Flags) -> None:
        self.among = among
        self.of = np.empty(len(sight), np.uint16)
        doubt = sight.slack * PER_POINT + ROUNDED
        tally = Tally(CLASSES, np.int32, len(sight))
        room = _Room.of(min(BLOCK, len(sight)), np.result_type(sight.near.dtype, np.float32))
        close, edges = [], []
        # Block by block: what lies between fits into the processor's cache, which halves the time at a million.
        for start in range(0, len(sight), BLOCK):
            block = slice(start, start + BLOCK)
            near = sight.near[block]
            place, edge, whole, flags, ones = room.first(len(near))
            _places(near, place)
            np.copyto(whole, place, casting="unsafe")
            np.multiply(whole, among[block], out=whole)
            np.copyto(self.of[block], whole, casting="unsafe")
            tally.add(whole, ones)
            if sight.slack:
                np.rint(place, out=edge)
                np.subtract(place, edge, out=edge)
                np.less(np.abs(edge, out=edge), doubt, out=flags)
                found = np.flatnonzero(flags)
                edges.append(np.rint(place[found]).astype(np.intp))
                close.append(found + start)
        self.counts = tally.sums
        self.counts[0] = 0
        self.close = np.concatenate(close) if close else np.empty(0, np.intp)
        self.edge = np.concatenate(edges) if edges else np.empty(0, np.intp)

    @cached_property
    def from_top(self) -> npt.NDArray[np.int64]:
        """How many are in the best class, in the best two … in all."""
        return np.cumsum(self.counts[::-1], dtype=np.int64)


class _Room(NamedTuple):
    """Memory for what is made of one block, used again for the next."""

    place: npt.NDArray[np.floating]
    edge: npt.NDArray[np.floating]
    whole: npt.NDArray[np.int32]
    flags: Flags
    ones: npt.NDArray[np.int32]

    @classmethod
    def of(cls, size: int, kind: np.dtype[np.floating]) -> _Room:
        whole, ones = np.empty(size, np.int32), np.ones(size, np.int32)
        return cls(np.empty(size, kind), np.empty(size, kind), whole, np.empty(size, np.bool_), ones)

    def first(self, size: int) -> _Room:
        """As much of it as a block needs."""
        return _Room(*(part[:size] for part in self))  # type: ignore[arg-type]


def class_of(near: npt.NDArray[np.floating]) -> Rows:
    """The class of each score: whoever lies in a higher one has the higher score."""
    return _places(near).astype(np.intp)


def _places(near: npt.NDArray[np.floating], out: npt.NDArray[np.floating] | None = None) -> npt.NDArray[np.floating]:
    """Where each score lies among the classes; those without a score lie lowest."""
    place: npt.NDArray[np.floating] = np.multiply(near, PER_POINT, out=out)
    place += LEAST
    return np.clip(place, FIRST, LAST, out=place)
