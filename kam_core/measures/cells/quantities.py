"""Declaration of the quantities of the cells: each aggregated from order lines, and its roll-up over months.

Everything else is derived from here: the cells of lines on any engine (`from_lines`) and of sorted lines
(`from_sorted_lines`), their roll-up on any engine (`roll_up`) and month by month (`roll_up_by_month`), the columns of
the cube's files, and the SQL for a warehouse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals.stable.v2 as nw

from kam_core.measures.cells.aggregation import Aggregation
from kam_core.measures.cells.horizon import RECURRING_WINDOWS
from kam_core.measures.cells.windows import (
    Window,
    ever,
    in_prior_window,
    in_recurring_windows,
    in_window,
    recurring_window,
)
from kam_core.vocabulary.money import MONEY_COLUMNS

SUM, MIN, MAX = Aggregation.SUM, Aggregation.MIN, Aggregation.MAX

LINE_COLUMNS = ("account", "order", "day", "month", *MONEY_COLUMNS)
"""Columns that lines need to be measured, all whole numbers (`order` may be a text)."""
NULLABLE = MONEY_COLUMNS[1:]
"""Those that may be null where a quantity reads them."""
VALUE_COLUMNS = ("day", *MONEY_COLUMNS)
"""Those that a quantity of lines may read."""
ONE, ONE_A_DAY = "one", "one_a_day"
"""In place of a column: 1 for every line or purchase, and 1 for every day with purchases."""

Term = Callable[[Callable[[str], Any]], Any]
"""A function of columns, `lambda line: line("list_amount") - line("amount")`. It uses only operators, so that it holds
for expressions of an engine and for arrays alike."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A column of the cells: whole numbers aggregated per account and month."""

    name: str
    aggregation: Aggregation
    value: str | Term
    """The column that is aggregated, `ONE` or `ONE_A_DAY`, or a term. Its size is at most that of money, so that the
    overflow check holds for it."""
    rolls_up: Mapping[str, Window]
    """Column of the roll-up → the months over which it aggregates the cells, in the same way."""
    where: Term | None = None
    """Only rows that meet this condition count."""
    known: tuple[str, ...] = ()
    """Only lines with these columns known count."""
    needs: tuple[str, ...] = field(init=False)
    """`known`, and the nullable columns that are read: lines where one is null do not count."""

    def __post_init__(self) -> None:
        read = _columns_of(self.where)
        read |= {self.value} if isinstance(self.value, str) else _columns_of(self.value)
        object.__setattr__(self, "needs", tuple(name for name in NULLABLE if name in {*self.known, *read}))


def _columns_of(term: Term | None) -> set[str]:
    """The columns that a term reads."""
    read: set[str] = set()

    def column(name: str) -> Any:
        read.add(name)
        return nw.col(name)

    if term is not None:
        term(column)
    return read


LINE_QUANTITIES = (
    Quantity("revenue", SUM, "amount", {"revenue": in_window, "revenue_prior": in_prior_window, "revenue_total": ever}),
    Quantity("margin", SUM, "margin", {"margin": in_window}),
    Quantity("costed_revenue", SUM, "amount", {"costed_revenue": in_window}, known=("margin",)),
    Quantity("costed_lines", SUM, ONE, {"costed_lines": in_window, "costed_lines_total": ever}, known=("margin",)),
    Quantity("list_amount", SUM, "list_amount", {"list_amount": in_window}),
    Quantity("listed_revenue", SUM, "amount", {"listed_revenue": in_window}, known=("list_amount",)),
    Quantity("lines", SUM, ONE, {"lines": in_window}),
)
"""Of all lines, credit notes too; a line has the columns `amount`, `margin`, `list_amount` and `day`. Money of lines
that know their margin, and of those that know their list amount, is separate, because a rate must divide by the same
lines."""

PURCHASE_QUANTITIES = (
    Quantity(
        "purchased",
        SUM,
        "amount",
        {
            "purchased": in_window,
            **{f"purchased_{ago}": recurring_window(ago) for ago in range(RECURRING_WINDOWS)},
        },
    ),
    Quantity(
        "purchases",
        SUM,
        ONE,
        {"purchases": in_window, "purchases_prior": in_prior_window, "purchases_total": ever},
    ),
    Quantity("purchase_days", SUM, ONE_A_DAY, {"purchase_days": ever}),
    Quantity("first_day", MIN, "day", {"first_day": ever}),
    Quantity("last_day", MAX, "day", {"last_day": ever}),
    Quantity(
        "largest_purchase",
        MAX,
        "amount",
        {"largest_purchase": in_window, "largest_recent": in_recurring_windows},
    ),
)
"""Of purchases, which have the columns `amount` and `day`; in a month without one a sum is 0, the others null."""

QUANTITIES = (*LINE_QUANTITIES, *PURCHASE_QUANTITIES)
CELL_COLUMNS = ("account", "month", *(quantity.name for quantity in QUANTITIES))
"""All Int64, one row per account and month with a line."""
