"""Tier migration between two dates, split into what the customer did and what changed in our rules.

First the customer changed: the measures of both dates under the rules of the earlier one. Then the rules changed: from
those to today's, on the later measures. The two parts meet in one tier, so nothing remains (domain: history).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.tier_movement.moves import moves
from kam_core.measures.money_at_stake import stake
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import Message

MOST_ROWS = 500
BELOW_ALL = len(TIERS)
"""The place of an account without a tier: below C."""


@dataclass(frozen=True)
class Part:
    """One part of a migration: accounts that moved up and down by it, and their tiers summed (up is positive); and
    how many became key accounts or no longer are by it."""

    up: int
    down: int
    steps: int
    became_key: int
    no_longer_key: int


@dataclass(frozen=True)
class Migration:
    """frame: one row per account that moved in a part: `account_id`, `name`, `tier_then`, `tier_between` (the later
    measures under the earlier rules), `tier_now`, `score_then`, `score_now`, `larger_revenue` (ten-thousandths),
    `why` (of the customer's part, a message or None); the most money first, at most `MOST_ROWS`.

    count: accounts in another tier than then; cancelled: those of them back where they were, because the parts offset
    each other, are not in it but counted apart. total: both parts together.
    """

    frame: pl.DataFrame
    why: list[Message | None]
    count: int
    cancelled: int
    customer: Part
    rules: Part
    total: Part


def migration(
    then: Portfolio, between: Portfolio, now: Portfolio, among: pl.Series, most: int = MOST_ROWS
) -> Migration:
    """Split the tier changes of the accounts `among` (codes).

    then: earlier measures, earlier rules; between: later measures, earlier rules; now: later measures and rules.
    """
    frame = _side_by_side(then, between, now).filter(pl.col("account").is_in(among.implode()))
    tiers = ("tier_then", "tier_between", "tier_now")
    moved = frame.filter(pl.col(tiers[0]).ne_missing(pl.col(tiers[1])) | pl.col(tiers[1]).ne_missing(pl.col(tiers[2])))
    changed = pl.col("tier_then").ne_missing(pl.col("tier_now"))
    shown = moved.sort("larger_revenue", "account", descending=[True, False]).head(most)
    causes = {
        one.account_id: one.cause
        for one in moves(then, between, most, among=shown["account"]).shown
    }  # fmt: skip
    return Migration(
        shown.drop("account", "disqualified_then", "disqualified_between", "disqualified_now"),
        [causes.get(account) for account in shown["account_id"]],
        moved.select(changed.sum()).item(),
        moved.select((~changed).sum()).item(),
        customer=_part(frame, "tier_then", "tier_between"),
        rules=_part(frame, "tier_between", "tier_now"),
        total=_part(frame, "tier_then", "tier_now"),
    )


def _side_by_side(then: Portfolio, between: Portfolio, now: Portfolio) -> pl.DataFrame:
    """The accounts known now with their tier in each portfolio."""
    barred = pl.col("disqualified")
    old = then.accounts.select(
        "account", barred.alias("disqualified_then"), pl.col("tier").alias("tier_then"),
        pl.col("score").alias("score_then"),
    )  # fmt: skip
    middle = between.accounts.select(
        "account", barred.alias("disqualified_between"), pl.col("tier").alias("tier_between")
    )
    return (
        now.accounts.join(old, on="account", how="left", maintain_order="left")
        .join(middle, on="account", how="left", maintain_order="left")
        .select(
            "account", "account_id", "name", "tier_then", "tier_between", pl.col("tier").alias("tier_now"),
            barred.alias("disqualified_now"), pl.col("disqualified_then", "disqualified_between").fill_null(False),
            # Without a tier there was no purchase yet: points for what data were there say nothing.
            pl.when(pl.col("tier_then").is_not_null()).then("score_then"),
            pl.col("score").alias("score_now"), stake().alias("larger_revenue"),
        )
    )  # fmt: skip


def _part(frame: pl.DataFrame, before: str, after: str) -> Part:
    steps = _place(before) - _place(after)
    was, now = (is_key(tier, tier.replace("tier", "disqualified")) for tier in (before, after))
    became, left = now & ~was, was & ~now
    row = frame.select(
        (steps > 0).sum().alias("up"),
        (steps < 0).sum().alias("down"),
        steps.sum().alias("steps"),
        became.sum().alias("became_key"),
        left.sum().alias("no_longer_key"),
    ).row(0, named=True)
    return Part(**{name: int(value) for name, value in row.items()})


def _place(tier: str) -> pl.Expr:
    return pl.col(tier).to_physical().cast(pl.Int64).fill_null(BELOW_ALL)


def migration_sentence(found: Migration) -> Message:
    """How many accounts each part moved, in one sentence."""
    return Message(
        "The customer changed: {up} up, {down} down. The rules changed: {rules_up} up, {rules_down} down.",
        up=found.customer.up, down=found.customer.down, rules_up=found.rules.up, rules_down=found.rules.down,
    )  # fmt: skip


def key_sentence(found: Migration) -> Message:
    """How many accounts became key accounts and no longer are, over both parts."""
    return Message(
        "{became} account became a key account; {lost} lost that status.",
        "{became} accounts became key accounts; {lost} lost that status.",
        "became",
        became=found.total.became_key, lost=found.total.no_longer_key,
    )  # fmt: skip
