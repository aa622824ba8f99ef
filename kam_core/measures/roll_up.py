"""The cube → one row of integers per account, as of a month: sums, least and largest, which add up over months.

What closed months come to (`state`) is kept; a new month is rolled up alone and `merged` with it: the same bits as
rolling up everything anew. Written in narwhals like the cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals.stable.v2 as nw

from kam_core.measures.packed_keys import Frame
from kam_core.measures.view import RECURRING_LENGTHS, View

FULL_YEARS = 5
RECURRING_WINDOWS = 3
SILENCE_FLOOR_DAYS = 365
"""Twelve-month windows of continuity, windows of recurring purchasing, and the silence below which nobody returned
(domain: account measures, qualification, lifecycle)."""
PLACES = 128
"""More than the months of three windows, so that an amount and a month go into one number."""
LARGEST_PLACED = 2**56 - 1
"""Ten-thousandths up to which purchases are told apart in that number; larger ones count as this large there."""

BOUGHT = tuple(f"bought_{years_ago}" for years_ago in range(FULL_YEARS))
PURCHASED = tuple(f"purchased_{windows_ago}" for windows_ago in range(RECURRING_WINDOWS))
IN_WINDOW = (
    "margin", "costed_revenue", "list_amount", "listed_revenue", "lines", "costed_lines", "purchased", "purchases",
)  # fmt: skip
SUMS = (
    "revenue", "revenue_prior", "revenue_total", "revenue_rank_sum", *IN_WINDOW, "purchases_prior",
    "purchases_total", "active_months", "purchase_days", "costed_lines_total", *PURCHASED,
)  # fmt: skip
LEAST = ("first_day", "first_month", "first_recent_month")
LARGEST = ("last_day", "last_earlier_month", "largest_purchase", "largest_recent", "largest_placed", *BOUGHT)
STATE_COLUMNS = ("account", *SUMS, *LEAST, *LARGEST)
"""All Int64. `revenue_rank_sum` = Σ revenue × the month's place in the window, 0 for the first (for the slope);
`bought_k` is 1 with a purchase in the twelve months that lie k years back; `purchased_k` the money of the purchases in
the recurring window that lies k windows back. `largest_recent` is the largest purchase of these three windows,
`largest_placed` the same × `PLACES` + its month's place in them from 1 (of equals the latest). `first_recent_month` is
the first month with a purchase in the last recurring window, `last_earlier_month` the last one before it. These,
`first_day`, `last_day`, `first_month` (of the first purchase) and `largest_purchase` (of the window) are null without a
purchase."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """From where a roll-up looks back, in day and month numbers. `prior_start` None: there is no window before."""

    as_of_day: int
    last_month: int
    first_month: int
    prior_start: int | None
    data_start: int
    recurring_months: int = RECURRING_LENGTHS[0]

    @classmethod
    def of(cls, view: View, data_start: int) -> Horizon:
        """The horizon of a view over data that begin in a month."""
        first, prior = view.first_month(data_start), view.prior_start()
        return cls(view.as_of_day, view.last_month, first, prior, data_start, view.recurring_months)

    @property
    def months(self) -> int:
        """Months in the window."""
        return self.last_month - self.first_month + 1

    @property
    def recurring_start(self) -> int:
        """The month before the first of the three windows of recurring purchasing."""
        return self.last_month - RECURRING_WINDOWS * self.recurring_months


def state(cells: Frame, horizon: Horizon) -> Frame:
    """`STATE_COLUMNS` of cells up to the horizon's last month, one row per account, in no particular order."""
    return _rolled(state_parts(cells, horizon), "_of")


def state_parts(cells: Frame, horizon: Horizon) -> Frame:
    """What each cell adds to its account's state: `account`, and each of `STATE_COLUMNS` with `_of` behind its name."""
    month = nw.col("month")
    in_window = month >= horizon.first_month
    start = horizon.prior_start
    in_prior = nw.lit(False) if start is None else (month >= start) & (month < horizon.first_month)
    bought = nw.col("purchases") > 0
    place = month - horizon.first_month
    recent = month > horizon.last_month - horizon.recurring_months
    compared = bought & (month > horizon.recurring_start)
    placed = nw.min_horizontal(nw.col("largest_purchase"), nw.lit(LARGEST_PLACED)) * PLACES
    return cells.select(
        "account",
        _kept(in_window, "revenue").alias("revenue_of"),
        _kept(in_prior, "revenue").alias("revenue_prior_of"),
        nw.col("revenue").alias("revenue_total_of"),
        nw.when(in_window).then(nw.col("revenue") * place).otherwise(0).alias("revenue_rank_sum_of"),
        *(_kept(in_window, name).alias(f"{name}_of") for name in IN_WINDOW),
        _kept(in_prior, "purchases").alias("purchases_prior_of"),
        nw.col("purchases").alias("purchases_total_of"),
        nw.col("purchase_days").alias("purchase_days_of"),
        nw.col("costed_lines").alias("costed_lines_total_of"),
        nw.col("first_day").alias("first_day_of"),
        nw.col("last_day").alias("last_day_of"),
        nw.when(bought).then(month).alias("first_month_of"),
        nw.when(bought & recent).then(month).alias("first_recent_month_of"),
        nw.when(bought & ~recent).then(month).alias("last_earlier_month_of"),
        nw.when(in_window & bought).then(nw.col("largest_purchase")).alias("largest_purchase_of"),
        nw.when(compared).then(nw.col("largest_purchase")).alias("largest_recent_of"),
        nw.when(compared).then(placed + (month - horizon.recurring_start)).alias("largest_placed_of"),
        _counted(in_window & bought).alias("active_months_of"),
        *(_counted(bought & _back(horizon, k, 12)).alias(f"{name}_of") for k, name in enumerate(BOUGHT)),
        *(
            _kept(_back(horizon, k, horizon.recurring_months), "purchased").alias(f"{name}_of")
            for k, name in enumerate(PURCHASED)
        ),
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
    days = cells.filter(nw.col("purchases") > 0).select("account", "month", "first_day", "last_day")
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


def _back(horizon: Horizon, windows: int, months: int) -> nw.Expr:
    """Whether a month lies in the window of so many months that ends so many windows before the last month."""
    last = horizon.last_month - months * windows
    return (nw.col("month") > last - months) & (nw.col("month") <= last)
