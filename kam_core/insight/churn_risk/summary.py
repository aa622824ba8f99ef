"""Summary of churn risk: accounts, expected loss and money at stake, of all and of those that may leave."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.churn_risk.risk import ChurnRisk
from kam_core.vocabulary.message import Money, Rate, ShownFigure

LIVING, MAY_LEAVE = "living", "may_leave"
KEY, QUIET, BUYING = "may_leave_key", "may_leave_quiet", "may_leave_buying"
LIVING_KEY = "living_key"


@dataclass(frozen=True)
class RiskGroup:
    """Accounts with their expected loss and money at stake, in ten-thousandths; `population` names them in figures."""

    population: str
    accounts: int
    loss: int
    stake: int

    @property
    def count_figure(self) -> ShownFigure:
        """How many accounts."""
        return ShownFigure("risk_accounts", self.population, self.accounts)

    @property
    def loss_figure(self) -> ShownFigure:
        """Their expected loss."""
        return ShownFigure("expected_loss", self.population, Money(self.loss))

    @property
    def stake_figure(self) -> ShownFigure:
        """Their money at stake."""
        return ShownFigure("risk_stake", self.population, Money(self.stake))

    @property
    def share_figure(self) -> ShownFigure:
        """Expected loss over money at stake; unknown without any."""
        share = Rate(self.loss / self.stake) if self.stake else None
        return ShownFigure("expected_loss_share", self.population, share)


@dataclass(frozen=True)
class RiskSummary:
    """All accounts that have not ended, the key accounts among them, those that may leave, and of these the key
    accounts, the silent ones and those that still buy: the last two add up to those that may leave."""

    living: RiskGroup
    living_key: RiskGroup
    may_leave: RiskGroup
    key: RiskGroup
    quiet: RiskGroup
    buying: RiskGroup


def risk_summary(risk: ChurnRisk, key_accounts: pl.Series) -> RiskSummary:
    """The summary; key_accounts: the codes of the key accounts."""
    living, leaving = risk.living, risk.may_leave
    is_key = pl.col("account").is_in(key_accounts.implode())
    return RiskSummary(
        living=_group(LIVING, living),
        living_key=_group(LIVING_KEY, living.filter(is_key)),
        may_leave=_group(MAY_LEAVE, leaving),
        key=_group(KEY, leaving.filter(is_key)),
        quiet=_group(QUIET, leaving.filter(pl.col("is_silent"))),
        buying=_group(BUYING, leaving.filter(~pl.col("is_silent"))),
    )


def _group(population: str, frame: pl.DataFrame) -> RiskGroup:
    return RiskGroup(population, frame.height, int(frame["loss"].sum()), int(frame["stake"].sum()))
