"""Headline and line of the account list, for all accounts or for those that match a filter."""

from __future__ import annotations

from kam_core.insight.account_list.account_rows import ListSummary
from kam_core.vocabulary.message import Message, Money, Share, ShownFigure

ALL, MATCHING = "all", "matching"
"""Populations: every account of the screen, or those that match the filter."""


def list_answer(view: ListSummary) -> Message:
    """What the key accounts bring, or how many accounts match and what they bring."""
    if view.shown < view.accounts:
        return Message(
            "{shown} of {accounts} matches, with {share} of the revenue.",
            "{shown} of {accounts} match, with {share} of the revenue.",
            "shown",
            shown=_figure(view, "accounts", view.shown), accounts=_accounts(view),
            share=_figure(view, "revenue_share", Share(view.revenue_share or 0.0)),
        )  # fmt: skip
    if view.key_share is None:
        return Message("No account has revenue in this period.")
    return Message(
        "{key} key account brings {share} of the revenue.",
        "{key} key accounts bring {share} of the revenue.",
        "key",
        key=_figure(view, "key_accounts", view.key), share=_figure(view, "key_revenue_share", Share(view.key_share)),
    )  # fmt: skip


def list_population(view: ListSummary) -> Message:
    """How many of the accounts are active customers."""
    of = _accounts(view) if view.shown == view.accounts else _count(_figure(view, "accounts", view.shown))
    return Message(
        "{buyers} of {accounts} is an active customer,",
        "{buyers} of {accounts} are active customers,",
        "buyers",
        buyers=_figure(view, "active_customers", view.buyers), accounts=of,
    )  # fmt: skip


def list_line(view: ListSummary, window: Message) -> Message:
    """Revenue of the window, and the whales among the accounts with their share of it."""
    first = Message(
        "with revenue of {revenue} in {window}.",
        revenue=_figure(view, "revenue", Money(view.revenue)), window=window,
    )  # fmt: skip
    if not view.whales or view.whale_share is None:
        return first
    whales = {
        "whales": _figure(view, "whales", view.whales),
        "share": _figure(view, "whale_revenue_share", Share(view.whale_share)),
    }  # fmt: skip
    if not view.rising:
        second = Message(
            "{whales} whale (high realised value) brings {share} of this revenue.",
            "{whales} whales (high realised value) bring {share} of this revenue.",
            "whales",
            **whales,
        )
        return Message("{first} {then}", first=first, then=second)
    second = Message(
        "{whales} whale (high realised value) brings {share} of this revenue; {rising} rising fish (high "
        "potential) may follow.",
        "{whales} whales (high realised value) bring {share} of this revenue; {rising} rising fish (high "
        "potential) may follow.",
        "whales",
        **whales,
        rising=_figure(view, "rising_fish", view.rising),
    )  # fmt: skip
    return Message("{first} {then}", first=first, then=second)


def _figure(view: ListSummary, name: str, value: object) -> ShownFigure:
    return ShownFigure(name, ALL if view.shown == view.accounts else MATCHING, value)


def _accounts(view: ListSummary) -> Message:
    return _count(ShownFigure("accounts", ALL, view.accounts))


def _count(figure: ShownFigure) -> Message:
    return Message("{count} account", "{count} accounts", "count", count=figure)
