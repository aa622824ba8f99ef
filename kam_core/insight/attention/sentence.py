"""Headline and lines of Today: what is overdue, where to start, and how many accounts need attention."""

from __future__ import annotations

from collections.abc import Sequence

from kam_core.insight.attention.account_attention import Attention, AttentionList
from kam_core.insight.attention.groups import OVERDUE, SOON, AttentionGroup, grouped, total_stake
from kam_core.insight.attention.policy import AttentionPolicy
from kam_core.measures.view import View
from kam_core.vocabulary.message import Message, Money, Share, ShownFigure

ACCOUNTS, STAKE = "attention_accounts", "attention_stake"


def accounts_figure(population: str, entries: Sequence[Attention]) -> ShownFigure:
    """How many accounts of the list: all that need attention, or those of a group."""
    return ShownFigure(ACCOUNTS, population, len(entries))


def stake_figure(population: str, entries: Sequence[Attention]) -> ShownFigure:
    """The money at stake with them."""
    return ShownFigure(STAKE, population, Money(total_stake(entries)))


def attention_answer(found: AttentionList, policy: AttentionPolicy | None = None) -> Message:
    """The headline: what is overdue, else what is due soon, and the account to start with."""
    rule = policy or AttentionPolicy()
    groups = grouped(found.entries, rule)
    if not groups:
        return Message("Nothing needs attention today.")
    first: AttentionGroup = groups[0]
    values = {
        "count": accounts_figure(first.name, first.entries),
        "stake": stake_figure(first.name, first.entries),
        # "… Co." ends the sentence by itself.
        "first": first.entries[0].name.removesuffix("."),
    }
    if first.name == OVERDUE:
        return Message(
            "{count} account is overdue, {stake} at stake. Start with {first}.",
            "{count} accounts are overdue, {stake} at stake. Start with {first}.",
            "count",
            **values,
        )
    if first.name == SOON:
        return Message(
            "Nothing is overdue. {count} account is due within {days} days, {stake} at stake. Start with {first}.",
            "Nothing is overdue. {count} accounts are due within {days} days, {stake} at stake. Start with {first}.",
            "count",
            days=rule.soon_days, **values,
        )  # fmt: skip
    return Message(
        "Nothing is overdue. {count} account needs a decision, {stake} at stake. Start with {first}.",
        "Nothing is overdue. {count} accounts need a decision, {stake} at stake. Start with {first}.",
        "count",
        **values,
    )


def attention_population(found: AttentionList, is_own: bool) -> Message:
    """How many of the accounts need attention; is_own: they are those of one owner."""
    values = {
        "count": accounts_figure("all", found.entries), "accounts": ShownFigure("accounts", "all", found.accounts)
    }  # fmt: skip
    if is_own:
        return Message(
            "{count} of your {accounts} accounts needs attention.",
            "{count} of your {accounts} accounts need attention.",
            "count",
            **values,
        )
    return Message(
        "{count} of {accounts} accounts needs attention.",
        "{count} of {accounts} accounts need attention.",
        "count",
        **values,
    )


def attention_line(found: AttentionList, view: View) -> Message:
    """The money at stake and how it is counted: over the window and the one before, or the one compared with."""
    months = view.window_months if view.prior_months is None else None
    values = {"stake": stake_figure("all", found.entries)}
    if months is None:
        how = Message("the larger of this period and the comparison period")
    elif months == 1:
        how = Message("the larger of the last and the previous month")
    else:
        how = Message("the larger of the last and the previous {months} months", months=months)
    return Message("{stake} at stake ({how}). Overdue first, then by money.", how=how, **values)


def list_rules(found: AttentionList, policy: AttentionPolicy | None = None) -> tuple[Message, ...]:
    """Who is on the list, and what the due day is, for the info beside it."""
    rule = policy or AttentionPolicy()
    rules = [Message("Accounts that are or were key: any reason.")]
    if found.large_from is not None:
        rules.append(
            Message(
                "Large accounts, with at least {money} at stake as the largest {share} of active customers: payments "
                "more than {days} days late, open complaints, satisfaction of {level} or less, losses, discounts above "
                "{rate}.",
                money=Money(found.large_from),
                share=Share(rule.large_share),
                days=rule.late_days,
                level=rule.satisfaction,
                rate=Share(rule.discount_rate),
            )
        )
    rules += [
        Message(
            "An open incident of severity {severity} or more: S and A accounts get a contact with their executive "
            "within 24 hours.",
            severity=rule.incident_severity,
        ),
        Message("Every account: an overdue action of its plan."),
        Message(
            "Due: the day set by a person; else the earliest of the agreed action, the promised contact and a "
            "contract that ends or ended within {days} days; else the day on which a late payment was due.",
            days=rule.contract_days,
        ),
    ]
    return tuple(rules)


def review_line(found: AttentionList) -> Message:
    """How many accounts only moved to a lower tier, for a review."""
    lost = sum(one.lost_key for one in found.review)
    if lost == len(found.review):
        return Message("{count} account lost key status: review", "{count} accounts lost key status: review", "count",
                       count=lost)  # fmt: skip
    return Message(
        "{count} account moved to a lower tier, {lost} lost key status: review",
        "{count} accounts moved to a lower tier, {lost} lost key status: review",
        "count",
        count=len(found.review), lost=lost,
    )  # fmt: skip


def hidden_line(found: AttentionList) -> Message:
    """How many accounts are done or snoozed."""
    return Message(
        "{count} account is done or snoozed", "{count} accounts are done or snoozed", "count", count=len(found.hidden)
    )
