"""Check that sums of money fit into 64 bits, where an overflow would wrap in silence."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.message import Money, UserError
from kam_core.vocabulary.money import MONEY_COLUMNS

LARGEST_SUM = 2**63 - 1
"""Ten-thousandths of the currency unit."""


def gross_turnover(lines: pl.DataFrame) -> int:
    """The largest sum of absolute amounts over `MONEY_COLUMNS`, in ten-thousandths: a bound of all partial sums.

    Computed in doubles, which do not overflow.
    """
    if lines.is_empty():
        return 0
    sizes = lines.select(pl.col(*MONEY_COLUMNS).cast(pl.Float64).abs().sum()).row(0)
    return int(max(sizes))


def check_overflow(turnover: int) -> None:
    """Refuse lines whose sums would overflow 64 bits."""
    if turnover > LARGEST_SUM:
        raise UserError(
            "Sales and credits together exceed {most}, which is too large to add up. Check the unit of the amounts.",
            most=Money(LARGEST_SUM),
        )
