"""Who stands at the best places, without sorting everybody: a histogram finds the class in which a place lies, and
only the accounts of that class are put in order. Exact in float64; ties go to the account that stands first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kam_core.scoring.standing import Flags

CLASSES = 4096
FIRST, LAST = 1, CLASSES - 1
"""Class 0 is for those who do not compete."""
BLOCK = 32_768
PER_POINT = (LAST - FIRST) / 100.0


class Ranking:
    """The order of those who compete by score, the best at place 1.

    A score of −inf stands last and takes no place: a seat is left empty rather than given by the order of the accounts.
    NaN is not allowed.
    """

    def __init__(self, score: npt.NDArray[np.float64], competes: Flags) -> None:
        self._score = score
        self._class = np.empty(len(score), np.uint16)
        counts = np.zeros(CLASSES, np.intp)
        # Block by block: what lies between fits into the processor's cache, which halves the time at a million.
        for start in range(0, len(score), BLOCK):
            block = slice(start, start + BLOCK)
            # Rising with the score, so that who lies in a higher class has the higher score; the ends take the rest.
            classes = score[block] * PER_POINT
            classes += FIRST
            np.clip(classes, FIRST, LAST, out=classes)
            whole = classes.astype(np.intp)
            whole *= competes[block]
            self._class[block] = whole
            counts += np.bincount(whole, minlength=CLASSES)
        counts[0] = 0
        self._from_top = np.cumsum(counts[::-1])
        self.size = int(self._from_top[-1])

    def best(self, places: int) -> Flags:
        """True for those at places 1 … `places` who have a score; nobody for 0 or less."""
        if places <= 0:
            return np.zeros(len(self._class), np.bool_)
        if places >= self.size:
            return np.asarray((self._class > 0) & (self._score > -np.inf))
        down = int(np.searchsorted(self._from_top, places, side="left"))
        edge = LAST - down
        flags = np.asarray(self._class > edge)
        rows = np.flatnonzero(self._class == edge)
        left = places - (int(self._from_top[down - 1]) if down else 0)
        chosen = rows[np.argsort(-self._score[rows], kind="stable")[:left]]
        flags[chosen[self._score[chosen] > -np.inf]] = True
        return flags
