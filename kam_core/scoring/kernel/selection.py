"""Who stands at the best places, without sorting everybody: a histogram finds the class in which a place lies, and
only the accounts of that class are put in order. Exact in float64; ties go to the account that stands first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kam_core.scoring.kernel.approximate_scores import BLOCK, LAST, Rows, Sight, class_of
from kam_core.scoring.tiering.tier_inputs import Codes, Flags


class Ranking:
    """The order of those who compete by score, the best at place 1.

    A score of −inf stands last and takes no place: a seat is left empty rather than given by the order of the accounts.
    """

    def __init__(self, sight: Sight, among: Flags, without: Rows | None = None) -> None:
        """`without`: rows among these that do not compete after all; few."""
        classes = sight.classes(among)
        self._sight, self._class, self._from_top = sight, classes.of, classes.from_top
        if without is not None and len(without):
            counts = classes.counts - np.bincount(self._class[without], minlength=len(classes.counts))
            counts[0] = 0
            self._class = self._class.copy()
            self._class[without] = 0
            self._from_top = np.cumsum(counts[::-1])
        self.size = int(self._from_top[-1])

    def best(self, places: int) -> Flags:
        """True for those at places 1 … `places` who have a score; nobody for 0 or less."""
        if places <= 0:
            return np.zeros(len(self._class), np.bool_)
        if places >= self.size:
            return np.asarray((self._class > 0) & (self._sight.near > -np.inf))
        above, _, chosen, _ = self._edge(places)
        flags = np.asarray(self._class > above)
        flags[chosen] = True
        return flags

    def lift(self, codes: Codes, ends: Sequence[int]) -> None:
        """Take 1 off the code of everybody whom `best` names, for each of these numbers of places: all in one go, as
        what is looked at of a block stays in the processor's cache."""
        inner = [places for places in ends if 0 < places < self.size]
        tops = [self._top_of(places) for places in inner]
        rows: list[list[Rows]] = [[] for _ in inner]
        for start in range(0, len(codes) if inner else 0, BLOCK):
            classes, part = self._class[start : start + BLOCK], codes[start : start + BLOCK]
            for top, found in zip(tops, rows, strict=True):
                found.append((classes == top).nonzero()[0] + start)
                part -= (classes > top).view(np.int8)
        for places, top, found in zip(inner, tops, rows, strict=True):
            above, at_edge, chosen, _ = self._edge(places, (top, np.concatenate(found)))
            if above > top:
                codes[at_edge[self._class[at_edge] > top]] += np.int8(1)
            codes[chosen] -= np.int8(1)
        for places in ends:
            if places >= self.size:
                codes -= self.best(places).view(np.int8)

    def inside(self, places: int, rows: Rows) -> Flags:
        """`best` for some rows, which rise: cheaper where they are few."""
        if places <= 0:
            return np.zeros(len(rows), np.bool_)
        if places >= self.size:
            return np.asarray((self._class[rows] > 0) & (self._sight.near[rows] > -np.inf))
        above, _, chosen, _ = self._edge(places)
        flags = np.asarray(self._class[rows] > above)
        where = np.searchsorted(rows, chosen)
        there = where < len(rows)
        where = where[there]
        flags[where[rows[where] == chosen[there]]] = True
        return flags

    def score_at(self, place: int) -> float:
        """The score at a place from 1 on, to the last bit; −inf where who stands there has none or nobody does."""
        if not 1 <= place <= self.size:
            return -np.inf
        return self._edge(place)[3]

    def _top_of(self, places: int) -> int:
        """The class in which the last of these places lies."""
        return LAST - int(np.searchsorted(self._from_top, places, side="left"))

    def _edge(self, places: int, known: tuple[int, Rows] | None = None) -> tuple[int, Rows, Rows, float]:
        """The highest class that is not wholly inside, its rows, those of them at the best places, the last score.

        known: the class in which the last place lies, and its rows.

        The near scores say which accounts can lie at this place: whoever is further from the one that seems to than
        twice the slack is on the same side in doubles.
        """
        if known is None:
            top = self._top_of(places)
            known = top, np.flatnonzero(self._class == top)
        highest, rows = known
        lowest = highest
        left = places - self._better_than(highest)
        if self._sight.slack and len(rows):
            near = self._sight.near[rows]
            seems = float(np.partition(near, len(rows) - left)[len(rows) - left])
            wide = 2 * self._sight.slack
            # Twice as wide again, since classes of single numbers are rounded, too.
            ends = class_of(np.array([seems - 2 * wide, seems + 2 * wide]))
            if ends[0] < lowest or ends[1] > highest:
                lowest, highest = int(min(ends[0], lowest)), int(max(ends[1], highest))
                rows = np.flatnonzero((self._class >= lowest) & (self._class <= highest))
                left = places - self._better_than(highest)
                near = self._sight.near[rows]
            sure = rows[near > seems + wide]
            open_ = rows[(near >= seems - wide) & (near <= seems + wide)]
            ranked, score = self._ordered(open_)
            last = left - len(sure)
            chosen = np.concatenate([sure, ranked[:last][score[:last] > -np.inf]])
            return highest, rows, chosen, float(score[last - 1])
        ranked, score = self._ordered(rows)
        return highest, rows, ranked[:left][score[:left] > -np.inf], float(score[left - 1])

    def _better_than(self, edge: int) -> int:
        """How many are in higher classes."""
        return int(self._from_top[LAST - edge - 1]) if edge < LAST else 0

    def _ordered(self, rows: Rows) -> tuple[Rows, npt.NDArray[np.float64]]:
        score = self._sight.exact(rows)
        order = np.argsort(-score, kind="stable")
        return rows[order], score[order]
