"""Reasons for attention: which hold for an account, in a sentence, with the numbers behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import polars as pl

from kam_core.insight.attention.drift import LEAST_FALL, tier_height
from kam_core.insight.attention.policy import AttentionPolicy
from kam_core.insight.attention.signals import AttentionSources
from kam_core.measures.lifecycle_stage import silence_limit
from kam_core.scoring.tiering.key_accounts import is_or_was_key
from kam_core.vocabulary.calendar import date_of, day_number
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import Change, Message, Money, Points, Share
from kam_core.vocabulary.tables.alerts import ALERT_KINDS

KINDS = tuple(kind for kind, _ in ALERT_KINDS)
"""The most urgent first."""
OF_LARGE = ("open incident", "late payment", "open complaint", "loss", "low satisfaction", "high discount")
"""Reasons that count for a large account whatever its tier."""
OF_ALL = ("overdue action", "churn risk")
"""Reasons that count for every account: somebody promised to act, or put it on Today."""
REVIEW = "lower tier"
"""The reason that alone is none for today, but for the next review."""


@dataclass(frozen=True)
class Reason:
    """One reason: its kind, the sentence without a capital, and the numbers behind it; each is worse the higher it
    is."""

    kind: str
    text: Message
    numbers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


def conditions(accounts: pl.DataFrame, sources: AttentionSources, policy: AttentionPolicy) -> dict[str, pl.Expr]:
    """Kind → whether it holds, on a frame `with_signals`, whether or not the account is on the list for it."""
    stage, today = pl.col("stage").cast(pl.String), sources.today
    single, gone = pl.col("purchases_total") == 1, stage == "ended"
    silent = (stage == "cooling") & (pl.col("recency_days") > silence_limit(sources.view.lifecycle))
    have_owners = accounts["owner"].is_not_null().any()
    at_stake = pl.max_horizontal("revenue", "revenue_prior") > 0
    return {
        "open incident": pl.col("incidents") > 0,
        "one order only": single & ((stage == "cooling") | gone) & at_stake,
        "cooling": silent & ~single,
        "ended": gone & ~single & at_stake,
        "revenue fall": (pl.col("growth") <= -policy.revenue_fall) & ~gone & ~single,
        "late payment": pl.col("credit_days_overdue") > policy.late_days,
        "open complaint": pl.col("complaints") >= policy.complaints,
        "loss": (pl.col("revenue") > 0) & (pl.col("margin") < 0),
        "overdue action": pl.col("actions") > 0,
        "overdue contact": pl.col("contact_due") < today,
        "contract end": (pl.col("contract_until") - today).is_between(-policy.contract_days, policy.contract_days),
        "low satisfaction": pl.col("satisfaction") <= policy.satisfaction,
        "high discount": (pl.col("discount_rate") > policy.discount_rate) & (pl.col("revenue") > 0),
        "no owner": pl.col("is_key") & pl.col("owner").is_null() & pl.lit(have_owners),
        "churn risk": pl.col("call_risk").is_not_null(),
        "score fall": pl.col("drift_since").is_not_null() & ~gone,
        "lower tier": pl.col("was_tier").is_not_null() & (tier_height("tier") > tier_height("was_tier")),
    }


def counts_for(kind: str) -> pl.Expr:
    """Whether a reason of that kind puts an account on the list: any for those that are or were key, some for large
    accounts (`is_large`), an overdue action for all."""
    if kind in OF_ALL:
        return pl.lit(True)
    return is_or_was_key() | pl.col("is_large") if kind in OF_LARGE else is_or_was_key()


def reason_of(kind: str, row: Mapping[str, Any], sources: AttentionSources) -> Reason:
    """The reason of that kind for a row of the frame; its condition holds."""
    text, numbers = TEXTS[kind](row, sources)
    return Reason(kind, text, MappingProxyType(numbers))


Text = tuple[Message, dict[str, float]]


def _silence(row: Mapping[str, Any], sources: AttentionSources) -> dict[str, float]:
    return {"silent_days": row["recency_days"], "last_purchase": sources.view.as_of_day - row["recency_days"]}


def _one_order(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    text = Message(
        "no second order, {days} day after {money}",
        "no second order, {days} days after {money}",
        "days",
        days=row["recency_days"], money=Money(row["revenue_total"]),
    )  # fmt: skip
    return text, _silence(row, sources)


def _cooling(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    days, gap = row["recency_days"], row["gap_days"]
    text = Message("no purchase for {days} day", "no purchase for {days} days", "days", days=days)
    if gap is not None:
        text = Message(
            "no purchase for {days} day, usually every {gap}",
            "no purchase for {days} days, usually every {gap}",
            "days",
            days=days, gap=max(1, round(gap)),
        )  # fmt: skip
    return text, _silence(row, sources)


def _ended(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    text = Message(
        "lost: no purchase for {days} day", "lost: no purchase for {days} days", "days", days=row["recency_days"]
    )
    return text, {"last_purchase": sources.view.as_of_day - row["recency_days"]}


def _revenue_fall(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    text = Message(
        "revenue {change}, from {before} to {now}",
        change=Change(row["growth"]), before=Money(row["revenue_prior"]), now=Money(row["revenue"]),
    )  # fmt: skip
    return text, {"revenue_fall": -row["growth"]}


def _late_payment(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    days, money = row["credit_days_overdue"], row["open_balance"]
    numbers = {"late_days": days, "late_since": sources.view.as_of_day - days}
    if not money or money <= 0:
        return Message("payment {days} day late", "payment {days} days late", "days", days=days), numbers
    text = Message(
        "payment {days} day late, {money} open", "payment {days} days late, {money} open", "days",
        days=days, money=Money(money),
    )  # fmt: skip
    return text, numbers | {"late_money": money}


def _complaint(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    count, days = row["complaints"], sources.today - row["first_complaint"]
    age = Message("for {days} day", "for {days} days", "days", days=days)
    if count > 1:
        text = Message("{count} complaints open, the oldest {age}", count=count, age=age)
    elif row["complaint_topic"]:
        text = Message("complaint open {age}: {topic}", age=age, topic=row["complaint_topic"])
    else:
        text = Message("complaint open {age}", age=age)
    return text, {"complaints": count, "last_complaint": row["last_complaint"]}


def _incident(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    count, day = row["incidents"], date_of(row["first_incident"])
    if count > 1:
        text = Message("{count} incidents open, the oldest since {day}", count=count, day=day)
    elif row["incident_topic"]:
        text = Message("incident open since {day}: {topic}", day=day, topic=row["incident_topic"])
    else:
        text = Message("incident open since {day}", day=day)
    return text, {"incidents": count, "last_incident": row["last_incident"]}


def _loss(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    months = sources.view.window_months
    loss = Money(-row["margin"])
    text = (
        Message("loss of {money}", money=loss)
        if months is None
        else Message("loss of {money} in {months} month", "loss of {money} in {months} months", "months",
                     money=loss, months=months)
    )  # fmt: skip
    return text, {"loss": -row["margin"]}


def _action(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    text = Message("{action} was due on {day}", action=row["action"], day=date_of(row["action_since"]))
    if row["actions"] > 1:
        text = Message("{first} (and {count} more)", first=text, count=row["actions"] - 1)
    return text, {"actions": row["actions"], "action_due": row["action_due"]}


def _contact(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    promised, last = row["promised_days"], row["last_contact"]
    if last is None:
        return Message("no contact on record (promised: every {promised} days)", promised=promised), {}
    days = sources.today - last
    text = Message(
        "no contact for {days} day (promised: {promised})",
        "no contact for {days} days (promised: {promised})",
        "days",
        days=days, promised=promised,
    )  # fmt: skip
    return text, {"contact_days": days, "last_contact": last}


def _contract(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    days = row["contract_until"] - sources.today
    end = date_of(row["contract_until"])
    text = (
        Message("contract ends {day}, in {days} day", "contract ends {day}, in {days} days", "days", day=end, days=days)
        if days >= 0
        else Message("contract ended {day}, {days} day ago", "contract ended {day}, {days} days ago", "days", day=end,
                     days=-days)
    )  # fmt: skip
    return text, {"contract_days_gone": -days, "contract_end": row["contract_until"]}


def _satisfaction(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    level = row["satisfaction"]
    return Message("satisfaction {level} of 5", level=Points(level)), {"dissatisfaction": 5.0 - level}


def _discount(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    rate = row["discount_rate"]
    return Message("discounts of {rate}", rate=Share(rate)), {"discount_rate": rate}


def _no_owner(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    return Message("no owner"), {}


def _planned_call(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    risk, loss = row["call_risk"], row["call_loss"]
    text = Message("may leave: risk {risk}, {loss} expected loss", risk=Share(risk), loss=Money(loss))
    return text, {"call_risk": risk, "call_loss": loss}


def _score_fall(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    since, fall, then, now = row["drift_since"], row["score_fall"], row["tier_then"], row["tier"]
    numbers = {"drift_since": float(day_number(since))}
    if fall is None:
        return Message("from {then} to no tier since {since}", then=then, since=since), numbers
    numbers |= {"score_fall": fall}
    if fall < LEAST_FALL:
        text = Message("from {then} to {now} since {since}", then=then, now=now or "–", since=since)
    elif now != then:
        text = Message(
            "score fell {points} points since {since}, from {then} to {now}",
            points=Points(fall), since=since, then=then, now=now or "–",
        )  # fmt: skip
    else:
        text = Message("score fell {points} points since {since}", points=Points(fall), since=since)
    return text, numbers


def _lower_tier(row: Mapping[str, Any], sources: AttentionSources) -> Text:
    then, now = row["was_tier"], row["tier"]
    text = Message(
        "{then} on {was_on}, {now} on {as_of}",
        then=then, was_on=row["was_on"], now=now or "–", as_of=sources.view.as_of,
    )  # fmt: skip
    return text, {"tiers_lost": (TIERS.index(now) if now else len(TIERS)) - TIERS.index(then)}


TEXTS: Mapping[str, Callable[[Mapping[str, Any], AttentionSources], Text]] = MappingProxyType(
    {
        "open incident": _incident,
        "one order only": _one_order,
        "cooling": _cooling,
        "ended": _ended,
        "revenue fall": _revenue_fall,
        "late payment": _late_payment,
        "open complaint": _complaint,
        "loss": _loss,
        "overdue action": _action,
        "overdue contact": _contact,
        "contract end": _contract,
        "low satisfaction": _satisfaction,
        "high discount": _discount,
        "no owner": _no_owner,
        "churn risk": _planned_call,
        "score fall": _score_fall,
        "lower tier": _lower_tier,
    }
)
