"""Declaration of the state columns of an account, and the part of each cell in them.

Most are quantities of the cells over a window, as `quantities` declares them. Declared here are only those about
the months themselves, such as the months in which an account bought.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from kam_core.measures.cells.aggregation import Aggregation
from kam_core.measures.cells.horizon import RECURRING_WINDOWS, Horizon
from kam_core.measures.cells.quantities import QUANTITIES, Quantity
from kam_core.measures.cells.windows import (
    Window,
    in_last_recurring_window,
    in_recurring_windows,
    in_window,
    months_ago,
)

FULL_YEARS = 5
"""Twelve-month windows of continuity (domain: account measures)."""
MONTH_BASE = 128
"""More than the months of three windows, so that an amount and a month go into one number."""
LARGEST_RANKED = 2**56 - 1
"""Ten-thousandths up to which purchases are distinguished in that number; larger ones count as this large."""

BOUGHT = tuple(f"bought_{years_ago}" for years_ago in range(FULL_YEARS))
PURCHASED = tuple(f"purchased_{windows_ago}" for windows_ago in range(RECURRING_WINDOWS))


@dataclass(frozen=True, slots=True)
class StateColumn:
    """A column of the state, aggregated over the cells of an account."""

    name: str
    aggregation: Aggregation
    part: Callable[[Horizon], nw.Expr]
    """What one cell adds: an expression over `CELL_COLUMNS`."""


def _bought() -> nw.Expr:
    return nw.col("purchases") > 0


def _of(quantity: Quantity, name: str, window: Window) -> StateColumn:
    """A quantity over the months of a window."""

    def part(horizon: Horizon) -> nw.Expr:
        condition = window(horizon)
        if condition is None:
            return nw.col(quantity.name)
        inside = nw.when(condition).then(nw.col(quantity.name))
        return inside if quantity.aggregation.nullable else inside.otherwise(0)

    return StateColumn(name, quantity.aggregation, part)


def _bought_in_year(name: str, years_ago: int) -> StateColumn:
    return StateColumn(name, Aggregation.ANY, lambda horizon: _counted(_bought() & months_ago(horizon, years_ago, 12)))


def _counted(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(1).otherwise(0)


def _revenue_by_rank(horizon: Horizon) -> nw.Expr:
    weighted = nw.col("revenue") * (nw.col("month") - horizon.first_month)
    return nw.when(in_window(horizon)).then(weighted).otherwise(0)


def _largest_placed(horizon: Horizon) -> nw.Expr:
    placed = nw.min_horizontal(nw.col("largest_purchase"), nw.lit(LARGEST_RANKED)) * MONTH_BASE
    compared = _bought() & in_recurring_windows(horizon)
    return nw.when(compared).then(placed + (nw.col("month") - horizon.recurring_start))


def _first_recent_month(horizon: Horizon) -> nw.Expr:
    return nw.when(_bought() & in_last_recurring_window(horizon)).then(nw.col("month"))


def _last_earlier_month(horizon: Horizon) -> nw.Expr:
    return nw.when(_bought() & ~in_last_recurring_window(horizon)).then(nw.col("month"))


_OF_MONTHS = (
    StateColumn("revenue_rank_sum", Aggregation.SUM, _revenue_by_rank),
    StateColumn("active_months", Aggregation.SUM, lambda horizon: _counted(in_window(horizon) & _bought())),
    StateColumn("first_month", Aggregation.MIN, lambda horizon: nw.when(_bought()).then(nw.col("month"))),
    StateColumn("first_recent_month", Aggregation.MIN, _first_recent_month),
    StateColumn("last_earlier_month", Aggregation.MAX, _last_earlier_month),
    StateColumn("largest_placed", Aggregation.MAX, _largest_placed),
    *(_bought_in_year(name, years_ago) for years_ago, name in enumerate(BOUGHT)),
)
"""`revenue_rank_sum` = Σ revenue × the month's place in the window, 0 for the first (for the slope); `bought_k` is 1
with a purchase in the twelve months that lie k years back. `first_month` is that of the first purchase,
`first_recent_month` the first with a purchase in the last recurring window, `last_earlier_month` the last one before
it. `largest_placed` is the largest purchase of the three recurring windows × `MONTH_BASE` + its month's place in them
from 1 (of equals the latest)."""

STATE = (
    *(_of(quantity, name, window) for quantity in QUANTITIES for name, window in quantity.rolls_up.items()),
    *_OF_MONTHS,
)
STATE_COLUMNS = ("account", *(column.name for column in STATE))
"""All Int64. Minima and maxima are null without a purchase in their months."""
ZERO_WITHOUT_CELLS = tuple(column.name for column in STATE if not column.aggregation.nullable)
"""Columns that are 0 for an account without a cell; the others are null."""
