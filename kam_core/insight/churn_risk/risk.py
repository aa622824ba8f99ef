"""Churn risk, expected loss and health of every account, with the reasons (domain: retention)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import polars as pl

from kam_core.insight.churn_risk.model_check import ModelCheck, model_check
from kam_core.insight.churn_risk.policy import COACH, REVENUE, WARNINGS, RiskPolicy
from kam_core.insight.churn_risk.reason import FLAG, READ, RiskReason, conditions, flag, reasons_of
from kam_core.insight.churn_risk.retention_rates import SILENT, RetentionRates, is_living, retention_rates, silence
from kam_core.insight.churn_risk.signals import RiskSources, with_signals
from kam_core.measures.money_at_stake import stake

BY_MODEL, BY_SILENCE, BY_BASE, UNKNOWN = "model", "silence", "base", "unknown"
"""Where the chance to stay comes from, for most accounts."""


@dataclass(frozen=True)
class ChurnRisk:
    """Churn risk of accounts.

    frame: the accounts with `account`, `p` (the chance to stay without any warning, 0–1), `risk` (0–1), `stake` and
    `loss` = stake × risk (ten-thousandths), `health` = 100 × (1 − risk), `silence`, `is_silent`, and a flag for each
    warning; p, risk, loss and health are null for prospects and ended accounts. source: where p comes from. check: how
    a purchase model and the rates did over the last year, where both are known.
    """

    frame: pl.DataFrame
    policy: RiskPolicy
    today: int
    source: str
    rates: RetentionRates
    check: ModelCheck | None = None

    def reasons(self, account: int) -> tuple[RiskReason, ...]:
        """The reasons of an account by its code, the main one first; empty where there is none."""
        return self.reasons_by_account([account]).get(account, ())

    def reasons_by_account(self, accounts: Collection[int]) -> dict[int, tuple[RiskReason, ...]]:
        """Code → reasons, the main one first."""
        rows = self.frame.filter(pl.col("account").is_in(list(accounts)))
        read = [name for name in rows.columns if name in READ or name.startswith(FLAG)]
        return {
            row["account"]: reasons_of(row, self.policy, self.today) for row in rows.select(read).iter_rows(named=True)
        }

    def among(self, accounts: pl.Series) -> ChurnRisk:
        """The same for these accounts alone, by their codes."""
        return replace(self, frame=self.frame.filter(pl.col("account").is_in(accounts.implode())))

    @property
    def too_early(self) -> bool:
        """Whether nothing is known of anybody: no chance to stay, and no warning."""
        return self.source == UNKNOWN and not self.frame["loss"].sum()

    @property
    def living(self) -> pl.DataFrame:
        """The accounts with a risk, the largest expected loss first."""
        known = self.frame.filter(pl.col("risk").is_not_null())
        return known.sort("loss", "account", descending=[True, False])

    @property
    def may_leave(self) -> pl.DataFrame:
        """The accounts whose risk is at the line or above, the largest expected loss first."""
        return self.living.filter(pl.col("risk") >= self.policy.may_leave)


def churn_risk(
    accounts: pl.DataFrame,
    sources: RiskSources,
    rates: RetentionRates,
    policy: RiskPolicy | None = None,
    fitted: pl.DataFrame | None = None,
) -> ChurnRisk:
    """Risk = 1 − p · Π (1 − weight) over the warnings that hold; an unknown warning does not count.

    accounts: the portfolio frame. rates: p where no model is fitted; where those are unknown, too, p is 1 and the
    warnings alone count. fitted: `account`, `p_alive`; where it is known a fall of revenue does not count again.
    """
    rule = policy or RiskPolicy()
    frame = with_signals(accounts, sources, rule).with_columns(silence(rule), stake())
    if fitted is None:
        fitted = pl.DataFrame(schema={"account": pl.Int64, "p_alive": pl.Float64})
    frame = frame.drop("p_alive", strict=False).join(
        fitted.select("account", "p_alive"), on="account", how="left", maintain_order="left"
    )
    flags = [holds.fill_null(False).alias(flag(name)) for name, holds in conditions(rule, sources.today).items()]
    frame = frame.with_columns(*flags, pl.lit(False).alias(flag(COACH)))
    frame = frame.with_columns((pl.col(flag(REVENUE)) & pl.col("p_alive").is_null()).alias(flag(REVENUE)))
    stays = pl.coalesce("p_alive", rates.p(), pl.lit(1.0))
    for name in WARNINGS:
        stays = stays * (1.0 - rule.weight(name) * pl.col(flag(name)).cast(pl.Float64))
    living = is_living()
    frame = frame.with_columns(
        pl.when(living).then(pl.coalesce("p_alive", rates.p(), pl.lit(1.0))).alias("p"),
        pl.when(living).then((1.0 - stays).clip(0.0, 1.0)).alias("risk"),
        (living & (pl.col("silence") == SILENT)).alias("is_silent"),
    ).with_columns(
        (pl.col("stake") * pl.col("risk")).round().cast(pl.Int64).alias("loss"),
        (100.0 * (1.0 - pl.col("risk"))).alias("health"),
    )
    return ChurnRisk(frame, rule, sources.today, _source(frame, rates), rates)


def checked_risk(
    accounts: pl.DataFrame,
    then: pl.DataFrame | None,
    sources: RiskSources,
    policy: RiskPolicy,
    fitted: pl.DataFrame | None,
    fitted_then: pl.DataFrame | None,
) -> ChurnRisk:
    """Risk with rates since `then`, the account frame of a year earlier, and with the purchase model where it was
    closer to what happened since, or where rates are unknown.

    fitted, fitted_then: `account`, `p_alive` of the model now and then.
    """
    rates = retention_rates(accounts, then, policy)
    check = model_check(accounts, then, fitted_then, rates, policy)
    # A model that could not be fitted a year ago has not shown yet that it sees who leaves.
    counts = check.model_counts if check is not None else rates.frame is None
    return replace(churn_risk(accounts, sources, rates, policy, fitted if counts else None), check=check)


def _source(frame: pl.DataFrame, rates: RetentionRates) -> str:
    if frame["p_alive"].is_not_null().any():
        return BY_MODEL
    if rates.frame is not None:
        return BY_SILENCE
    return UNKNOWN if rates.base is None else BY_BASE
