"""Retention rate by silence: which share of the accounts that were as silent a year earlier bought again."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.churn_risk.policy import RiskPolicy

YEAR_MONTHS, YEAR_DAYS = 12, 365
FEW, REGULAR, LATE, SILENT = "few", "regular", "late", "silent"
"""One or two purchases ever; within its usual gap; up to twice as long; longer."""
SILENCES = (FEW, REGULAR, LATE, SILENT)
FEW_PURCHASES = 2
FEWEST_ACCOUNTS = 30
"""Living accounts a year earlier, from which rates by silence are computed."""
NOT_LIVING = ("prospect", "ended")


def is_living() -> pl.Expr:
    """Whether an account has bought and has not ended."""
    return pl.col("stage").cast(pl.String).is_in(NOT_LIVING).not_()


def silence(policy: RiskPolicy) -> pl.Expr:
    """The class of an account by the days since its last purchase beside its own usual gap: `silence`.

    Without a usual gap, under three days of purchase, it is one of few purchases.
    """
    recency, gap, floor = pl.col("recency_days"), pl.col("gap_days"), pl.lit(float(policy.quiet_days))
    return (
        pl.when((pl.col("purchases_total") <= FEW_PURCHASES) | gap.is_null())
        .then(pl.lit(FEW))
        .when(recency <= pl.max_horizontal(floor, gap))
        .then(pl.lit(REGULAR))
        .when(recency <= pl.max_horizontal(floor, policy.quiet_gaps * gap))
        .then(pl.lit(LATE))
        .otherwise(pl.lit(SILENT))
        .alias("silence")
    )


@dataclass(frozen=True)
class RetentionRates:
    """`frame`: `silence`, `accounts` a year earlier, `stayed` of them, `p`; None where too few were known then.
    `base`: accounts buying in both windows over those in the prior one; None where there was none."""

    frame: pl.DataFrame | None
    base: float | None

    def p(self) -> pl.Expr:
        """The chance to stay of an account with a `silence`, null where nothing is known."""
        base = pl.lit(self.base, pl.Float64)
        if self.frame is None:
            return base
        rates = dict(self.frame.select("silence", "p").iter_rows())
        return pl.coalesce(pl.col("silence").replace_strict(rates, default=None, return_dtype=pl.Float64), base)


def retention_rates(
    accounts: pl.DataFrame, then: pl.DataFrame | None, policy: RiskPolicy, span_days: int = YEAR_DAYS
) -> RetentionRates:
    """The rates as of now, from the account frame now and the one `span_days` earlier; None where there is none.

    A rate is (stayed + 1) / (accounts + 2), so that few accounts make none certain; a class without accounts has ½.
    """
    base = _base_rate(accounts)
    if then is None:
        return RetentionRates(None, base)
    bought = accounts.select("account", (pl.col("recency_days") < span_days).fill_null(False).alias("stayed"))
    living = then.filter(is_living()).select("account", silence(policy))
    if living.height < FEWEST_ACCOUNTS:
        return RetentionRates(None, base)
    counted = (
        living.join(bought, on="account", how="inner")
        .group_by("silence")
        .agg(pl.len().cast(pl.Int64).alias("accounts"), pl.col("stayed").sum().cast(pl.Int64))
    )
    frame = (
        pl.DataFrame({"silence": SILENCES})
        .join(counted, on="silence", how="left", maintain_order="left")
        .with_columns(pl.col("accounts", "stayed").fill_null(0))
        .with_columns(((pl.col("stayed") + 1) / (pl.col("accounts") + 2)).alias("p"))
    )
    return RetentionRates(frame, base)


def _base_rate(accounts: pl.DataFrame) -> float | None:
    before = accounts.filter(pl.col("purchases_prior") > 0)
    return before.filter(pl.col("purchases") > 0).height / before.height if before.height else None
