"""Change of revenue of each account since the prior window, and the kind of change."""

from __future__ import annotations

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.calendar import day_number, month_start
from kam_core.vocabulary.message import N_

LOST, NEW, WON_BACK, GROWN, SHRUNK, UNCHANGED = "lost", "new", "won_back", "grown", "shrunk", "unchanged"
KINDS = (NEW, WON_BACK, GROWN, SHRUNK, LOST)
"""Kinds that change the total, in the order of the bridge."""
KIND_LABELS = {
    NEW: N_("New"),
    WON_BACK: N_("Won back"),
    GROWN: N_("Grown"),
    SHRUNK: N_("Shrunk"),
    LOST: N_("Lost accounts"),
    UNCHANGED: N_("Unchanged"),
}
READ = ("account", "account_id", "name", "owner", "tier")


def account_changes(accounts: pl.DataFrame, view: View) -> pl.DataFrame:
    """Compare each account with the prior window: the columns of `READ`, `kind`, and `before`, `now`, `change` in
    ten-thousandths; the largest change first.

    accounts: the portfolio frame of a view with a prior window. The first kind that holds (domain: bridge): lost
    (above 0 before, not above 0 now); new (first purchase ever in this window); won back (purchases before the prior
    window, none in it, one now); else by the sign of the change.
    """
    change = pl.col("revenue") - pl.col("revenue_prior")
    kind = (
        pl.when((pl.col("revenue_prior") > 0) & (pl.col("revenue") <= 0))
        .then(pl.lit(LOST))
        .when(first_purchase_in_window(view))
        .then(pl.lit(NEW))
        .when(returned(view))
        .then(pl.lit(WON_BACK))
        .when(change > 0)
        .then(pl.lit(GROWN))
        .when(change < 0)
        .then(pl.lit(SHRUNK))
        .otherwise(pl.lit(UNCHANGED))
    )
    return accounts.select(
        *READ,
        kind.alias("kind"),
        pl.col("revenue_prior").alias("before"),
        pl.col("revenue").alias("now"),
        change.alias("change"),
    ).sort(pl.col("change").abs(), "account_id", descending=[True, False])


def first_purchase_in_window(view: View) -> pl.Expr:
    """Whether the first purchase ever lies in the window; false without a purchase."""
    assert view.window_months is not None
    start = view.last_month - view.window_months + 1
    return (pl.col("tenure_days") <= _days_since(view, start)).fill_null(False)


def returned(view: View) -> pl.Expr:
    """Whether it bought before the prior window, not in it, and again in the window; false without a purchase."""
    prior_start = view.prior_start()
    assert prior_start is not None
    before = (pl.col("tenure_days") > _days_since(view, prior_start)).fill_null(False)
    return before & (pl.col("purchases_prior") == 0) & (pl.col("purchases") > 0)


def _days_since(view: View, month: int) -> int:
    """Days from the first day of a month to the as-of date."""
    return view.as_of_day - day_number(month_start(month))
