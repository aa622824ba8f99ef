"""Windows of a roll-up: conditions on the column `month`, by the horizon."""

from __future__ import annotations

from collections.abc import Callable

import narwhals.stable.v2 as nw

from kam_core.measures.cells.horizon import Horizon

Window = Callable[[Horizon], nw.Expr | None]
"""The condition under which a month counts; None: every month up to the horizon."""


def in_window(horizon: Horizon) -> nw.Expr:
    """The months of the view's window."""
    return nw.col("month") >= horizon.first_month


def in_prior_window(horizon: Horizon) -> nw.Expr:
    """The months of the prior window, which may overlap the window; none where there is no prior one."""
    start, end = horizon.prior_start, horizon.prior_end
    if start is None or end is None:
        return nw.lit(False)
    return (nw.col("month") >= start) & (nw.col("month") <= end)


def ever(horizon: Horizon) -> None:
    """All months."""


def in_recurring_windows(horizon: Horizon) -> nw.Expr:
    """The months of the three windows of recurring purchasing together."""
    return nw.col("month") > horizon.recurring_start


def in_last_recurring_window(horizon: Horizon) -> nw.Expr:
    """The months of the last of these windows, and later ones."""
    return nw.col("month") > horizon.last_month - horizon.recurring_months


def recurring_window(windows_ago: int) -> Window:
    """The recurring window that ends so many windows before the last month."""
    return lambda horizon: months_ago(horizon, windows_ago, horizon.recurring_months)


def months_ago(horizon: Horizon, windows: int, months: int) -> nw.Expr:
    """The window of so many months that ends so many such windows before the last month."""
    last = horizon.last_month - months * windows
    return (nw.col("month") > last - months) & (nw.col("month") <= last)
