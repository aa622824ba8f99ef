"""What is seen of the scores: all of them at a first look, and to the last bit wherever something is decided.

Among ten million accounts a handful lies so near to a cut that single precision cannot tell the side. For these the
sums are made in doubles, and every tier is the one that doubles for everybody would have given.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from kam_core.scoring.standing import Flags

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
CLASSES = 4096
FIRST, LAST = 1, CLASSES - 1
"""Class 0 is for those who are not among those that are counted."""
PER_POINT = (LAST - FIRST) / 100.0
BLOCK = 32_768


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

    def at_least(self, limit: float) -> Flags:
        """Whose score is not below a limit."""
        flags = np.asarray(self.near >= limit)
        if self.slack:
            rows = self.within(limit, limit)
            flags[rows] = self.exact(rows) >= limit
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
    """The class of each near score, rising with it, and how many are in each; 0 for those not among these."""

    def __init__(self, sight: Sight, among: Flags) -> None:
        self.among = among
        self.of = np.empty(len(sight), np.uint16)
        self.counts = np.zeros(CLASSES, np.intp)
        # Block by block: what lies between fits into the processor's cache, which halves the time at a million.
        for start in range(0, len(sight), BLOCK):
            block = slice(start, start + BLOCK)
            whole = class_of(sight.near[block])
            whole *= among[block]
            self.of[block] = whole
            self.counts += np.bincount(whole, minlength=CLASSES)
        self.counts[0] = 0


def class_of(near: npt.NDArray[np.floating]) -> Rows:
    """The class of each score: whoever lies in a higher one has the higher score; the ends take the rest."""
    place = near * PER_POINT
    place += FIRST
    np.clip(place, FIRST, LAST, out=place)
    return place.astype(np.intp)
