"""Mutual dependence in words: the verdict, and who needs whom by both shares."""

from __future__ import annotations

from kam_core.insight.mutual_dependence.verdict import DEPENDS_FROM, Dependence, MutualDependence
from kam_core.vocabulary.message import Message, Share, ShownFigure


def verdict(found: MutualDependence) -> Message:
    """Passed, failed or unknown, and by what."""
    if found.passed is None:
        if found.overall is not None or any(found.questions.values()):
            return Message("Unknown: the marks given do not decide it (4 and 5 are yes, 1 and 2 are no).")
        return Message("Unknown: neither question is judged.")
    if found.overall is not None:
        if found.passed:
            return Message("Passed by the overall mark; the two questions are not judged.")
        return Message("Failed by the overall mark; the two questions are not judged.")
    if found.passed:
        return Message("Passed: their top management meets ours, and they would compensate a loss they caused.")
    refuses = {name for name, mark in found.questions.items() if mark is not None and mark.score <= 2}
    if len(refuses) > 1:
        return Message("Failed: their top management would not meet ours, nor would they compensate a loss.")
    if "meets_our_management" in refuses:
        return Message("Failed: their top management would not meet ours.")
    return Message("Failed: they would not compensate a loss they caused.")


def who_needs_whom(found: MutualDependence, alone: str) -> Message:
    """Our share of revenue beside their share of spend, with what follows; what is missing where one is unknown.

    alone: the population of the account's own figures.
    """
    if found.wallet_share is None:
        return Message("How much they need us is unknown: their yearly spend in our category is missing.")
    if found.revenue_share is None:
        return Message("How much we need them is unknown: there is no revenue in this period.")
    figures = {
        "revenue": ShownFigure("revenue_share", alone, Share(found.revenue_share)),
        "wallet": ShownFigure("wallet_share", alone, Share(found.wallet_share)),
        "limit": Share(DEPENDS_FROM),
    }
    match found.dependence:
        case Dependence.BOTH:
            return Message(
                "Two-sided: they are {revenue} of our revenue, we are {wallet} of their spend (limit {limit}).",
                **figures,
            )
        case Dependence.WE_NEED_THEM:
            return Message(
                "One-sided, we need them more: they are {revenue} of our revenue, we are only {wallet} of their spend "
                "(limit {limit}).",
                **figures,
            )
        case Dependence.THEY_NEED_US:
            return Message(
                "One-sided, they need us more: we are {wallet} of their spend, they are only {revenue} of our revenue "
                "(limit {limit}).",
                **figures,
            )
        case _:
            return Message(
                "Neither side depends on the other: they are {revenue} of our revenue, we are {wallet} of their spend "
                "(limit {limit}).",
                **figures,
            )
