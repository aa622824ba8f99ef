"""Check of a purchase model against rates by silence: which said better a year ago who would buy again."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.churn_risk.policy import RiskPolicy
from kam_core.insight.churn_risk.retention_rates import YEAR_DAYS, RetentionRates, is_living, silence
from kam_core.vocabulary.message import Message, Points


@dataclass(frozen=True)
class ModelCheck:
    """Brier scores over the `accounts` that lived a year earlier and for which the model could tell: the mean of
    (chance − what happened)², 0 best, a quarter as good as a coin; of the model as fitted then, and of the rates.

    Brier, G. W. (1950), Verification of forecasts expressed in terms of probability. The rates are counted on the same
    year, four numbers for all accounts; the model has not seen it.
    """

    accounts: int
    model: float
    silence: float

    @property
    def model_counts(self) -> bool:
        """Whether the model was closer to what happened."""
        return self.model < self.silence

    @property
    def sentence(self) -> Message:
        """Both errors in words, in hundredths."""
        return Message(
            "Over the last 12 months the error of the rates was {silence} and that of the purchase model {model} "
            "(Brier score × 100, {accounts} accounts; lower is better).",
            silence=Points(100 * self.silence), model=Points(100 * self.model), accounts=self.accounts,
        )  # fmt: skip


def model_check(
    accounts: pl.DataFrame,
    then: pl.DataFrame | None,
    fitted_then: pl.DataFrame | None,
    rates: RetentionRates,
    policy: RiskPolicy,
) -> ModelCheck | None:
    """Compare both on the accounts of a year earlier; None where one of them is unknown.

    accounts: the account frame now. then: of a year earlier. fitted_then: `account`, `p_alive` of the model fitted to
    what was known then.
    """
    if then is None or fitted_then is None or rates.frame is None:
        return None
    bought = accounts.select("account", (pl.col("recency_days") < YEAR_DAYS).fill_null(False).alias("stayed"))
    rows = (
        then.filter(is_living())
        .select("account", silence(policy))
        .join(fitted_then.filter(pl.col("p_alive").is_not_null()).select("account", "p_alive"), on="account")
        .join(bought, on="account")
        .with_columns(rates.p().alias("rate"), pl.col("stayed").cast(pl.Float64))
    )
    if rows.is_empty():
        return None
    model, by_silence = rows.select(
        ((pl.col(chance) - pl.col("stayed")) ** 2).mean() for chance in ("p_alive", "rate")
    ).row(0)
    return ModelCheck(rows.height, model, by_silence)
