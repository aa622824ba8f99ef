"""Whether money can be added up: a sum of whole numbers that outgrows 64 bits begins again below zero, in silence."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.message import Money, UserError
from kam_core.vocabulary.money import MONEY_COLUMNS

MOST = 2**63 - 1
"""Ten-thousandths of the currency unit."""


def turnover_of(lines: pl.DataFrame) -> int:
    """Sales and credits of lines taken together, in ten-thousandths: no sum over some of them is larger, whichever of
    `MONEY_COLUMNS` is added up. Found in doubles, which do not outgrow anything."""
    if lines.is_empty():
        return 0
    sizes = lines.select(pl.col(*MONEY_COLUMNS).cast(pl.Float64).abs().sum()).row(0)
    return int(max(sizes))


def check_turnover(turnover: int) -> None:
    """Refuses lines that come to more than sums can hold."""
    if turnover > MOST:
        raise UserError(
            "The lines come to more than {most} in all, sales and credits taken together, which is more than can be "
            "added up. Look whether the amounts are in the unit that they should be in.",
            most=Money(MOST),
        )
