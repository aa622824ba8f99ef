"""Accounts that need a decision: at most ten, the most money at stake first, with reason and next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.measures.view import View
from kam_core.scoring.tiering.key_accounts import ensure_key_columns, is_or_was_key, was_key_of
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.message import Change, Message, Money

FRESH_DAYS = 60
"""Within these days silence cannot be the reason for cooling (domain: lifecycle), but falling revenue can."""


@dataclass(frozen=True, slots=True)
class AttentionPolicy:
    """Thresholds in days and counts."""

    contract_days: int = 90
    complaints: int = 3
    overdue_days: int = 30
    most: int = 10


@dataclass(frozen=True)
class Attention:
    """One account that needs a decision: money at stake (ten-thousandths), reason and next step."""

    account_id: str
    name: str
    tier: str | None
    owner: str | None
    stake: int
    why: Message
    next_step: Message


def attention(accounts: pl.DataFrame, view: View, policy: AttentionPolicy | None = None) -> list[Attention]:
    """The accounts that need a decision, the most money at stake first, one entry each, with its most urgent cause.

    accounts: the portfolio frame `with_key`. Cooling, ended and fallen accounts are those that are or were key; the
    other causes apply to key accounts, a loss to the larger half of the buyers.
    """
    rule = policy or AttentionPolicy()
    accounts = ensure_key_columns(accounts)
    key, ever_key = pl.col("is_key"), is_or_was_key()
    days_left = pl.col("contract_end") - view.as_of_day
    concern = (
        pl.when(ever_key & (pl.col("stage") == "cooling"))
        .then(pl.lit("cooling"))
        .when(ever_key & (pl.col("stage") == "ended"))
        .then(pl.lit("ended"))
        .when(key & (pl.col("open_complaints") >= rule.complaints))
        .then(pl.lit("complaints"))
        .when(key & pl.col("owner").is_null() & accounts["owner"].is_not_null().any())
        .then(pl.lit("owner"))
        .when(key & days_left.is_between(0, rule.contract_days))
        .then(pl.lit("contract"))
        .when(pl.col("tier").is_not_null() & (pl.col("revenue") > 0) & (pl.col("margin") < 0) & _is_large(accounts))
        .then(pl.lit("loss"))
        .when(key & (pl.col("credit_days_overdue") > rule.overdue_days))
        .then(pl.lit("overdue"))
        .when(pl.col("was_key") & ~key)
        .then(pl.lit("fell"))
    )
    urgent = (
        accounts.with_columns(concern.alias("concern"), stake())
        .filter(pl.col("concern").is_not_null())
        .sort("stake", "account", descending=[True, False])
    )
    return [_entry(row) for row in urgent.head(rule.most).iter_rows(named=True)]


def _is_large(accounts: pl.DataFrame) -> pl.Expr:
    """Whether an account is in the larger half of the buyers; small losses are for the portfolio page."""
    median = accounts.filter(pl.col("revenue") > 0)["revenue"].median()
    return pl.col("revenue") >= (float(median) if isinstance(median, int | float) else 0.0)


def _entry(row: dict[str, object]) -> Attention:
    why, step = _reason_and_step(row)
    tier, owner, was = row["tier"], row["owner"], was_key_of(row)
    if was is not None:
        why = Message("{what}; {was}", what=why, was=was)
    return Attention(
        account_id=str(row["account_id"]),
        name=str(row["name"]),
        tier=None if tier is None else str(tier),
        owner=None if owner is None else str(owner),
        stake=_int(row["stake"]),
        why=why,
        next_step=step,
    )


def _reason_and_step(row: dict[str, object]) -> tuple[Message, Message]:
    match row["concern"]:
        case "cooling" if _int(row["recency_days"]) <= FRESH_DAYS:
            return (
                Message(
                    "cooling: purchases {before} → {now}, revenue {change}",
                    before=_int(row["purchases_prior"]),
                    now=_int(row["purchases"]),
                    change=Change(float(str(row["growth"]))),
                ),
                Message("Call the economic buyer and ask what changed."),
            )
        case "cooling":
            return (
                Message(
                    "cooling: {days} day since the last purchase",
                    "cooling: {days} days since the last purchase",
                    "days",
                    days=_int(row["recency_days"]),
                ),
                Message("Call the economic buyer and ask what changed."),
            )
        case "ended":
            return (
                Message(
                    "ended: {days} day since the last purchase",
                    "ended: {days} days since the last purchase",
                    "days",
                    days=_int(row["recency_days"]),
                ),
                Message("Find out who supplies them now and plan how to win them back."),
            )
        case "fell":
            return (
                Message("no longer a key account, now {tier}", tier=str(row["tier"] or "–")),
                Message("Decide whether to win back the lost volume or reduce service."),
            )
        case "complaints":
            return (
                Message(
                    "{count} open complaint", "{count} open complaints", "count", count=_int(row["open_complaints"])
                ),
                Message("Ask an executive to call, and name one person to resolve them."),
            )
        case "owner":
            return Message("no owner"), Message("Assign an owner.")
        case "contract":
            return (
                Message("contract ends on {day}", day=date_of(_int(row["contract_end"]))),
                Message("Start renewal talks."),
            )
        case "loss":
            return (
                Message("loss of {money} in this window", money=Money(-_int(row["margin"]))),
                Message("Review prices, discounts and cost to serve."),
            )
        case _:
            return (
                Message(
                    "payment {days} day overdue",
                    "payment {days} days overdue",
                    "days",
                    days=_int(row["credit_days_overdue"]),
                ),
                Message("Collect the overdue amount before the next delivery."),
            )


def _int(value: object) -> int:
    return int(str(value))


def attention_sentence(found: Sequence[Attention], accounts: int) -> Message:
    """How many of the accounts need attention, the money at stake, and the first of them."""
    if not found:
        return Message("Nothing needs attention: none of {accounts} accounts.", accounts=accounts)
    return Message(
        "{count} of {accounts} accounts needs attention, {money} at stake. Start with {first}.",
        "{count} of {accounts} accounts need attention, {money} at stake. Start with {first}.",
        "count",
        count=len(found), accounts=accounts, money=Money(sum(one.stake for one in found)), first=found[0].name,
    )  # fmt: skip
