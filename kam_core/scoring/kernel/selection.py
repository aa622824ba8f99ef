"""Select the accounts with the best scores without sorting all: only the class at the cut is sorted.

A histogram finds the class of a rank. The result is exact in float64; ties go to the account that comes first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kam_core.scoring.kernel.approximate_scores import BLOCK, LAST, ApproximateScores, Rows, class_of
from kam_core.scoring.tiering.tier_inputs import Codes, Flags


class Ranking:
    """Ranking of the competing accounts by score, the best at rank 1.

    A score of −inf is last and takes no rank: a seat stays empty rather than being given by the order of the accounts.
    """

    def __init__(self, approximate: ApproximateScores, among: Flags, without: Rows | None = None) -> None:
        """`without`: a few rows among these that do not compete."""
        classes = approximate.classes(among)
        self._scores, self._class, self._from_top = approximate, classes.of, classes.from_top
        if without is not None and len(without):
            counts = classes.counts - np.bincount(self._class[without], minlength=len(classes.counts))
            counts[0] = 0
            self._class = self._class.copy()
            self._class[without] = 0
            self._from_top = np.cumsum(counts[::-1])
        self.size = int(self._from_top[-1])

    def best(self, places: int) -> Flags:
        """True for accounts with a score at ranks 1 … `places`; none for 0 or less."""
        if places <= 0:
            return np.zeros(len(self._class), np.bool_)
        if places >= self.size:
            return np.asarray((self._class > 0) & (self._scores.values > -np.inf))
        above, _, chosen, _ = self._edge(places)
        flags = np.asarray(self._class > above)
        flags[chosen] = True
        return flags

    def promote(self, codes: Codes, ends: Sequence[int]) -> None:
        """Subtract 1 from the codes of the accounts of `best`, for each of these numbers of places: in one pass, as a
        block fits into the processor's cache."""
        inner = [places for places in ends if 0 < places < self.size]
        tops = [self._class_at(places) for places in inner]
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

    def is_best(self, places: int, rows: Rows) -> Flags:
        """`best` for some rows, in rising order: cheaper where they are few."""
        if places <= 0:
            return np.zeros(len(rows), np.bool_)
        if places >= self.size:
            return np.asarray((self._class[rows] > 0) & (self._scores.values[rows] > -np.inf))
        above, _, chosen, _ = self._edge(places)
        flags = np.asarray(self._class[rows] > above)
        where = np.searchsorted(rows, chosen)
        there = where < len(rows)
        where = where[there]
        flags[where[rows[where] == chosen[there]]] = True
        return flags

    def score_at(self, place: int) -> float:
        """The exact score at a rank from 1 on; −inf where the account has none or the rank is not taken."""
        if not 1 <= place <= self.size:
            return -np.inf
        return self._edge(place)[3]

    def _class_at(self, places: int) -> int:
        """The class of the last of these ranks."""
        return LAST - int(np.searchsorted(self._from_top, places, side="left"))

    def _edge(self, places: int, known: tuple[int, Rows] | None = None) -> tuple[int, Rows, Rows, float]:
        """The highest class that is not completely inside, its rows, those of them at the best ranks, the last score.

        known: the class of the last rank, and its rows.

        The approximate scores tell which accounts may be at this rank: an account further than twice the tolerance from
        the estimate is on the same side in float64.
        """
        if known is None:
            top = self._class_at(places)
            known = top, np.flatnonzero(self._class == top)
        highest, rows = known
        lowest = highest
        remaining = places - self._better_than(highest)
        if self._scores.tolerance and len(rows):
            values = self._scores.values[rows]
            estimate = float(np.partition(values, len(rows) - remaining)[len(rows) - remaining])
            margin = 2 * self._scores.tolerance
            # Twice as wide again, since the classes of float32 scores are rounded, too.
            ends = class_of(np.array([estimate - 2 * margin, estimate + 2 * margin]))
            if ends[0] < lowest or ends[1] > highest:
                lowest, highest = int(min(ends[0], lowest)), int(max(ends[1], highest))
                rows = np.flatnonzero((self._class >= lowest) & (self._class <= highest))
                remaining = places - self._better_than(highest)
                values = self._scores.values[rows]
            sure = rows[values > estimate + margin]
            open_ = rows[(values >= estimate - margin) & (values <= estimate + margin)]
            ranked, score = self._sorted(open_)
            last = remaining - len(sure)
            chosen = np.concatenate([sure, ranked[:last][score[:last] > -np.inf]])
            return highest, rows, chosen, float(score[last - 1])
        ranked, score = self._sorted(rows)
        return highest, rows, ranked[:remaining][score[:remaining] > -np.inf], float(score[remaining - 1])

    def _better_than(self, edge: int) -> int:
        """Number of accounts in higher classes."""
        return int(self._from_top[LAST - edge - 1]) if edge < LAST else 0

    def _sorted(self, rows: Rows) -> tuple[Rows, npt.NDArray[np.float64]]:
        score = self._scores.exact(rows)
        order = np.argsort(-score, kind="stable")
        return rows[order], score[order]
