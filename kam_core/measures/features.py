"""Features: integer state per account → ratios and rates, the only floating-point step (domain: account measures)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import narwhals.stable.v2 as nw

from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import Frame
from kam_core.measures.cells.purchase_gaps import SILENCE_FLOOR_DAYS
from kam_core.measures.cells.state_columns import BOUGHT
from kam_core.measures.recurrence import recurring

DAYS_A_MONTH = 365.25 / 12
SILENCE_GAPS = 3
"""A silence ends a relation when it exceeds max(365 days, 3 × the usual gap) (domain: lifecycle)."""
GAPS_FROM_DAYS = 3
"""Purchase days from which there are two gaps, and so a usual gap."""


def features(state: Frame, silences: Frame, horizon: Horizon, totals: Frame | None = None) -> Frame:
    """`FEATURE_COLUMNS`, one row per account of the state, in no particular order.

    state:    `STATE_COLUMNS`; an account without any line has zeros, and nulls where the state may be null.
    silences: `account`, `silence_days` of the same months.
    totals:   `totals_of` all accounts, where the state holds only some of them.
    """
    overall = totals_of(state) if totals is None else totals
    known = state.join(overall, how="cross").with_columns(_gap_days().alias("gap_days"))
    return (
        known.join(_cycles(known, silences), on="account", how="left")
        .with_columns(nw.col("cycles").fill_null(0).cast(nw.Int64), _growth(horizon), recurring(horizon))
        .select("account", *(feature(horizon).alias(name) for name, feature in FEATURES.items()))
    )


def totals_of(state: Frame) -> Frame:
    """One row about all accounts of a state: `positive_revenue`, and `costed_ever`, the number of lines with a margin.

    Totals of parts of the accounts can be added.
    """
    return state.select(
        nw.when(nw.col("revenue") > 0).then(nw.col("revenue")).otherwise(0).alias("revenue_above"),
        nw.col("costed_lines_total").alias("costed_of"),
    ).select(
        nw.col("revenue_above").sum().cast(nw.Int64).alias("positive_revenue"),
        nw.col("costed_of").sum().cast(nw.Int64).alias("costed_ever"),
    )


def _ratio(condition: nw.Expr, above: nw.Expr, below: str) -> nw.Expr:
    """One column over another in floats, null where the condition does not hold."""
    return nw.when(condition).then(above.cast(nw.Float64) / nw.col(below).cast(nw.Float64))


def _gap_days() -> nw.Expr:
    """(last − first day) / (purchase days − 1); null under two gaps."""
    return nw.when(nw.col("purchase_days") >= GAPS_FROM_DAYS).then(
        (nw.col("last_day") - nw.col("first_day")).cast(nw.Float64) / (nw.col("purchase_days") - 1).cast(nw.Float64)
    )


def _growth(horizon: Horizon) -> nw.Expr:
    """(revenue − prior) / prior. Null where the prior window brought nothing, where the first purchase lies in its
    later half (a half-empty base would show growth that is none), and for all where the data start inside it."""
    start = horizon.prior_start
    if start is None or horizon.data_start > start:
        return nw.lit(None, nw.Float64).alias("growth")
    based = nw.col("revenue_prior") > 0
    grown = (nw.col("revenue") - nw.col("revenue_prior")).cast(nw.Float64)
    # Whole months: the first month of purchase lies before the middle when twice its distance is under the length.
    early = (nw.col("first_month") - start) * 2 < horizon.months
    return nw.when(based & early).then(grown / nw.col("revenue_prior").cast(nw.Float64)).alias("growth")


def _margin() -> nw.Expr:
    """With margins in the data an account without lines earned nothing: that is known, not missing. Lines of which
    none knows its margin leave it unknown."""
    known = (nw.col("costed_lines") > 0) | ((nw.col("lines") == 0) & (nw.col("costed_ever") > 0))
    return nw.when(known).then(nw.col("margin"))


def _regularity(horizon: Horizon) -> nw.Expr:
    """min(1, active months / the months that the account's own gap lets one expect): a quarterly buyer fills four."""
    open_months = (horizon.last_month + 1 - nw.max_horizontal(nw.col("first_month"), nw.lit(horizon.first_month))).cast(
        nw.Float64
    )
    by_gap = open_months * DAYS_A_MONTH / nw.col("gap_days")
    expected = nw.min_horizontal(nw.max_horizontal(by_gap, nw.lit(1.0)), open_months)
    filled = nw.col("active_months").cast(nw.Float64) / expected
    return nw.when(~nw.col("gap_days").is_null()).then(nw.min_horizontal(filled, nw.lit(1.0)))


def _cycles(known: Frame, silences: Frame) -> Frame:
    """`account`, `cycles`: returns after a silence beyond the ended limit."""
    limit = nw.max_horizontal(
        nw.col("gap_days").fill_null(0.0) * float(SILENCE_GAPS), nw.lit(float(SILENCE_FLOOR_DAYS))
    )
    return (
        silences.join(known.select("account", "gap_days"), on="account", how="inner")
        .filter(nw.col("silence_days").cast(nw.Float64) > limit)
        .with_columns(nw.lit(1).alias("one"))
        .group_by("account")
        .agg(nw.col("one").sum().alias("cycles"))
        .with_columns(nw.col("cycles").cast(nw.Int64))
    )


def _slope(horizon: Horizon) -> nw.Expr:
    """Least-squares slope of monthly revenue over its mean, per month; null where revenue ≤ 0 or in a single month.

    With months 0 … n−1 that is (12 Σ month·revenue − 6 (n−1) Σ revenue) / ((n²−1) Σ revenue).
    """
    n = horizon.months
    if n < 2:
        return nw.lit(None, nw.Float64)
    revenue = nw.col("revenue").cast(nw.Float64)
    rise = nw.col("revenue_rank_sum").cast(nw.Float64) * 12.0 - revenue * float(6 * (n - 1))
    return nw.when(nw.col("revenue") > 0).then(rise / (revenue * float(n * n - 1)))


def _of_state(name: str) -> Feature:
    """A column of the state, or one that was joined to it, as it is."""
    return lambda horizon: nw.col(name)


def _continuity() -> nw.Expr:
    years = nw.sum_horizontal(*(nw.col(name) for name in BOUGHT))
    return (years + nw.col("cycles")).cast(nw.Float64)


def _discount_rate() -> nw.Expr:
    return 1.0 - _ratio(nw.col("list_amount") > 0, nw.col("listed_revenue"), "list_amount")


Feature = Callable[[Horizon], nw.Expr]
FEATURES: Mapping[str, Feature] = {
    "revenue": _of_state("revenue"),
    "revenue_prior": _of_state("revenue_prior"),
    "revenue_total": _of_state("revenue_total"),
    "growth": _of_state("growth"),
    "revenue_share": lambda _: _ratio(nw.col("positive_revenue") > 0, nw.col("revenue"), "positive_revenue"),
    "margin": lambda _: _margin(),
    "costed_revenue": _of_state("costed_revenue"),
    "margin_rate": lambda _: _ratio(nw.col("costed_revenue") > 0, nw.col("margin"), "costed_revenue"),
    "discount_rate": lambda _: _discount_rate(),
    "purchased": _of_state("purchased"),
    "purchases": _of_state("purchases"),
    "purchases_prior": _of_state("purchases_prior"),
    "purchases_total": _of_state("purchases_total"),
    "recency_days": lambda horizon: horizon.as_of_day - nw.col("last_day"),
    "tenure_days": lambda horizon: horizon.as_of_day - nw.col("first_day"),
    "active_months": _of_state("active_months"),
    "gap_days": _of_state("gap_days"),
    "regularity": _regularity,
    "largest_purchase_share": lambda _: _ratio(nw.col("purchased") > 0, nw.col("largest_purchase"), "purchased"),
    "cycles": _of_state("cycles"),
    "continuity": lambda _: _continuity(),
    "slope": _slope,
    "recurring": _of_state("recurring"),
}
FEATURE_COLUMNS = ("account", *FEATURES)
"""Money in ten-thousandths, ratios as shares, null where unknown."""
