"""First rank reversal across a quota boundary while one weight moves.

Without gaps the weakest insider is a concave and the strongest outsider a convex function of t. Newton steps on the
two extreme lines find the crossing from the far end exactly, in about ten passes over all accounts. With gaps
the curves are ratios and may cross anywhere. Each is monotone though, so two ends bound a whole interval:
intervals that are surely safe are skipped, irrelevant accounts are dropped from an interval, and the rest is solved
pair by pair as a quadratic.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kam_core.whatif.robustness.one_weight import Rows, ScoreRatios
from kam_core.whatif.robustness.score_crossing import SAME_CURVE, falling, heading, lead

MOST_STEPS = 200
MOST_PAIRS = 16_384
INTERVALS = (3e-5, 3e-4, 3e-3, 3e-2)
NARROW = 1e-13
"""An interval as narrow as rounding: the crossing is at its start."""
SAME = 1e-12
"""Two scores or shares this close are equal up to rounding."""


def first_swap(lines: ScoreRatios, inside: Rows, outside: Rows, start: float, gaps: bool) -> float | None:
    """The smallest t ≥ start beyond which the order of inside above outside no longer holds; None if it always does.
    The end of the axis, t = 1, is no swap.

    Rows are in the order of the accounts: at equal scores the earlier one ranks higher.
    """
    if not len(inside) or not len(outside) or start >= 1 - SAME:
        return None
    if not gaps:
        return _on_lines(lines, inside, outside, start)
    return _on_ratios(lines, inside, outside, start)


def _on_lines(lines: ScoreRatios, inside: Rows, outside: Rows, start: float) -> float | None:
    rise = lines.n1 - lines.n0
    in_height, in_rise = lines.n0[inside], rise[inside]
    out_height, out_rise = lines.n0[outside], rise[outside]
    end: float | None = None
    t = 1.0
    for _ in range(MOST_STEPS):
        weakest = int(np.argmin(in_height + t * in_rise))
        strongest = int(np.argmax(out_height + t * out_rise))
        gap = float(in_height[weakest] - out_height[strongest])
        slope = float(in_rise[weakest] - out_rise[strongest])
        if gap + t * slope >= 0 or (abs(gap) <= SAME_CURVE and abs(slope) <= SAME_CURVE):
            return end
        if slope >= 0:
            # In the wrong order at the start already, by rounding: no move is allowed.
            return start
        crossing = -gap / slope
        if crossing <= start:
            return start
        if crossing >= (1 - SAME if end is None else end):
            return end
        end = t = crossing
    return end


def _on_ratios(lines: ScoreRatios, inside: Rows, outside: Rows, start: float) -> float | None:
    # Short intervals first: among many accounts a swap is close, and few accounts matter in a short interval.
    ends = [start, *(start + step for step in INTERVALS if start + step < 1), 1.0]
    pending = [(low, high, inside, outside) for low, high in pairwise(ends)][::-1]
    while pending:
        low, high, ins, outs = pending.pop()
        before = len(ins) + len(outs)
        ins_lines, outs_lines = lines.rows(ins), lines.rows(outs)
        least = np.minimum(ins_lines.at(low), ins_lines.at(high))
        most = np.maximum(outs_lines.at(low), outs_lines.at(high))
        floor, ceiling = least.min(), most.max()
        if floor > ceiling + SAME:
            continue
        ins, outs = ins[least <= ceiling + SAME], outs[most >= floor - SAME]
        if len(ins) * len(outs) > MOST_PAIRS and len(ins) + len(outs) > before / 2:
            # Many accounts with equal curves would fill every interval.
            ins, outs = _different(lines, ins, last=True), _different(lines, outs, last=False)
        if len(ins) * len(outs) <= MOST_PAIRS:
            found = _of_pairs(lines, ins, outs, low, high, at_start=low == start)
            if found is not None:
                return found
        elif high - low < NARROW:
            return low
        else:
            middle = (low + high) / 2
            pending.append((middle, high, ins, outs))
            pending.append((low, middle, ins, outs))
    return None


def _different(lines: ScoreRatios, rows: Rows, last: bool) -> Rows:
    """One account per distinct curve: of insiders the last, of outsiders the first."""
    curves = np.column_stack([lines.n0[rows], lines.d0[rows], lines.n1[rows], lines.d1[rows]])
    ordered = curves[::-1] if last else curves
    _, first = np.unique(ordered, axis=0, return_index=True)
    places = len(rows) - 1 - first if last else first
    return rows[np.sort(places)]


def _of_pairs(lines: ScoreRatios, inside: Rows, outside: Rows, low: float, high: float, at_start: bool) -> float | None:
    """The earliest t in the interval at which one of the pairs changes its order."""
    ins, outs = (grid.ravel() for grid in np.meshgrid(inside, outside, indexing="ij"))
    curve = lead(lines, ins, outs)
    if at_start and (heading(curve, low) < 0).any():
        return low
    falls = falling(curve)
    reached = falls[(falls > low - SAME) & (falls <= high) & (falls < 1 - SAME)]
    return max(low, float(reached.min())) if len(reached) else None
