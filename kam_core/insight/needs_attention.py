"""What needs a decision today: at most ten accounts, the most money at stake first, each with why and a next step."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.measures.view import View
from kam_core.scoring.tiering.key_accounts import ensure_key_columns, is_or_was_key, was_key_of
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.message import Change, Message, Money

FRESH_DAYS = 60
"""Within these days no silence can be the reason for cooling (domain: lifecycle); then it is the falling revenue."""


@dataclass(frozen=True, slots=True)
class AttentionPolicy:
    """From where a thing needs a person; days and counts."""

    contract_days: int = 90
    complaints: int = 3
    overdue_days: int = 30
    most: int = 10


@dataclass(frozen=True)
class Attention:
    """One account that needs somebody: what is at stake (ten-thousandths), why, and what to do next."""

    account_id: str
    name: str
    tier: str | None
    owner: str | None
    stake: int
    why: Message
    next_step: Message


def attention(accounts: pl.DataFrame, view: View, policy: AttentionPolicy | None = None) -> list[Attention]:
    """The accounts that need a decision, the most money at stake first, one line each: its most urgent cause.

    accounts: the portfolio frame `with_key`. Accounts that cool, ended or fell are looked for among those that are or
    were key; the other causes among those that are key, a loss among the larger half of the buyers.
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
        .when(pl.col("tier").is_not_null() & (pl.col("revenue") > 0) & (pl.col("margin") < 0) & _large(accounts))
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


def _large(accounts: pl.DataFrame) -> pl.Expr:
    """Among the larger half of the buyers: small losses are for the portfolio page."""
    median = accounts.filter(pl.col("revenue") > 0)["revenue"].median()
    return pl.col("revenue") >= (float(median) if isinstance(median, int | float) else 0.0)


def _entry(row: dict[str, object]) -> Attention:
    why, step = _words(row)
    tier, owner, was = row["tier"], row["owner"], was_key_of(row)
    if was is not None:
        why = Message("{what}; {was}", what=why, was=was)
    return Attention(
        account_id=str(row["account_id"]),
        name=str(row["name"]),
        tier=None if tier is None else str(tier),
        owner=None if owner is None else str(owner),
        stake=_whole(row["stake"]),
        why=why,
        next_step=step,
    )


def _words(row: dict[str, object]) -> tuple[Message, Message]:
    match row["concern"]:
        case "cooling" if _whole(row["recency_days"]) <= FRESH_DAYS:
            return (
                Message(
                    "cooling: purchases {before} → {now}, revenue {change}",
                    before=_whole(row["purchases_prior"]),
                    now=_whole(row["purchases"]),
                    change=Change(float(str(row["growth"]))),
                ),
                Message("Call the economic buyer and ask what changed."),
            )
        case "cooling":
            return (
                Message("cooling: {days} {days:day|days} since the last purchase", days=_whole(row["recency_days"])),
                Message("Call the economic buyer and ask what changed."),
            )
        case "ended":
            return (
                Message("ended: {days} {days:day|days} since the last purchase", days=_whole(row["recency_days"])),
                Message("Find out who supplies them now, and win them back."),
            )
        case "fell":
            return (
                Message("no longer a key account, now {tier}", tier=str(row["tier"] or "–")),
                Message("Decide: win the old volume back, or lower the service."),
            )
        case "complaints":
            return (
                Message("{count} open {count:complaint|complaints}", count=_whole(row["open_complaints"])),
                Message("Have an executive call and name one person who closes them."),
            )
        case "owner":
            return Message("nobody owns this account"), Message("Name one owner.")
        case "contract":
            return (
                Message("the contract ends on {day}", day=date_of(_whole(row["contract_end"]))),
                Message("Open the renewal talk."),
            )
        case "loss":
            return (
                Message("loses {money} in this window", money=Money(-_whole(row["margin"]))),
                Message("Review prices, discounts and cost to serve."),
            )
        case _:
            return (
                Message("{days} {days:day|days} overdue", days=_whole(row["credit_days_overdue"])),
                Message("Settle the open items before the next delivery."),
            )


def _whole(value: object) -> int:
    return int(str(value))
