"""Attention by account: reasons, next step, due day and money at stake; and the list of accounts that need it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from kam_core.insight.attention.alert_state import DONE, TABLE, Alert, last_alerts, planned_calls
from kam_core.insight.attention.drift import NO_DRIFT
from kam_core.insight.attention.next_step import NextStep, suggestion
from kam_core.insight.attention.policy import AttentionPolicy
from kam_core.insight.attention.reason import KINDS, REVIEW, Reason, conditions, counts_for, reason_of
from kam_core.insight.attention.signals import AttentionSources, with_signals
from kam_core.measures.money_at_stake import stake
from kam_core.scoring.tiering.key_accounts import ensure_key_columns
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.enums import KEY_TIERS


@dataclass(frozen=True)
class Attention:
    """One account: what is wrong, what to do next, until when, and the money at stake (ten-thousandths).

    reasons: all that hold, the most urgent first. due: the earliest open date; None where there is none. days_left:
    from today to then, negative when late. alert: the last alert of the account. is_hidden: it is done or snoozed, and
    nothing got worse since.
    """

    account: int
    account_id: str
    name: str
    tier: str | None
    industry: str | None
    owner: str | None
    stake: int
    reasons: tuple[Reason, ...]
    next_step: NextStep | None
    due: datetime.date | None
    days_left: int | None
    alert: Alert | None = None
    is_hidden: bool = False
    lost_key: bool = False

    @property
    def main(self) -> Reason | None:
        """The most urgent reason."""
        return self.reasons[0] if self.reasons else None

    @property
    def others(self) -> tuple[Reason, ...]:
        """The reasons after the most urgent one."""
        return self.reasons[1:]

    @property
    def is_only_review(self) -> bool:
        """Whether its only reason is one for the next review."""
        return [reason.kind for reason in self.reasons] == [REVIEW]

    @property
    def active_alert(self) -> Alert | None:
        """The alert, unless it is done."""
        return self.alert if self.alert is not None and self.alert.state != DONE else None


@dataclass(frozen=True)
class AttentionList:
    """The accounts that need attention, `entries`; `hidden`: those done or snoozed; `review`: those whose only reason
    is that their tier fell. accounts: how many were looked at. Each the most money at stake first."""

    entries: tuple[Attention, ...]
    hidden: tuple[Attention, ...]
    review: tuple[Attention, ...]
    accounts: int
    large_from: int | None


def find_attention(
    accounts: pl.DataFrame,
    sources: AttentionSources,
    policy: AttentionPolicy | None = None,
    among: pl.Series | None = None,
) -> AttentionList:
    """The accounts that need attention.

    accounts: the portfolio frame `with_key` of all accounts, from which it follows which are large. among: the codes of
    the accounts to list; None: all.
    """
    rule = policy or AttentionPolicy()
    frame, large_from = _prepared(accounts, sources, rule)
    if among is not None:
        frame = frame.filter(pl.col("account").is_in(among.implode()))
    listed = pl.any_horizontal(pl.col(_flag(kind)) & counts_for(kind).fill_null(False) for kind in KINDS)
    alerts = last_alerts(sources.tables.get(TABLE))
    found = [
        _attention(row, sources, rule, alerts)
        for row in frame.filter(listed).sort("stake", "account", descending=[True, False]).iter_rows(named=True)
    ]
    review = [one for one in found if one.is_only_review]
    urgent = [one for one in found if not one.is_only_review]
    return AttentionList(
        entries=tuple(one for one in urgent if not one.is_hidden),
        hidden=tuple(one for one in urgent if one.is_hidden),
        review=tuple(review),
        accounts=frame.height,
        large_from=large_from,
    )


def attention_of(
    accounts: pl.DataFrame, sources: AttentionSources, account_id: str, policy: AttentionPolicy | None = None
) -> Attention | None:
    """The reasons, next step and due day of one account, whether or not it is on the list; None for an unknown id."""
    rule = policy or AttentionPolicy()
    frame, _ = _prepared(accounts, sources, rule)
    row = frame.filter(pl.col("account_id") == account_id)
    if row.is_empty():
        return None
    return _attention(row.row(0, named=True), sources, rule, last_alerts(sources.tables.get(TABLE)))


def large_revenue(accounts: pl.DataFrame, share: float) -> int | None:
    """The revenue of the last of the largest buyers that make this share of their number (rounded up); None without
    buyers."""
    buyers = accounts.filter(pl.col("revenue") > 0)["revenue"].sort(descending=True)
    if buyers.is_empty():
        return None
    # 0.2 × 5 is a little above 1 in binary for some shares: round before rounding up.
    count = -int(-round(share * len(buyers), 9) // 1)
    return int(buyers[max(1, count) - 1])


def _prepared(
    accounts: pl.DataFrame, sources: AttentionSources, rule: AttentionPolicy
) -> tuple[pl.DataFrame, int | None]:
    """The frame with signals, `stake`, `is_large` and a flag for each kind; and the revenue that makes large."""
    accounts = ensure_key_columns(accounts)
    large_from = large_revenue(accounts, rule.large_share)
    calls = planned_calls(last_alerts(sources.tables.get(TABLE)))
    signals = with_signals(accounts, sources, rule.contact_days, rule.incident_severity).with_columns(stake())
    drift = (NO_DRIFT if sources.drift is None else sources.drift).drop("tier_fall")
    frame = signals.join(calls, on="account", how="left", maintain_order="left").join(
        drift, on="account", how="left", maintain_order="left"
    )
    is_large = pl.lit(False) if large_from is None else pl.col("stake") >= large_from
    flags = [
        condition.fill_null(False).alias(_flag(kind)) for kind, condition in conditions(accounts, sources, rule).items()
    ]
    # Rows become Python objects one by one: without the columns that nobody reads here.
    flagged = frame.with_columns(is_large.alias("is_large"), *flags)
    return flagged.select(name for name in flagged.columns if name in READ or name in FLAGS), large_from


READ = frozenset(
    {
        "account",
        "account_id",
        "name",
        "tier",
        "industry",
        "owner",
        "stake",
        "is_key",
        "was_key",
        "was_tier",
        "was_on",
        "is_large",
        "recency_days",
        "gap_days",
        "revenue",
        "revenue_prior",
        "revenue_total",
        "growth",
        "margin",
        "discount_rate",
        "satisfaction",
        "credit_days_overdue",
        "open_balance",
        "incidents",
        "first_incident",
        "last_incident",
        "incident_topic",
        "complaints",
        "first_complaint",
        "last_complaint",
        "complaint_topic",
        "actions",
        "action",
        "action_since",
        "action_due",
        "last_contact",
        "promised_days",
        "contact_due",
        "contract_until",
        "next_step",
        "step_due",
        "call_risk",
        "call_loss",
        "score",
        "score_then",
        "score_fall",
        "tier_then",
        "drift_since",
    }
)
"""Columns from which an account of the list is made."""


def _flag(kind: str) -> str:
    return f"because_{kind}"


def _attention(
    row: Mapping[str, Any], sources: AttentionSources, rule: AttentionPolicy, alerts: Mapping[int, Alert]
) -> Attention:
    reasons = tuple(reason_of(kind, row, sources) for kind in KINDS if row[_flag(kind)])
    alert, today = alerts.get(row["account"]), date_of(sources.today)
    active = None if alert is None or alert.state == DONE else alert
    due = _due(row, sources, rule, active)
    return Attention(
        account=row["account"],
        account_id=str(row["account_id"]),
        name=str(row["name"] or row["account_id"]),
        tier=row["tier"],
        industry=row.get("industry"),
        owner=row["owner"],
        stake=row["stake"],
        reasons=reasons,
        next_step=_next_step(row, reasons, active),
        due=due,
        days_left=None if due is None else (due - today).days,
        alert=alert,
        is_hidden=alert is not None and alert.hides(reasons, today, rule.steps),
        lost_key=bool(row["was_key"]) and not row["is_key"],
    )


def _next_step(row: Mapping[str, Any], reasons: Sequence[Reason], alert: Alert | None) -> NextStep | None:
    if row["next_step"] is not None:
        due = row["step_due"]
        return NextStep(str(row["next_step"]), True, None if due is None else date_of(due))
    if alert is not None and alert.remedy:
        return NextStep(alert.remedy, True, alert.due)
    return suggestion(reasons[0].kind, row["tier"]) if reasons else None


def _due(
    row: Mapping[str, Any], sources: AttentionSources, rule: AttentionPolicy, alert: Alert | None
) -> datetime.date | None:
    """The day that somebody set; else the earliest of the agreed action, the promised contact, a contract that ends
    soon and the contact after an incident; else the day on which a late payment was due."""
    if alert is not None and alert.due is not None:
        return alert.due
    ends_soon = row["contract_until"] if row[_flag("contract end")] else None
    dues = (row["step_due"], row["contact_due"], ends_soon, _incident_contact(row, rule))
    days = [day for day in dues if day is not None]
    if not days and row[_flag("late payment")]:
        days = [sources.view.as_of_day - row["credit_days_overdue"]]
    return date_of(min(days)) if days else None


def _incident_contact(row: Mapping[str, Any], rule: AttentionPolicy) -> int | None:
    """The day by which an executive of an S or A account is to be contacted after its last open incident; None once
    somebody was in touch."""
    day = row["last_incident"]
    if day is None or row["tier"] not in KEY_TIERS:
        return None
    answered = row["last_contact"] is not None and row["last_contact"] >= day
    return None if answered else int(day) + rule.incident_contact_days


FLAGS = frozenset(map(_flag, KINDS))
"""Columns that say whether a reason holds."""
