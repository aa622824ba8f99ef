"""Sentences on referrals: of the portfolio and of one account."""

from __future__ import annotations

import polars as pl

from kam_core.insight.referrals.referrals import Referrals
from kam_core.vocabulary.message import Message, Money, ShownFigure

NONE = Message("No account is known to have come by referral.")


def portfolio_sentence(found: Referrals) -> Message:
    """How many accounts came by referral, how many of them are S or A, and what they bring in the window."""
    referred = found.referred
    if referred.is_empty():
        return NONE
    return Message(
        "{count} account came by referral, {key} of them S or A; it brings {money}.",
        "{count} accounts came by referral, {key} of them S or A; they bring {money}.",
        "count",
        count=ShownFigure("referred_accounts", "all", referred.height),
        key=ShownFigure("referred_key_accounts", "all", int(referred["in_key_tier"].sum())),
        money=ShownFigure("revenue", "referred", Money(int(referred["revenue"].sum()))),
    )  # fmt: skip


def account_sentences(found: Referrals, account: int, population: str, came_from: str | None) -> list[Message]:
    """Who referred the account, and whom it referred, with their money in the window and ever.

    population: of the account's figures; came_from: the name of its referrer.
    """
    sentences = [] if came_from is None else [Message("Came by referral from {name}.", name=came_from)]
    row = found.referrer(account)
    if row is None:
        return [*sentences, Message("Is not known to have referred another account.")]
    direct = found.of(account)
    sentences.append(
        Message(
            "Referred {count} account, {key} of them S or A: {revenue} in this window, {ever} ever.",
            "Referred {count} accounts, {key} of them S or A: {revenue} in this window, {ever} ever.",
            "count",
            count=ShownFigure("referred_accounts", population, direct.height),
            key=ShownFigure("referred_key_accounts", population, row["won_key"]),
            revenue=ShownFigure("referred_revenue", population, _money(direct["revenue"])),
            ever=ShownFigure("referred_revenue_total", population, _money(direct["revenue_total"])),
        )
    )  # fmt: skip
    second = found.second_level(account)
    if second.height:
        sentences.append(
            Message(
                "They referred {count} account in turn, {revenue}; reach {reach}.",
                "They referred {count} accounts in turn, {revenue}; reach {reach}.",
                "count",
                count=ShownFigure("second_level_accounts", population, second.height),
                revenue=ShownFigure("second_level_revenue", population, _money(second["revenue"])),
                reach=ShownFigure("referral_reach", population, row["reach"]),
            )
        )  # fmt: skip
    return sentences


def _money(amounts: pl.Series) -> Money:
    return Money(int(amounts.sum()))
