"""The cube → one row of integers per account, as of a month: sums, least and largest, which add up over months.

What closed months come to (`state`) is kept; a new month is rolled up alone and `merged` with it: the same bits as
rolling up everything anew. Written in narwhals like the cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals.stable.v2 as nw

from kam_core.measures.cells import Frame
from kam_core.measures.view import View

FULL_YEARS = 5
RECURRING_WINDOWS = 3
SILENCE_FLOOR_DAYS = 365
"""Twelve-month windows that continuity looks at and that recurring purchasing looks at (domain: account measures,
qualification), and the silence below which nobody returned (domain: lifecycle)."""

BOUGHT = tuple(f"bought_{years_ago}" for years_ago in range(FULL_YEARS))
PURCHASED = tuple(f"purchased_{years_ago}" for years_ago in range(RECURRING_WINDOWS))
IN_WINDOW = ("margin", "costed_revenue", "list_amount", "listed_revenue", "lines", "costed_lines", "orders")
SUMS = (
    "revenue", "revenue_prior", "revenue_total", "revenue_rank_sum", *IN_WINDOW, "orders_prior", "orders_total",
    "active_months", "purchase_days", "costed_lines_total", *PURCHASED,
)  # fmt: skip
LEAST = ("first_day", "first_month")
LARGEST = ("last_day", "largest_order", *BOUGHT)
STATE_COLUMNS = ("account", *SUMS, *LEAST, *LARGEST)
"""All Int64. `revenue_rank_sum` = Σ revenue × the month's place in the window, 0 for the first (for the slope);
`bought_k` is 1 with a purchase in the twelve months that lie k years back, `purchased_k` the money of these purchases.
`first_day`, `last_day`, `first_month` (of the first purchase) and `largest_order` (of the window) are null without."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """From where a roll-up looks back, in day and month numbers. `prior_start` None: there is no window before."""

    as_of_day: int
    last_month: int
    first_month: int
    prior_start: int | None
    data_start: int

    @classmethod
    def of(cls, view: View, data_start: int) -> Horizon:
        """The horizon of a view over data that begin in a month."""
        return cls(view.as_of_day, view.last_month, view.first_month(data_start), view.prior_start(), data_start)

    @property
    def months(self) -> int:
        """Months in the window."""
        return self.last_month - self.first_month + 1


def state(cells: Frame, horizon: Horizon) -> Frame:
    """`STATE_COLUMNS` of cells up to the horizon's last month, one row per account, in no particular order."""
    return _rolled(state_parts(cells, horizon), "_of")


def state_parts(cells: Frame, horizon: Horizon) -> Frame:
    """What each cell adds to its account's state: `account`, and each of `STATE_COLUMNS` with `_of` behind its name."""
    month = nw.col("month")
    in_window = month >= horizon.first_month
    start = horizon.prior_start
    in_prior = nw.lit(False) if start is None else (month >= start) & (month < horizon.first_month)
    bought = nw.col("orders") > 0
    place = month - horizon.first_month
    return cells.select(
        "account",
        _kept(in_window, "revenue").alias("revenue_of"),
        _kept(in_prior, "revenue").alias("revenue_prior_of"),
        nw.col("revenue").alias("revenue_total_of"),
        nw.when(in_window).then(nw.col("revenue") * place).otherwise(0).alias("revenue_rank_sum_of"),
        *(_kept(in_window, name).alias(f"{name}_of") for name in IN_WINDOW),
        _kept(in_prior, "orders").alias("orders_prior_of"),
        nw.col("orders").alias("orders_total_of"),
        nw.col("purchase_days").alias("purchase_days_of"),
        nw.col("costed_lines").alias("costed_lines_total_of"),
        nw.col("first_day").alias("first_day_of"),
        nw.col("last_day").alias("last_day_of"),
        nw.when(bought).then(month).alias("first_month_of"),
        nw.when(in_window & bought).then(nw.col("largest_order")).alias("largest_order_of"),
        _counted(in_window & bought).alias("active_months_of"),
        *(_counted(bought & _years_ago(horizon, k)).alias(f"{name}_of") for k, name in enumerate(BOUGHT)),
        *(_kept(_years_ago(horizon, k), "purchased").alias(f"{name}_of") for k, name in enumerate(PURCHASED)),
    )


def merged(one: Frame, other: Frame) -> Frame:
    """Two states of the same horizon over different months (or different accounts) as one."""
    both = nw.concat([one.select(*STATE_COLUMNS), other.select(*STATE_COLUMNS)], how="vertical")
    return _rolled(both.rename({name: f"{name}_part" for name in STATE_COLUMNS[1:]}), "_part")


def silences(cells: Frame, closed: Frame | None = None) -> Frame:
    """`account`, `silence_days`: every stretch of more than `SILENCE_FLOOR_DAYS` between two purchases of an account.

    closed: the state of the months before these cells, so that a silence that began there is seen. A silence of that
    length spans months, so the first and the last day of each month tell all of them.
    """
    days = cells.filter(nw.col("orders") > 0).select("account", "month", "first_day", "last_day")
    if closed is not None:
        before = closed.filter(~nw.col("last_day").is_null()).select(
            "account", nw.col("first_month").alias("month"), "first_day", "last_day"
        )
        days = nw.concat([before, days], how="vertical")
    return (
        days.with_columns(nw.col("last_day").shift(1).over("account", order_by="month").alias("before"))
        .select("account", (nw.col("first_day") - nw.col("before")).alias("silence_days"))
        .filter(nw.col("silence_days") > SILENCE_FLOOR_DAYS)
    )


def _rolled(parts: Frame, suffix: str) -> Frame:
    """Columns with a suffix added up, or their least or largest taken, per account; the suffix is dropped."""
    return (
        parts.group_by("account")
        .agg(
            *(nw.col(f"{name}{suffix}").sum().alias(name) for name in SUMS),
            *(nw.col(f"{name}{suffix}").min().alias(name) for name in LEAST),
            *(nw.col(f"{name}{suffix}").max().alias(name) for name in LARGEST),
        )
        .select("account", *(nw.col(name).cast(nw.Int64) for name in STATE_COLUMNS[1:]))
    )


def _kept(condition: nw.Expr, name: str) -> nw.Expr:
    return nw.when(condition).then(nw.col(name)).otherwise(0)


def _counted(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(1).otherwise(0)


def _years_ago(horizon: Horizon, years: int) -> nw.Expr:
    """Whether a month lies in the twelve months that end so many years before the last month."""
    last = horizon.last_month - 12 * years
    return (nw.col("month") > last - 12) & (nw.col("month") <= last)
