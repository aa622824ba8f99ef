"""Present value of an account: its yearly margin for as long as it is expected to stay (domain: churn economics).

Retained with the rate r each year and discounted with d, a margin m is worth m · r / (1 + d − r).
"""

from __future__ import annotations

import polars as pl

DISCOUNT = 0.10
"""Discount of a year."""
STEP = 0.05
"""Points of retention that the simulator adds at first."""
HIGHEST_RETENTION = 0.99
"""Where added retention stops: beyond it every account would be worth a fortune on paper."""
PUBLISHED_GAIN = (0.25, 0.85)
"""Gain of profit from 5 points more retention by industry (Reichheld & Sasser 1990, Harvard Business Review 68(5)).
Disputed: Sharp (2010), How Brands Grow, calls it a thought experiment."""


def multiple(retention: float, discount: float = DISCOUNT) -> float:
    """Present value of one unit of yearly margin."""
    return retention / (1.0 + discount - retention)


def raised(retention: float, points: float) -> float:
    """A retention rate with some points added, between 0 and the highest; one that is above stays."""
    return max(0.0, min(retention + points, max(HIGHEST_RETENTION, retention)))


def gain(retention: float, points: float = STEP, discount: float = DISCOUNT) -> float:
    """Relative change of the present value when the retention rate changes by some points; 0 at a rate of 0."""
    if not retention:
        return 0.0
    return multiple(raised(retention, points), discount) / multiple(retention, discount) - 1.0


def retention_rate(stayed: int, before: int) -> float:
    """Share of the accounts before that stayed, (stayed + 1) / (before + 2): few accounts never give 0 or 1."""
    return (stayed + 1) / (before + 2)


def present_value(margin: str = "margin_after_cost", retention: str = "retention") -> pl.Expr:
    """`present_value` (ten-thousandths) from a yearly margin and a retention rate; null where one is unknown."""
    rate = pl.col(retention)
    return (pl.col(margin) * rate / (1.0 + DISCOUNT - rate)).round().cast(pl.Int64).alias("present_value")
