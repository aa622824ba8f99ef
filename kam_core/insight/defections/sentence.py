"""Sentences of the defection log: how many were lost, which reason leads, and of whom no reason is known."""

from __future__ import annotations

from kam_core.insight.defections.lost_accounts import DefectionLog
from kam_core.vocabulary.message import Message, Money, Rate, ShownFigure, Term

LOST = "lost"


def lost_sentence(log: DefectionLog) -> Message:
    """How many accounts were lost, with their money, and of how many no reason is known."""
    lost, unexplained = log.lost.height, log.unexplained.height
    if not lost:
        return Message("No account was lost in this window.")
    counted = Message(
        "{count} account was lost, {money} at stake.",
        "{count} accounts were lost, {money} at stake.",
        "count",
        count=ShownFigure("lost_accounts", LOST, lost),
        money=ShownFigure("lost_stake", LOST, Money(int(log.lost["stake"].sum()))),
    )
    if not unexplained:
        return Message("{first} {then}", first=counted, then=Message("Each has a reason."))
    asked = Message(
        "{count} has no reason yet.",
        "{count} have no reason yet.",
        "count",
        count=ShownFigure("lost_unexplained", LOST, unexplained),
    )
    return Message("{first} {then}", first=counted, then=asked)


def leading_reason(log: DefectionLog, label: str) -> Message:
    """The most frequent reason with its share of the noted losses; label: the reason as the catalogue has it."""
    first = log.reasons.row(0, named=True)
    return Message(
        "{reason} leads: {count} of {noted} noted losses ({share}).",
        reason=Term(label),
        count=ShownFigure("loss_reason_accounts", f"reason:{first['reason']}", first["accounts"]),
        noted=ShownFigure("losses_noted", "all", log.noted),
        share=ShownFigure("loss_reason_share", f"reason:{first['reason']}", Rate(first["accounts_share"])),
    )
