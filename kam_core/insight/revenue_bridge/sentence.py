"""Sentences about the revenue bridge: why there is none, what it cannot know, and the accounts of a kind."""

from __future__ import annotations

from kam_core.insight.revenue_bridge.bridge import Bridge
from kam_core.insight.revenue_bridge.changes import GROWN, LOST, NEW, SHRUNK, WON_BACK
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.durations import month_of_year
from kam_core.vocabulary.message import Message, Money


def no_bridge(view: View, data_start: int | None) -> Message:
    """Why a view has no bridge, and what to do."""
    first = view.prior_start()
    if first is None:
        return Message("All data have no earlier period to compare with: choose a window in months.")
    if data_start is None:
        return Message("There are no orders yet.")
    return Message(
        "The window cannot be compared: that takes data from {needed}, and they begin in {start}.",
        needed=month_start(first), start=month_of_year(month_start(data_start)),
    )  # fmt: skip


def incomplete_prior(found: Bridge) -> Message | None:
    """That the data begin within the prior window; None where they cover it."""
    if found.data_start is None:
        return None
    return Message(
        "The data begin in {start}, within the earlier window: new and grown are overstated.",
        start=month_of_year(found.data_start),
    )


MEANINGS = {
    NEW: Message("First purchase ever in this window."),
    WON_BACK: Message("Bought before, not in the earlier window, and again in this one."),
    GROWN: Message("Bought more than in the earlier window."),
    SHRUNK: Message("Bought less than in the earlier window."),
    LOST: Message("Bought in the earlier window; now nothing, or only returns."),
}
"""What the accounts of a kind have in common."""


def kind_sentence(found: Bridge, kind: str) -> Message:
    """What a kind means, and its accounts with their revenue before and now."""
    step, rows = found.step(kind), found.changes.filter(found.changes["kind"] == kind)
    money = {"before": Money(int(rows["before"].sum())), "now": Money(int(rows["now"].sum()))}
    counted = Message("{count} account: {before} before, {now} now.", "{count} accounts: {before} before, {now} now.",
                      "count", count=step.accounts, **money)  # fmt: skip
    return Message("{first} {then}", first=MEANINGS[kind], then=counted)
