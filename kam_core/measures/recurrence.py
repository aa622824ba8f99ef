"""Recurring purchasing: whether an account buys again, or made one large purchase (domain: qualification)."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.state_columns import LARGEST_RANKED, MONTH_BASE, PURCHASED

SECOND_SHARE = 0.2
"""A second-best window under this part of the best one means one-off buying, if one purchase makes half of all."""


def recurring(horizon: Horizon) -> nw.Expr:
    """`recurring` of a state: true, false, or null (unknown), over three windows of `horizon.recurring_months`.

    False with purchases in fewer than two of them, or where the second-best is under 20 % of the best *and* one
    purchase makes half of all three. Unknown for accounts that never bought or whose first purchase is less than one
    and a half windows back, unless one purchase makes half of all and none followed in the full window after its month.
    """
    windows = [nw.col(name) for name in PURCHASED]
    total = nw.sum_horizontal(*windows)
    best = nw.max_horizontal(*windows)
    second = total - best - nw.min_horizontal(*windows)
    one_off = _dominant(total) & (second.cast(nw.Float64) < best.cast(nw.Float64) * SECOND_SHARE)
    passed = (second > 0) & ~one_off
    # Tenure is never longer than the data, so all accounts are unknown where the data are too short.
    tenure = horizon.last_month + 1 - nw.col("first_month")
    known = (tenure * 2 >= 3 * horizon.recurring_months) | (_dominant(total) & _nothing_followed(horizon))
    return nw.when(known & ~nw.col("first_month").is_null()).then(passed).alias("recurring")


def _dominant(total: nw.Expr) -> nw.Expr:
    """Whether one purchase makes at least half of the three windows."""
    largest = nw.col("largest_recent")
    return (largest >= total - largest).fill_null(False)


def _nothing_followed(horizon: Horizon) -> nw.Expr:
    """Whether the largest purchase lies so far back that a full window followed its month, without a purchase in it.

    Only used for accounts whose purchases are all within one and a half windows: of these the months before the last
    window are at most half a window, so a purchase after the largest one and before the last window followed it.
    """
    largest = nw.min_horizontal(nw.col("largest_recent"), nw.lit(LARGEST_RANKED))
    month = nw.col("largest_placed") - largest * MONTH_BASE + horizon.recurring_start
    silent_until = month + horizon.recurring_months
    last_before = (nw.col("last_earlier_month") == month).fill_null(False)
    return last_before & (nw.col("first_recent_month").is_null() | (nw.col("first_recent_month") > silent_until))
