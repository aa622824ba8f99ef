"""Count how often an account has its tier only by the tie-breaking order, over sampled weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import NONE, C, Codes, TierInputs
from kam_core.vocabulary.enums import TIERS
from kam_core.whatif.robustness.gated_tiers import after_gates
from kam_core.whatif.robustness.one_weight import Rows
from kam_core.whatif.robustness.quota_interval import EQUAL_POINTS, seat_competition

Counts = npt.NDArray[np.int64]


class Ties:
    """Counts, for n accounts, how often each tier was given by order alone.

    gated: n × 4, the tier after gates of each tier by cut. A tie at a boundary does not matter where both its sides are
    equal after gates.
    """

    def __init__(self, inputs: TierInputs, n: int) -> None:
        rows = np.arange(n)
        self.size = n
        self.gated = np.column_stack(
            [after_gates(np.full(n, tier, np.int8), rows, inputs) for tier in range(len(TIERS))]
        )
        self._matters = self.gated[:, :-1] != self.gated[:, 1:]
        self._counts = np.zeros((n, len(TIERS)), np.int64)

    def count_ties(self, equals: Mapping[int, Rows], cut: Codes, times: int = 1) -> None:
        """Count one draw (or `times`): equals has the tied rows by boundary (0 = S|A), cut all tiers by cut."""
        tied = np.zeros(self.size, np.bool_)
        for boundary, rows in equals.items():
            tied[rows] |= self._matters[rows, boundary]
        rows = np.flatnonzero(tied & (cut != NONE))
        self._counts[rows, self.gated[rows, cut[rows]]] += times

    def counts(self) -> Counts | None:
        """Draws by order, n × (S, A, B, C) after gates; None where there was none."""
        return self._counts if self._counts.any() else None


def equal_revenue(portfolio: Portfolio) -> dict[int, Rows]:
    """Rows by boundary whose revenue equals that of an account on its other side; for cuts by revenue."""
    buys, revenue, cut = portfolio.inputs.buys, portfolio.inputs.revenue, portfolio.tiers.cut
    equals = {}
    for boundary in range(C):
        inside, outside = buys & (cut <= boundary), buys & (cut > boundary)
        if inside.any() and outside.any() and revenue[inside].min() == revenue[outside].max():
            equals[boundary] = np.flatnonzero(buys & (revenue == revenue[outside].max()))
    return equals


def tied_now(portfolio: Portfolio) -> Rows:
    """Rows that have their tier after gates, under the present weights, by order alone; empty except under a quota.

    Scores within a billionth of a point are equal.
    """
    if not isinstance(portfolio.model.cut, QuotaCut):
        return np.zeros(0, np.intp)
    competition, score = seat_competition(portfolio), portfolio.scores.score
    equals = {}
    for boundary, place in enumerate(competition.seat_ends):
        ins, outs = competition.order[:place], competition.order[place:]
        if not len(ins) or not len(outs):
            continue
        last, first = score[ins[-1]], score[outs[0]]
        if abs(last - first) <= EQUAL_POINTS:
            tied = np.abs(score[competition.order] - last) <= EQUAL_POINTS
            equals[boundary] = competition.order[tied]
    ties = Ties(portfolio.inputs, len(score))
    ties.count_ties(equals, portfolio.tiers.cut)
    counts = ties.counts()
    return np.zeros(0, np.intp) if counts is None else np.flatnonzero(counts.any(axis=1))
