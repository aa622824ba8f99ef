"""How an account buys over time: orders, silence, regularity, one-off buying, returns, trend."""

from __future__ import annotations

import polars as pl

from kam_core.measures.ledger import Ledger

DAYS_A_MONTH = 365.25 / 12
SILENCE_FLOOR_DAYS = 365
SILENCE_GAPS = 3
"""A silence ends a relation when it passes max(365 days, 3 × the usual gap) (domain: lifecycle)."""
FULL_YEARS = 5


def rhythm(ledger: Ledger) -> pl.DataFrame:
    """Counts and days of buying, one row per account of the ledger.

    `orders`, `orders_prior`, `orders_total`, `active_months` are counts, 0 without purchases; `recency_days`
    and `tenure_days` are null without any; `gap_days` is null under two gaps, `regularity` without a gap.
    """
    as_of = ledger.view.as_of_day
    purchases = ledger.purchases
    counts = purchases.group_by("account").agg(
        pl.col("order").filter(ledger.in_window).len().cast(pl.Int64).alias("orders"),
        pl.col("order").filter(ledger.in_prior).len().cast(pl.Int64).alias("orders_prior"),
        pl.len().cast(pl.Int64).alias("orders_total"),
        (as_of - pl.col("day").max()).alias("recency_days"),
        (as_of - pl.col("day").min()).alias("tenure_days"),
        pl.col("amount").filter(ledger.in_window).max().alias("largest_order"),
        pl.col("month").min().alias("first_month"),
    )
    months = (
        purchases.filter(ledger.in_window)
        .select("account", "month")
        .unique()
        .group_by("account")
        .agg(pl.len().cast(pl.Int64).alias("active_months"))
    )
    days = (
        purchases.select("account", "day")
        .unique()
        .group_by("account")
        .agg(
            pl.when(pl.len() >= 3)
            .then((pl.col("day").max() - pl.col("day").min()) / (pl.len() - 1).cast(pl.Float64))
            .alias("gap_days")
        )
    )
    frame = ledger.accounts
    for part in (counts, months, days):
        frame = frame.join(part, on="account", how="left", maintain_order="left")
    frame = frame.with_columns(pl.col("orders", "orders_prior", "orders_total", "active_months").fill_null(0))
    # A regular buyer fills the months that its own gap lets one expect: a quarterly buyer four of twelve.
    open_months = ledger.view.last_month + 1 - pl.max_horizontal("first_month", pl.lit(ledger.first_month))
    expected = (open_months * DAYS_A_MONTH / pl.col("gap_days")).clip(lower_bound=1.0)
    regularity = pl.min_horizontal(
        pl.lit(1.0), pl.col("active_months") / pl.min_horizontal(expected, open_months.cast(pl.Float64))
    )
    return frame.with_columns(pl.when(pl.col("gap_days").is_not_null()).then(regularity).alias("regularity")).select(
        "account",
        "orders",
        "orders_prior",
        "orders_total",
        "recency_days",
        "tenure_days",
        "active_months",
        "gap_days",
        "regularity",
        "largest_order",
    )


def continuity(ledger: Ledger, rhythms: pl.DataFrame) -> pl.DataFrame:
    """`cycles` = returns after a silence beyond the ended limit; `continuity` = full years with purchases + cycles.

    Full years are the last five twelve-month windows that end with the as-of month.
    """
    last = ledger.view.last_month
    years = (
        ledger.purchases.with_columns(((last - pl.col("month")) // 12).alias("years_ago"))
        .filter(pl.col("years_ago") < FULL_YEARS)
        .select("account", "years_ago")
        .unique()
        .group_by("account")
        .agg(pl.len().cast(pl.Int64).alias("years"))
    )
    silences = (
        ledger.purchases.select("account", "day")
        .unique()
        .sort("account", "day")
        .with_columns((pl.col("day") - pl.col("day").shift(1).over("account")).alias("silence_days"))
        .join(rhythms.select("account", "gap_days"), on="account", how="left")
    )
    limit = pl.max_horizontal(pl.lit(float(SILENCE_FLOOR_DAYS)), SILENCE_GAPS * pl.col("gap_days").fill_null(0.0))
    cycles = (
        silences.filter(pl.col("silence_days") > limit).group_by("account").agg(pl.len().cast(pl.Int64).alias("cycles"))
    )
    frame = ledger.accounts
    for part in (years, cycles):
        frame = frame.join(part, on="account", how="left", maintain_order="left")
    return frame.with_columns(pl.col("years", "cycles").fill_null(0)).select(
        "account", "cycles", (pl.col("years") + pl.col("cycles")).cast(pl.Float64).alias("continuity")
    )


def largest_order_share(rhythms: pl.DataFrame, revenues: pl.DataFrame) -> pl.DataFrame:
    """`largest_order_share` = largest order of the window / revenue; null where revenue ≤ 0."""
    return rhythms.join(revenues, on="account", how="left", maintain_order="left").select(
        "account",
        pl.when(pl.col("revenue") > 0)
        .then(pl.col("largest_order") / pl.col("revenue").cast(pl.Float64))
        .alias("largest_order_share"),
    )


def slope(ledger: Ledger) -> pl.DataFrame:
    """`slope` = least-squares slope of monthly revenue / mean monthly revenue, per month.

    Null where revenue ≤ 0 or the window is a single month. Months without revenue count as 0.
    """
    n = ledger.months
    if n < 2:
        return ledger.accounts.with_columns(pl.lit(None, pl.Float64).alias("slope"))
    position = pl.col("month") - ledger.first_month
    sums = (
        ledger.lines.filter(ledger.in_window)
        .group_by("account")
        .agg(pl.col("amount").sum().alias("y"), (pl.col("amount") * position).sum().alias("xy"))
    )
    mean_x = (n - 1) / 2
    spread = n * (n * n - 1) / 12
    rise = (pl.col("xy") - mean_x * pl.col("y")) / spread
    return ledger.accounts.join(sums, on="account", how="left", maintain_order="left").select(
        "account", pl.when(pl.col("y") > 0).then(rise / (pl.col("y") / float(n))).alias("slope")
    )


def breadth(ledger: Ledger) -> pl.DataFrame:
    """`product_breadth` = distinct products in the window; null where the data name no products."""
    if not ledger.lines["product"].is_not_null().any():
        return ledger.accounts.with_columns(pl.lit(None, pl.Int64).alias("product_breadth"))
    products = (
        ledger.lines.filter(ledger.in_window & pl.col("product").is_not_null())
        .select("account", "product")
        .unique()
        .group_by("account")
        .agg(pl.len().cast(pl.Int64).alias("product_breadth"))
    )
    return ledger.accounts.join(products, on="account", how="left", maintain_order="left").with_columns(
        pl.col("product_breadth").fill_null(0)
    )


RECURRING_WINDOWS = 3
RECURRING_SHARE = 0.2
RECURRING_MIN_MONTHS = 18


def recurring(ledger: Ledger) -> pl.DataFrame:
    """`recurring`: purchases in ≥ 2 of the last 3 twelve-month windows, the second-best ≥ 20 % of the best.

    Null (unknown) while the data span less than 18 months (domain: qualification).
    """
    last = ledger.view.last_month
    if last - ledger.data_start + 1 < RECURRING_MIN_MONTHS:
        return ledger.accounts.with_columns(pl.lit(None, pl.Boolean).alias("recurring"))
    years = (
        ledger.purchases.with_columns(((last - pl.col("month")) // 12).alias("years_ago"))
        .filter(pl.col("years_ago") < RECURRING_WINDOWS)
        .group_by("account", "years_ago")
        .agg(pl.col("amount").sum())
        .group_by("account")
        .agg(
            pl.col("amount").max().alias("best"),
            pl.col("amount").sort(descending=True).get(1, null_on_oob=True).alias("second"),
        )
    )
    passed = (pl.col("second") >= RECURRING_SHARE * pl.col("best")).fill_null(False)
    return ledger.accounts.join(years, on="account", how="left", maintain_order="left").select(
        "account", passed.alias("recurring")
    )
