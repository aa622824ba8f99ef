"""Four marks of a key-account deal, each yes, no or unknown with its evidence (domain: qualification)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.message import N_, Message, Money
from kam_core.vocabulary.optional_columns import with_optional

TRADE, INFLUENCE, SYSTEM, PICTURE = "big_trade", "big_influence", "big_system", "big_picture"
LABELS = {
    TRADE: N_("Big trade"),
    INFLUENCE: N_("Big influence"),
    SYSTEM: N_("Big system"),
    PICTURE: N_("Big picture"),
}


@dataclass(frozen=True)
class MarkLimits:
    """trade_share: share of the buyers, by revenue ever, that are big trade (0–1). reach: of referrals. brand: mark
    1–5 for brand and lighthouse effect. departments × decision_days: product from which a buying system is big."""

    trade_share: float = 0.1
    reach: float = 2.0
    brand: float = 4.0
    departments: int = 3
    decision_days: int = 90


LIMITS = MarkLimits()


@dataclass(frozen=True)
class Mark:
    """A mark, whether it holds (None: unknown), the evidence, and from where it holds."""

    name: str
    holds: bool | None
    evidence: Message
    limit: Message


@dataclass(frozen=True)
class Influence:
    """What is known of an account's influence: its tag, its reach by referrals and its mark 1–5 (None: not judged)."""

    is_lighthouse: bool
    reach: float
    brand: float | None


def four_marks(
    accounts: pl.DataFrame,
    account: int,
    tables: Mapping[str, pl.DataFrame],
    influence: Influence,
    as_of_day: int,
    limits: MarkLimits = LIMITS,
) -> tuple[Mark, Mark, Mark, Mark]:
    """The marks of one account. accounts: the frame of all accounts; tables: in the unit of the view."""
    return (
        big_trade(accounts, account, limits),
        big_influence(influence, limits),
        big_system(account, tables, as_of_day, limits),
        big_picture(account, tables, as_of_day),
    )


def big_trade(accounts: pl.DataFrame, account: int, limits: MarkLimits = LIMITS) -> Mark:
    """Whether its revenue ever is among the largest; ties share the better rank. Unknown without any revenue known."""
    limit = Message("among the first {share} by revenue ever", share=f"{limits.trade_share:.0%}")
    buyers = accounts.filter(pl.col("revenue_total") > 0)
    amount = accounts.filter(pl.col("account") == account)["revenue_total"][0]
    if buyers.is_empty() or amount is None:
        return Mark(TRADE, None, Message("no revenue is known"), limit)
    if amount <= 0:
        return Mark(TRADE, False, Message("no revenue yet"), limit)
    rank = buyers.filter(pl.col("revenue_total") > amount).height + 1
    evidence = Message("{money} ever, rank {rank} of {count}", money=Money(int(amount)), rank=rank, count=buyers.height)
    return Mark(TRADE, rank <= max(1.0, limits.trade_share * buyers.height), evidence, limit)


def big_influence(influence: Influence, limits: MarkLimits = LIMITS) -> Mark:
    """Whether it is a lighthouse, referred enough others, or has a high mark. No only where people gave a lower mark:
    an account of which no referral is recorded may have influence."""
    limit = Message(
        "tagged as lighthouse, reach from {reach}, or brand mark from {mark}", reach=limits.reach, mark=limits.brand
    )
    parts = []
    if influence.is_lighthouse:
        parts.append(Message("tagged as lighthouse"))
    if influence.reach:
        parts.append(Message("reach by referral {reach}", reach=influence.reach))
    parts.append(
        Message("brand not judged")
        if influence.brand is None
        else Message("brand mark {mark} of 5", mark=influence.brand)
    )
    evidence = parts[0]
    for part in parts[1:]:
        evidence = Message("{first}, {second}", first=evidence, second=part)
    holds = (
        influence.is_lighthouse
        or influence.reach >= limits.reach
        or (influence.brand is not None and influence.brand >= limits.brand)
    )
    return Mark(INFLUENCE, True if holds else None if influence.brand is None else False, evidence, limit)


def big_system(account: int, tables: Mapping[str, pl.DataFrame], as_of_day: int, limits: MarkLimits = LIMITS) -> Mark:
    """Whether departments involved × median days from created to closed of its won and lost deals is large.

    Unknown without a department among the contacts, or without a closed deal that has both days.
    """
    limit = Message(
        "departments × days of decision from {departments} × {days}",
        departments=limits.departments, days=limits.decision_days,
    )  # fmt: skip
    departments = _departments(account, tables)
    days = _decision_days(account, tables, as_of_day)
    if not departments or days is None:
        missing = Message("no department among the contacts") if not departments else Message("no deal closed yet")
        return Mark(SYSTEM, None, missing, limit)
    evidence = Message(
        "{count} department × {days} days (median, created to closed)",
        "{count} departments × {days} days (median, created to closed)",
        "count",
        count=departments, days=days,
    )  # fmt: skip
    return Mark(SYSTEM, departments * days >= limits.departments * limits.decision_days, evidence, limit)


def big_picture(account: int, tables: Mapping[str, pl.DataFrame], as_of_day: int) -> Mark:
    """Whether it is known what they win: benefits of their side, plan actions with their benefit, or contacts with a
    personal win. Unknown otherwise; that nothing was written down does not mean no."""
    limit = Message("their benefit is known: from benefits, the account plan or contacts")
    benefits = with_optional(_rows(account, tables, "benefits"), {"side": pl.String, "date": pl.Int64})
    theirs = benefits.filter((pl.col("side").cast(pl.String) == "theirs") & (pl.col("date") <= as_of_day)).height
    plan = _filled(account, tables, "plan", "their_benefit").height
    wins = _filled(account, tables, "contacts", "personal_win").height
    if not theirs + plan + wins:
        return Mark(PICTURE, None, Message("not known what they win"), limit)
    evidence = Message(
        "known: benefits of theirs {benefits}, plan actions with their benefit {actions}, contacts with a personal "
        "win {contacts}",
        benefits=theirs, actions=plan, contacts=wins,
    )  # fmt: skip
    return Mark(PICTURE, True, evidence, limit)


def _departments(account: int, tables: Mapping[str, pl.DataFrame]) -> int:
    names = _filled(account, tables, "contacts", "department")["department"]
    return names.cast(pl.String).str.strip_chars().str.to_lowercase().n_unique()


def _decision_days(account: int, tables: Mapping[str, pl.DataFrame], as_of_day: int) -> float | None:
    deals = with_optional(
        _rows(account, tables, "opportunities"), {"created": pl.Int64, "closed": pl.Int64, "status": pl.String}
    )
    lengths = deals.filter(
        pl.col("status").cast(pl.String).is_in(["won", "lost"])
        & (pl.col("closed") <= as_of_day)
        & (pl.col("created") <= pl.col("closed"))
    ).select(pl.col("closed") - pl.col("created"))
    median = lengths.to_series().median()
    return float(median) if isinstance(median, int | float) else None


def _filled(account: int, tables: Mapping[str, pl.DataFrame], table: str, column: str) -> pl.DataFrame:
    rows = with_optional(_rows(account, tables, table), {column: pl.String})
    return rows.filter(pl.col(column).cast(pl.String).str.strip_chars().fill_null("") != "")


def _rows(account: int, tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    rows = tables.get(table)
    empty = pl.DataFrame(schema={"account": pl.Int64})
    return empty if rows is None else rows.filter(pl.col("account") == account)
