"""Reasons of churn risk: which warnings hold for an account, each in words with its numbers and threshold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import polars as pl

from kam_core.insight.churn_risk.policy import (
    COACH,
    COMPLAINT,
    CONTACT,
    CONTRACT,
    PAYMENT,
    REVENUE,
    RIVAL,
    SATISFACTION,
    SILENCE,
    WARNINGS,
    RiskPolicy,
)
from kam_core.insight.churn_risk.retention_rates import SILENT
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.message import Change, Message, Money, Points, Share

FLAG = "warns_"
"""The beginning of the columns that say whether a warning holds."""
READ = frozenset(
    {
        "account", "silence", "recency_days", "gap_days", "last_satisfaction", "surveyed", "severe", "severe_since",
        "severe_topic", "severe_kind", "growth", "revenue", "revenue_prior", "contract_until", "last_contact",
        "promised_days", "late_days", "open_balance", "rival", "tender",
    }
)  # fmt: skip
"""Columns from which sentences are made."""


@dataclass(frozen=True)
class RiskReason:
    """One reason: its warning, or silence, the sentence without a capital, and the same in short beside a main one."""

    warning: str
    text: Message
    short: Message


def conditions(policy: RiskPolicy, today: int) -> dict[str, pl.Expr]:
    """Warning → whether it holds, on a frame `with_signals`; null where it is unknown.

    Whether a coach was lost is unknown: no table says yet who our coaches are.
    """
    return {
        SATISFACTION: pl.col("last_satisfaction") <= policy.satisfaction,
        COMPLAINT: pl.col("severe") > 0,
        REVENUE: pl.col("growth") <= -policy.revenue_fall,
        CONTRACT: (pl.col("contract_until") - today).is_between(-policy.contract_days, policy.contract_days),
        CONTACT: (today - pl.col("last_contact")) > pl.col("promised_days"),
        PAYMENT: pl.col("late_days") > policy.late_days,
        RIVAL: pl.col("rival").is_not_null() | pl.col("tender").is_not_null(),
    }


def flag(warning: str) -> str:
    """The column that says whether a warning holds."""
    return f"{FLAG}{warning}"


def reasons_of(row: Mapping[str, Any], policy: RiskPolicy, today: int) -> tuple[RiskReason, ...]:
    """The reasons of a row with flags: silence first, then the heaviest weight."""
    found = [RiskReason(SILENCE, _silence(row), _silence(row))] if row["silence"] == SILENT else []
    holds = [warning for warning in WARNINGS if row.get(flag(warning)) and policy.weight(warning) > 0]
    holds.sort(key=policy.weight, reverse=True)
    return (*found, *(_reason(warning, row, today) for warning in holds))


def _reason(warning: str, row: Mapping[str, Any], today: int) -> RiskReason:
    text = TEXTS[warning](row, today)
    return RiskReason(warning, text, SHORT[warning](row, today) if warning in SHORT else text)


def threshold_texts(policy: RiskPolicy) -> dict[str, Message]:
    """Warning → from when it counts."""
    return {
        SATISFACTION: Message("last survey {level} of 5 or less", level=_level(policy.satisfaction)),
        COMPLAINT: Message("open, of severity {level} or more", level=policy.severity),
        REVENUE: Message("{share} less than in the previous window", share=Share(policy.revenue_fall)),
        CONTRACT: Message("within {days} days, no renewal in progress", days=policy.contract_days),
        COACH: Message("unknown: no screen records our coaches yet"),
        CONTACT: Message("longer ago than promised to its tier"),
        PAYMENT: Message("more than {days} days late", days=policy.late_days),
        RIVAL: Message("in an open deal, or a tender within {days} days", days=policy.tender_days),
    }


def _silence(row: Mapping[str, Any]) -> Message:
    return Message(
        "no order for {days} day (usual: {gap})", "no order for {days} days (usual: {gap})", "days",
        days=row["recency_days"], gap=max(1, round(row["gap_days"])),
    )  # fmt: skip


def _satisfaction(row: Mapping[str, Any], today: int) -> Message:
    return Message(
        "satisfaction {level} of 5 on {day}", level=_level(row["last_satisfaction"]), day=date_of(row["surveyed"])
    )


def _level(level: float) -> object:
    """A mark as it was given: whole numbers without a decimal."""
    return int(level) if level == int(level) else Points(level)


def _complaint(row: Mapping[str, Any], today: int) -> Message:
    days, topic = today - row["severe_since"], row["severe_topic"]
    age = Message("open for {days} day", "open for {days} days", "days", days=days)
    if row["severe"] > 1:
        return Message("{count} severe complaints, the oldest {age}", count=row["severe"], age=age)
    if topic:
        return Message("{topic}, {age}", topic=topic, age=age)
    if row["severe_kind"] == "incident":
        return Message("incident {age}", age=age)
    return Message("severe complaint {age}", age=age)


def _revenue(row: Mapping[str, Any], today: int) -> Message:
    return Message(
        "revenue {change}, from {before} to {now}",
        change=Change(row["growth"]), before=Money(row["revenue_prior"]), now=Money(row["revenue"]),
    )  # fmt: skip


def _contract(row: Mapping[str, Any], today: int) -> Message:
    end = date_of(row["contract_until"])
    if row["contract_until"] < today:
        return Message("contract ended {day}, no renewal in progress", day=end)
    return Message("contract ends {day}, no renewal in progress", day=end)


def _contact(row: Mapping[str, Any], today: int) -> Message:
    return Message(
        "no contact for {days} day (promised: {promised})",
        "no contact for {days} days (promised: {promised})",
        "days",
        days=today - row["last_contact"], promised=row["promised_days"],
    )  # fmt: skip


def _payment(row: Mapping[str, Any], today: int) -> Message:
    days, money = int(row["late_days"]), row["open_balance"]
    if not money or money <= 0:
        return Message("payment {days} day late", "payment {days} days late", "days", days=days)
    return Message(
        "payment {days} day late, {money} open", "payment {days} days late, {money} open", "days",
        days=days, money=Money(money),
    )  # fmt: skip


def _rival(row: Mapping[str, Any], today: int) -> Message:
    if row["rival"] is not None:
        return Message("competitor {name} in an open deal", name=row["rival"])
    return Message("tender due {day}", day=date_of(row["tender"]))


TEXTS: Mapping[str, Callable[[Mapping[str, Any], int], Message]] = MappingProxyType(
    {
        SATISFACTION: _satisfaction,
        COMPLAINT: _complaint,
        REVENUE: _revenue,
        CONTRACT: _contract,
        CONTACT: _contact,
        PAYMENT: _payment,
        RIVAL: _rival,
    }
)


def _short_satisfaction(row: Mapping[str, Any], today: int) -> Message:
    return Message("satisfaction {level} of 5", level=_level(row["last_satisfaction"]))


def _short_complaint(row: Mapping[str, Any], today: int) -> Message:
    if row["severe"] > 1:
        return Message("{count} severe complaints open", count=row["severe"])
    return _complaint(row, today)


def _short_revenue(row: Mapping[str, Any], today: int) -> Message:
    return Message("revenue {change}", change=Change(row["growth"]))


def _short_contact(row: Mapping[str, Any], today: int) -> Message:
    days = today - row["last_contact"]
    return Message("no contact for {days} day", "no contact for {days} days", "days", days=days)


def _short_contract(row: Mapping[str, Any], today: int) -> Message:
    end = date_of(row["contract_until"])
    return Message("contract ended {day}", day=end) if row["contract_until"] < today else Message(
        "contract ends {day}", day=end
    )  # fmt: skip


def _short_rival(row: Mapping[str, Any], today: int) -> Message:
    return _rival(row, today) if row["rival"] is None else Message("competitor {name}", name=row["rival"])


SHORT: Mapping[str, Callable[[Mapping[str, Any], int], Message]] = MappingProxyType(
    {
        SATISFACTION: _short_satisfaction,
        COMPLAINT: _short_complaint,
        REVENUE: _short_revenue,
        CONTRACT: _short_contract,
        CONTACT: _short_contact,
        RIVAL: _short_rival,
    }
)
