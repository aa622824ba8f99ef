"""Crossings of two scores along one weight: closed-form roots of a quadratic, vectorised."""

from __future__ import annotations

import numpy as np

from kam_core.whatif.robustness.one_weight import Numbers, Rows, ScoreRatios

SAME_CURVE = 1e-10
"""Curves nowhere further apart than this are equal: their order is that of the accounts."""
TOUCHING = 1e-13
"""Roots closer than rounding are a curve that touches zero without crossing it."""
Quadratic = tuple[Numbers, Numbers, Numbers]


def lead(lines: ScoreRatios, ones: Rows, others: Rows) -> Quadratic:
    """a, b, c of a·t² + b·t + c, which has the sign of (score of the one − score of the other) at every t."""
    n0, d0, n1, d1 = lines.n0, lines.d0, lines.n1, lines.d1
    at_zero = n0[ones] * d0[others] - n0[others] * d0[ones]
    at_one = n1[ones] * d1[others] - n1[others] * d1[ones]
    mixed = n0[ones] * d1[others] + n1[ones] * d0[others] - n0[others] * d1[ones] - n1[others] * d0[ones]
    return at_zero - mixed + at_one, mixed - 2 * at_zero, at_zero


def falling(curve: Quadratic) -> Numbers:
    """Root at which a curve falls through zero: at most one per pair; ∞ for none."""
    a, b, c = curve
    inside = b * b - 4 * a * c
    with np.errstate(divide="ignore", invalid="ignore"):
        q = -(b + np.copysign(np.sqrt(np.maximum(inside, 0.0)), b)) / 2
        # Of the two roots the one with the falling slope, in the form that loses no digits.
        root = np.where(np.signbit(b), c / q, q / a)
    same = np.abs(a) + np.abs(b) + np.abs(c) <= SAME_CURVE
    return np.where(same | (inside <= TOUCHING * b * b) | np.isnan(root), np.inf, root)


def rising(curve: Quadratic) -> Numbers:
    """Root at which a curve rises through zero; ∞ for none."""
    a, b, c = curve
    return falling((-a, -b, -c))


def heading(curve: Quadratic, t: float) -> Numbers:
    """The sign of a curve just beyond t: that of its value, if that is 0 of its slope, then of its curvature."""
    a, b, c = curve
    value, slope = (a * t + b) * t + c, 2 * a * t + b
    tied = np.where(np.abs(slope) <= SAME_CURVE, np.where(np.abs(a) <= SAME_CURVE, 0.0, a), slope)
    sign: Numbers = np.sign(np.where(np.abs(value) <= SAME_CURVE, tied, value))
    return sign
