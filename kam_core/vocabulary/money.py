"""Integer money: Int64 ten-thousandths of the currency unit, as SQL's MONEY type holds it.

Sums of integers do not depend on the order of the lines, so every engine and every run gives the same bits.
"""

from __future__ import annotations

MONEY_SCALE = 10_000
"""Ten-thousandths in one currency unit."""

MONEY_COLUMNS = ("amount", "margin", "list_amount")
"""The columns of an order line that hold money."""

LARGEST_AMOUNT = 900_000_000_000.0
"""Largest amount of one line in currency units: above it a double no longer holds four decimals."""


def units(ten_thousandths: int) -> float:
    """The amount in currency units."""
    return ten_thousandths / MONEY_SCALE
