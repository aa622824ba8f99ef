"""Headline and lines of Loyalty: who may leave, what that costs, whom to call first, and what the risk rests on."""

from __future__ import annotations

import polars as pl

from kam_core.insight.churn_risk.retention_rates import FEWEST_ACCOUNTS
from kam_core.insight.churn_risk.risk import BY_BASE, BY_MODEL, BY_SILENCE, ChurnRisk
from kam_core.insight.churn_risk.summary import RiskSummary
from kam_core.vocabulary.message import Message, Money, Rate, Share, ShownFigure


def risk_answer(risk: ChurnRisk, summary: RiskSummary) -> Message:
    """The headline: how many may leave, the expected loss, and the account with the largest."""
    line = ShownFigure("risk_line", "all", Share(risk.policy.may_leave))
    if not summary.living.accounts:
        return Message("No customer is left that could leave: all have ended, or none has bought yet.")
    if risk.too_early:
        return Message("It is too early to tell who may leave.")
    if not summary.may_leave.accounts:
        return Message("No account carries a risk of {line} or more.", line=line)
    return Message(
        "{count} account may leave: {loss} expected loss. Call {first} first.",
        "{count} accounts may leave: {loss} expected loss. Call {first} first.",
        "count",
        count=summary.may_leave.count_figure, loss=summary.may_leave.loss_figure,
        first=str(risk.may_leave["name"][0] or risk.may_leave["account_id"][0]),
    )  # fmt: skip


def risk_population(risk: ChurnRisk, summary: RiskSummary) -> Message:
    """The accounts that the screen counts, with their expected loss where anything is known of it."""
    if risk.too_early:
        return Message(
            "{count} customer that has not ended.",
            "{count} customers that have not ended.",
            "count",
            count=summary.living.count_figure,
        )
    return Message(
        "{count} customer that has not ended, {loss} expected loss.",
        "{count} customers that have not ended, {loss} expected loss.",
        "count",
        count=summary.living.count_figure, loss=summary.living.loss_figure,
    )  # fmt: skip


def risk_line(risk: ChurnRisk, summary: RiskSummary) -> Message:
    """The line below: how the loss is counted, and what the first account alone costs."""
    how = Message("Money at stake × risk.")
    if risk.too_early:
        return basis_text(risk)
    if not summary.may_leave.accounts:
        return how
    first = risk.may_leave.row(0, named=True)
    many = Message(
        "{count} of them carries a risk of {line} or more; {first} alone is {loss}.",
        "{count} of them carry a risk of {line} or more; {first} alone is {loss}.",
        "count",
        count=summary.may_leave.count_figure,
        line=ShownFigure("risk_line", "all", Share(risk.policy.may_leave)),
        first=str(first["name"] or first["account_id"]),
        loss=ShownFigure("expected_loss", f"account:{first['account_id']}", Money(first["loss"])),
    )
    return Message("{first} {then}", first=how, then=many)


def cooling_text(risk: ChurnRisk, cooling: pl.Series) -> Message | None:
    """Why key accounts that cool do not carry a high risk; None where all of them do.

    cooling: the ids of the cooling accounts that are or were key.
    """
    lower = risk.living.filter(
        pl.col("account_id").is_in(cooling.implode()) & (pl.col("risk") < risk.policy.may_leave)
    )  # fmt: skip
    if lower.is_empty():
        return None
    return Message(
        "{count} cooling account that is or was key carries a lower risk: its chance to stay is {rate}.",
        "{count} cooling accounts that are or were key carry a lower risk: their chance to stay is {rate} or more.",
        "count",
        count=lower.height, rate=Rate(float(lower["p"].min())),  # type: ignore[arg-type]
    )  # fmt: skip


def basis_text(risk: ChurnRisk) -> Message:
    """What the chance to stay rests on, in a sentence."""
    if risk.source == BY_MODEL:
        model = Message("The chance to stay comes from a fitted purchase model.")
        unchecked = Message("It could not be checked on the last 12 months.")
        return Message("{first} {then}", first=model, then=unchecked if risk.check is None else risk.check.sentence)
    if risk.source == BY_SILENCE:
        silence = Message(
            "The chance to stay is the share of accounts that were as silent a year earlier and bought again within "
            "12 months."
        )
        unfitted = Message("No purchase model could be fitted a year ago to compare with.")
        return Message("{first} {then}", first=silence, then=unfitted if risk.check is None else risk.check.sentence)
    if risk.source == BY_BASE:
        return Message(
            "No purchase model is fitted, and fewer than {least} accounts were known a year earlier: for all accounts "
            "the chance to stay is {rate}, the share that bought in the previous window and in this one.",
            least=FEWEST_ACCOUNTS, rate=Rate(risk.rates.base or 0.0),
        )  # fmt: skip
    return Message("The data are too short for a chance to stay: only the warnings count.")
