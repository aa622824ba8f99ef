"""Accounts that stand at a cut with their equals on its other side: only the order of the accounts parts them."""

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
from kam_core.whatif.robustness.quota_interval import TOGETHER, race

Counts = npt.NDArray[np.int64]


class Ties:
    """Counts, for n accounts, how often which tier was given by order alone.

    gated: n × 4, what the gates make of each tier by cut. A tie at a boundary tells nothing where the gates make the
    same of both its sides.
    """

    def __init__(self, inputs: TierInputs, n: int) -> None:
        rows = np.arange(n)
        self.size = n
        self.gated = np.column_stack(
            [after_gates(np.full(n, tier, np.int8), rows, inputs) for tier in range(len(TIERS))]
        )
        self._tells = self.gated[:, :-1] != self.gated[:, 1:]
        self._counts = np.zeros((n, len(TIERS)), np.int64)

    def tell(self, equals: Mapping[int, Rows], cut: Codes, times: int = 1) -> None:
        """Count one draw (or `times`): equals holds the tied rows by boundary (0 = S|A), cut all tiers by cut."""
        tied = np.zeros(self.size, np.bool_)
        for boundary, rows in equals.items():
            tied[rows] |= self._tells[rows, boundary]
        rows = np.flatnonzero(tied & (cut != NONE))
        self._counts[rows, self.gated[rows, cut[rows]]] += times

    def found(self) -> Counts | None:
        """Draws by order, n × (S, A, B, C) behind the gates; None where there was none."""
        return self._counts if self._counts.any() else None


def equal_revenue(portfolio: Portfolio) -> dict[int, Rows]:
    """Rows by boundary whose revenue is that of somebody on its other side; for cuts by revenue."""
    buys, revenue, cut = portfolio.inputs.buys, portfolio.inputs.revenue, portfolio.tiers.cut
    found = {}
    for boundary in range(C):
        inside, outside = buys & (cut <= boundary), buys & (cut > boundary)
        if inside.any() and outside.any() and revenue[inside].min() == revenue[outside].max():
            found[boundary] = np.flatnonzero(buys & (revenue == revenue[outside].max()))
    return found


def tied_now(portfolio: Portfolio) -> Rows:
    """Rows that have their tier behind the gates, under the present weights, by order alone; nobody but under a quota.

    Scores within a billionth of a point are equal.
    """
    if not isinstance(portfolio.model.cut, QuotaCut):
        return np.zeros(0, np.intp)
    runners, score = race(portfolio), portfolio.scores.score
    equals = {}
    for boundary, place in enumerate(runners.seat_ends):
        ins, outs = runners.order[:place], runners.order[place:]
        if not len(ins) or not len(outs):
            continue
        last, first = score[ins[-1]], score[outs[0]]
        if abs(last - first) <= TOGETHER:
            tied = np.abs(score[runners.order] - last) <= TOGETHER
            equals[boundary] = runners.order[tied]
    ties = Ties(portfolio.inputs, len(score))
    ties.tell(equals, portfolio.tiers.cut)
    counts = ties.found()
    return np.zeros(0, np.intp) if counts is None else np.flatnonzero(counts.any(axis=1))
